#pragma once

#include "backend/issuing/server_facts.h"
#include "backend/stock/redis_control.h"

namespace firstcome::stock {

/// Asks one Redis server for what go/no-go needs to know of it: its settings, its append-only file, and which of
/// `keys` have an expiry. What its ACL forbids is absent, and `refused` has its words. Blocks. Unavailable
/// `store_down`.
core::Result<issuing::StoreServer> askRedisServer(RedisControl& control, const RedisServerMet& met,
                                                  const RedisControl::Words& keys);

} // namespace firstcome::stock
