#pragma once

#include "backend/core/result.h"
#include "backend/snapshot.h"

#include <string>
#include <string_view>

namespace firstcome::wire {

/// Of the frames that a node streams. A console of another one refuses them.
inline constexpr int kFormat = 1;

/// A snapshot as a node streams it, in one line of JSON: all that the pages show, but of a run's result only its id.
/// Pure, any thread.
std::string encodeSnapshot(const Snapshot& snapshot);
/// Takes whatever comes. InvalidArgument `bad_snapshot` with what is wrong with it, `wrong_version`.
core::Result<Snapshot> decodeSnapshot(std::string_view text);

} // namespace firstcome::wire
