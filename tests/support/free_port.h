#pragma once

#include <cstdint>

namespace firstcome::testing {

/// A free port of 127.0.0.1 that no other test program is given while this one runs, and no outgoing connection takes: a
/// server can be started on it later, and again. Any thread. Throws std::runtime_error where there is none.
std::uint16_t freePort();

} // namespace firstcome::testing
