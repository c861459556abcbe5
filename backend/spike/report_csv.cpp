#include "backend/spike/measurements.h"
#include "backend/spike/report.h"

#include <charconv>
#include <cmath>

namespace firstcome::spike {

namespace {

template <class Number>
void addNumber(std::string& line, Number number)
{
    char text[32];
    line += ',';
    if constexpr (std::is_floating_point_v<Number>) {
        if (std::isnan(number))
            return;
    }
    line.append(text, std::to_chars(text, text + sizeof text, number).ptr);
}

} // namespace

std::string csvReport(const RunResult& result, bool fine)
{
    std::string csv = "seconds,target,users";
    for (std::size_t i = 0; i <= issuing::kVerdictCount; ++i)
        csv.append(",").append(clientVerdictName(i));
    csv += ",p50_ms,p95_ms,p99_ms\r\n";
    for (const auto& tick : fine ? result.ticks100ms : result.ticks1s) {
        std::string line;
        addNumber(line, tick.atSeconds);
        addNumber(line, tick.target);
        addNumber(line, tick.users);
        for (const auto count : tick.verdicts)
            addNumber(line, count);
        addNumber(line, tick.p50Ms);
        addNumber(line, tick.p95Ms);
        addNumber(line, tick.p99Ms);
        csv.append(line, 1).append("\r\n");
    }
    return csv;
}

} // namespace firstcome::spike
