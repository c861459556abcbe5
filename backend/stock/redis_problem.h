#pragma once

#include "backend/core/result.h"

#include <string_view>

namespace firstcome::stock {

/// An error reply of Redis's as an error whose code is the store's stable word for it: `redis_loading`,
/// `redis_busy`, `redis_read_only`, `redis_out_of_memory`, `redis_cannot_persist`, `redis_no_replicas`,
/// `redis_moved`, `redis_cluster_down`, `redis_refuses_us`, or `redis_error` for any other.
core::Error redisProblem(std::string_view reply);

} // namespace firstcome::stock
