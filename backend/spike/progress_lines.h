#pragma once

#include "backend/core/result.h"
#include "backend/spike/spike_part.h"

#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace firstcome::spike {

/// What firstcome-spike says on its standard output with --progress, one JSON object a line: `progress` ten
/// times a second, then one `result`.
std::string progressLine(const RunProgress& progress); ///< one tick; without the line break
std::string resultLine(const RunResult& result);

/// A line read back: what a tick changes in a RunProgress (its `recent` holds the one new tick; the fields
/// that the generator does not know are untouched), or the result. InvalidArgument `bad_line` for others.
using SpikeLine = std::variant<RunProgress, std::shared_ptr<const RunResult>>;
core::Result<SpikeLine> readSpikeLine(std::string_view line);

/// Adds `tick`, as read by readSpikeLine, to the run that the console keeps: the newest numbers, and the
/// ticks of the last 5 s.
void apply(const RunProgress& tick, RunProgress& run);

} // namespace firstcome::spike
