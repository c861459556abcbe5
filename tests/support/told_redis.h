#pragma once

#include "tests/support/redis_server.h"

#include <functional>
#include <string>
#include <vector>

namespace firstcome::testing {

/// What a server was told while `doing` ran, as its slow log has it, to which everything is slow then: of
/// each command its first words, thirty-one of them, and 128 bytes of each. What scripts call is not in it.
std::vector<std::vector<std::string>> toldMeanwhile(const RedisServer& server,
                                                    const std::function<void()>& doing);

} // namespace firstcome::testing
