#pragma once

#include "backend/issuing/event.h"
#include "backend/issuing/go_no_go_watch.h"

#include <vector>

namespace firstcome::issuing {

/// Bytes of a store server's append-only file that one accept takes.
inline constexpr std::uint64_t kAofBytesPerAccept = 300;

/// Adds the go/no-go lines about the servers of store and log, where there are any. Of several servers the worst
/// counts, and the line's detail names it.
void addServerLines(std::vector<GoLineState>& lines, const Event& event, const GoReadings& readings,
                    core::WallTime now);

} // namespace firstcome::issuing
