#include "backend/issuing/verdict.h"

#include "backend/core/named_values.h"

namespace firstcome::issuing {

namespace {

constexpr std::array<std::string_view, kVerdictCount> kVerdictNames{
    "accepted", "duplicate", "sold_out", "not_open", "paused",
    "closed", "unknown_event", "unknown_user", "throttled", "unavailable"};

constexpr std::array<std::string_view, 8> kReasonCodes{
    "", "expired", "outbox_full", "store_down", "overloaded", "suspended", "stopping", "not_replicated"};

} // namespace

std::string_view verdictName(Verdict verdict)
{
    return core::nameOf(kVerdictNames, verdict);
}

std::optional<Verdict> verdictFromName(std::string_view name)
{
    return core::valueNamed<Verdict>(kVerdictNames, name);
}

std::string_view unavailableReasonCode(UnavailableReason reason)
{
    return core::nameOf(kReasonCodes, reason);
}

} // namespace firstcome::issuing
