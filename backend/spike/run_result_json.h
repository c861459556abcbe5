#pragma once

#include "backend/spike/run_result.h"

#include <boost/json/object.hpp>

namespace firstcome::spike {

/// The pieces of `result.json` that progress lines are made of too, as JSON values and back. Reading throws
/// BadField; only the functions at a boundary catch it.
struct BadField
{
    std::string name;
};

using VerdictCounts = std::array<std::uint64_t, issuing::kVerdictCount + 1>;

boost::json::object verdictsToJson(const VerdictCounts& verdicts);
VerdictCounts verdictsFromJson(const boost::json::value& value);
boost::json::array thresholdsToJson(const std::vector<ThresholdResult>& thresholds);
std::vector<ThresholdResult> thresholdsFromJson(const boost::json::value& value);
/// One column for each figure, so that a long series stays small; verdicts that never came have none.
boost::json::object ticksToJson(const std::vector<ClientTick>& ticks);
std::vector<ClientTick> ticksFromJson(const boost::json::value& value);
/// Everything of a result, as one object.
boost::json::object resultToJson(const RunResult& result);
RunResult resultFromJson(const boost::json::value& value);

} // namespace firstcome::spike
