#include "backend/spike/validity.h"

#include <algorithm>
#include <cmath>

namespace firstcome::spike {

namespace {

/// The value that nine of ten readings do not exceed.
double ninthDecile(std::span<const double> readings)
{
    if (readings.empty())
        return 0;
    std::vector<double> sorted(readings.begin(), readings.end());
    const auto at = static_cast<std::ptrdiff_t>(static_cast<double>(sorted.size() - 1) * 0.9);
    std::nth_element(sorted.begin(), sorted.begin() + at, sorted.end());
    return sorted[static_cast<std::size_t>(at)];
}

std::string whole(double value)
{
    return std::to_string(std::llround(value));
}

std::vector<std::string> reasonsForInvalid(const ValidityEvidence& e)
{
    std::vector<std::string> reasons;
    if (e.requests == 0)
        reasons.push_back("no_requests");
    else if (e.replies == 0)
        reasons.push_back("no_replies");
    if (e.aborted)
        reasons.push_back("aborted");
    if (e.recordFailed)
        reasons.push_back("record_failed");
    return reasons;
}

std::vector<std::string> reasonsForLimited(const ValidityEvidence& e)
{
    std::vector<std::string> reasons;
    if (const double cpu = ninthDecile(e.busiestCpu); cpu > kCpuLimitPercent)
        reasons.push_back("generator_cpu " + whole(cpu) + " %");
    if (e.lateP99Ms > kLateLimitMs)
        reasons.push_back("scheduler_late " + whole(e.lateP99Ms) + " ms");
    if (static_cast<double>(e.droppedArrivals) > static_cast<double>(e.dueArrivals) * kDroppedLimit)
        reasons.push_back("dropped_arrivals " + std::to_string(e.droppedArrivals));
    if (e.noDescriptor > 0 || e.openFilesLimit < e.openFilesNeeded)
        reasons.push_back("open_files " + std::to_string(e.openFilesLimit) + " " +
                          std::to_string(e.openFilesNeeded));
    if (e.noPort > 0)
        reasons.push_back("local_ports " + std::to_string(e.noPort));
    return reasons;
}

} // namespace

ValidityVerdict judgeValidity(const ValidityEvidence& evidence)
{
    auto invalid = reasonsForInvalid(evidence);
    auto limited = reasonsForLimited(evidence);
    ValidityVerdict verdict;
    verdict.validity = !invalid.empty()   ? Validity::Invalid
                       : !limited.empty() ? Validity::GeneratorLimited
                                          : Validity::Valid;
    verdict.reasons = std::move(invalid);
    verdict.reasons.insert(verdict.reasons.end(), limited.begin(), limited.end());
    return verdict;
}

} // namespace firstcome::spike
