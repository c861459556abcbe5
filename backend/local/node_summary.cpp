#include "backend/local/node_summary.h"

#include "backend/core/json_text.h"
#include "backend/telemetry/last_second.h"

#include <boost/json/object.hpp>

#include <cmath>

namespace firstcome::local {

std::string nodeSummary(const Snapshot& snapshot)
{
    namespace json = boost::json;
    json::object object{{"requestsPerSecond", nullptr}, {"p95Ms", nullptr}};
    const auto second = telemetry::lastSecond(snapshot.telemetry.serverTicks);
    if (second.requestsPerSecond)
        object["requestsPerSecond"] = std::llround(*second.requestsPerSecond);
    if (second.p95Ms)
        object["p95Ms"] = *second.p95Ms;
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
