#pragma once

#include "backend/core/result.h"
#include "backend/issuing/event.h"
#include "backend/stock/redis_control.h"

#include <vector>

namespace firstcome::stock {

/// All issues of an instance in slot order, read with HSCAN in steps that keep no attempt waiting. What is
/// accepted meanwhile may be in it or not. Blocks as RedisControl's calls do; Corrupt `corrupt` where a
/// winner is not written as ours.
core::Result<std::vector<issuing::Issue>> readWinners(RedisControl& control,
                                                      const issuing::InstanceId& instance);

} // namespace firstcome::stock
