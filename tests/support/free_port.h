#pragma once

#include <cstdint>

namespace firstcome::testing {

/// A free port of 127.0.0.1: free a moment ago, that is.
std::uint16_t freePort();

} // namespace firstcome::testing
