#pragma once

#include "backend/issuing/event.h"

#include <cstdint>
#include <vector>

namespace firstcome::issuing {

/// What of an instance the store lacks: it answers nobody until somebody has had it rebuilt.
struct Suspension
{
    std::uint64_t atRisk = 0; ///< accepts that were shown and that the store has not
    std::uint64_t named = 0;  ///< of them, those whose people this node's journal knows
    std::vector<Issue> people; ///< the first 100 of those, by slot
    bool rebuilding = false;
};

} // namespace firstcome::issuing
