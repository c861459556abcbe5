#pragma once

#include "backend/core/clock.h"
#include "backend/spike/arrival_schedule.h"
#include "backend/spike/http_target.h"
#include "backend/spike/scenario.h"

#include <atomic>
#include <cstdint>
#include <string>

namespace firstcome::spike {

class CallRecord;

/// What every worker of one run shares. Written before the workers start; only the two atomics change after.
struct LoadPlan
{
    Scenario scenario;
    HttpTarget target;
    std::string requestHead; ///< everything before the publicId
    std::string requestTail; ///< everything after it
    std::string peoplePrefix;
    std::uint64_t people = 1;
    unsigned workers = 1;
    core::SteadyTime start;
    ArrivalSchedule arrivals{Scenario()};
    CallRecord* record = nullptr; ///< null: calls are not recorded one by one

    std::atomic<bool> stop{false};            ///< somebody wants the run to end now
    std::atomic<std::uint64_t> nextPerson{0}; ///< for distinct people
};

} // namespace firstcome::spike
