#include "backend/issuing/go_no_go.h"

#include "backend/core/named_values.h"

#include <algorithm>

namespace firstcome::issuing {

namespace {

constexpr std::array<std::string_view, kGoLineCount> kLineNames{
    "store_writable", "stock_as_planned", "people_loaded", "free_disk",   "consumer_running",
    "port_bound",     "clock_offset",     "rehearsal",     "last_run_lag",
    "store_eviction", "store_append_only", "store_durability", "store_rewrite", "store_expiry", "log_topics"};

} // namespace

std::string_view goLineName(GoLine line)
{
    return core::nameOf(kLineNames, line);
}

bool GoNoGo::green() const
{
    return std::ranges::none_of(lines, &GoLineState::forbids);
}

} // namespace firstcome::issuing
