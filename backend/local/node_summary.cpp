#include "backend/local/node_summary.h"

#include "backend/core/json_text.h"

#include <boost/json/object.hpp>

#include <algorithm>
#include <cmath>

namespace firstcome::local {

namespace {

constexpr std::size_t kTicksOfASecond = 1000 / telemetry::kTickMs;

} // namespace

std::string nodeSummary(const Snapshot& snapshot)
{
    namespace json = boost::json;
    json::object object{{"requestsPerSecond", nullptr}, {"p95Ms", nullptr}};
    const auto& ticks = snapshot.telemetry.serverTicks;
    if (ticks.size() >= kTicksOfASecond) {
        std::uint64_t requests = 0;
        float highest = telemetry::kUnknown;
        for (auto tick = ticks.end() - kTicksOfASecond; tick != ticks.end(); ++tick) {
            requests += tick->requests;
            highest = std::fmax(highest, tick->p95Ms); // of a number and what is not known: the number
        }
        object["requestsPerSecond"] = requests;
        if (!std::isnan(highest))
            object["p95Ms"] = static_cast<double>(highest);
    }
    object["inFlight"] = snapshot.telemetry.inFlight;
    object["connections"] = snapshot.telemetry.connections;
    json::object problems;
    const std::pair<const char*, const PartStatus*> parts[] = {
        {"store", &snapshot.store}, {"log", &snapshot.log}, {"ledger", &snapshot.ledger}, {"api", &snapshot.api}};
    for (const auto& [name, part] : parts)
        if (!part->code.empty())
            problems[name] = part->code;
    object["problems"] = problems;
    return core::jsonText(object);
}

} // namespace firstcome::local
