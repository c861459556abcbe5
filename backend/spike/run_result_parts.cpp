#include "backend/spike/json_fields.h"
#include "backend/spike/measurements.h"
#include "backend/spike/run_result_json.h"

#include <boost/json.hpp>

#include <algorithm>

namespace firstcome::spike {

namespace json = boost::json;
using namespace fields;

namespace {

json::string_view nameAt(std::size_t index)
{
    const auto name = clientVerdictName(index);
    return {name.data(), name.size()};
}

template <class Get>
json::array column(const std::vector<ClientTick>& ticks, Get get)
{
    json::array values;
    values.reserve(ticks.size());
    for (const auto& tick : ticks)
        values.push_back(get(tick));
    return values;
}

/// Puts the column `key` into the ticks; a column of another length is refused.
template <class Set>
void readColumn(const json::value& from, std::string_view key, std::vector<ClientTick>& ticks, Set set)
{
    const auto* values = find(from, key);
    if (!values)
        return;
    const auto* array = values->if_array();
    if (!array || array->size() != ticks.size())
        throw BadField{std::string(key)};
    for (std::size_t i = 0; i < ticks.size(); ++i)
        set(ticks[i], (*array)[i]);
}

void readFloats(const json::value& from, std::string_view key, std::vector<ClientTick>& ticks,
                float ClientTick::*member)
{
    readColumn(from, key, ticks, [key, member](ClientTick& tick, const json::value& value) {
        tick.*member = value.is_null() ? telemetry::kUnknown : static_cast<float>(asDouble(value, key));
    });
}

} // namespace

json::object verdictsToJson(const VerdictCounts& verdicts)
{
    json::object object;
    for (std::size_t i = 0; i < verdicts.size(); ++i)
        object[nameAt(i)] = verdicts[i];
    return object;
}

VerdictCounts verdictsFromJson(const json::value& value)
{
    VerdictCounts verdicts{};
    for (std::size_t i = 0; i < verdicts.size(); ++i)
        verdicts[i] = optionalCount(value, clientVerdictName(i)).value_or(0);
    return verdicts;
}

json::array thresholdsToJson(const std::vector<ThresholdResult>& thresholds)
{
    json::array array;
    for (const auto& t : thresholds)
        array.push_back(json::object{{"metric", t.metric},
                                     {"expression", t.expression},
                                     {"value", fromOptional(t.value)},
                                     {"passed", t.passed}});
    return array;
}

std::vector<ThresholdResult> thresholdsFromJson(const json::value& value)
{
    std::vector<ThresholdResult> thresholds;
    if (!value.is_array())
        throw BadField{"thresholds"};
    for (const auto& item : value.get_array())
        thresholds.push_back({asText(require(item, "metric"), "metric"),
                              asText(require(item, "expression"), "expression"),
                              optionalDouble(item, "value"), asBool(require(item, "passed"), "passed")});
    return thresholds;
}

json::object ticksToJson(const std::vector<ClientTick>& ticks)
{
    json::object verdicts;
    for (std::size_t i = 0; i <= issuing::kVerdictCount; ++i)
        if (std::any_of(ticks.begin(), ticks.end(), [i](const ClientTick& t) { return t.verdicts[i] != 0; }))
            verdicts[nameAt(i)] = column(ticks, [i](const ClientTick& t) { return t.verdicts[i]; });
    return {{"atSeconds", column(ticks, [](const ClientTick& t) { return t.atSeconds; })},
            {"target", column(ticks, [](const ClientTick& t) { return t.target; })},
            {"users", column(ticks, [](const ClientTick& t) { return t.users; })},
            {"verdicts", std::move(verdicts)},
            {"p50", column(ticks, [](const ClientTick& t) { return fromFloat(t.p50Ms); })},
            {"p95", column(ticks, [](const ClientTick& t) { return fromFloat(t.p95Ms); })},
            {"p99", column(ticks, [](const ClientTick& t) { return fromFloat(t.p99Ms); })}};
}

std::vector<ClientTick> ticksFromJson(const json::value& value)
{
    const auto& at = require(value, "atSeconds");
    if (!at.is_array())
        throw BadField{"atSeconds"};
    std::vector<ClientTick> ticks(at.get_array().size());
    for (const auto& [key, member] :
         {std::pair{"atSeconds", &ClientTick::atSeconds}, std::pair{"target", &ClientTick::target},
          std::pair{"users", &ClientTick::users}})
        readColumn(value, key, ticks,
                   [key = key, member = member](ClientTick& tick, const json::value& number) {
                       tick.*member = asDouble(number, key);
                   });
    if (const auto* verdicts = find(value, "verdicts"))
        for (std::size_t i = 0; i <= issuing::kVerdictCount; ++i)
            readColumn(*verdicts, clientVerdictName(i), ticks,
                       [i](ClientTick& tick, const json::value& count) {
                           tick.verdicts[i] = static_cast<std::uint32_t>(asCount(count, "verdicts"));
                       });
    readFloats(value, "p50", ticks, &ClientTick::p50Ms);
    readFloats(value, "p95", ticks, &ClientTick::p95Ms);
    readFloats(value, "p99", ticks, &ClientTick::p99Ms);
    return ticks;
}

} // namespace firstcome::spike
