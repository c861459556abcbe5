#pragma once

#include "backend/commands.h"
#include "backend/core/result.h"

#include <string_view>

namespace firstcome::http {

/// The command that an attached console sends, with what no console needs refused: an act that only the system
/// carries out, a spike at anything but this node, and a reading without end. Pure. InvalidArgument `bad_command`,
/// `spike_elsewhere`.
core::Result<Command> commandOfConsole(std::string_view body);

} // namespace firstcome::http
