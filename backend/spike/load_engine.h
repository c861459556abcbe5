#pragma once

#include "backend/core/result.h"
#include "backend/issuing/ids.h"
#include "backend/spike/http_target.h"
#include "backend/spike/run_result.h"
#include "backend/spike/scenario.h"
#include "backend/spike/spike_part.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace firstcome::spike {

class IntervalExchange;
class RunTally;
struct LoadPlan;

struct LoadOptions
{
    Scenario scenario;
    HttpTarget target;
    issuing::CouponId couponId;
    std::string peoplePrefix; ///< people are this and 1 to `scenario.people`
    unsigned threads = 1;
    std::filesystem::path recordFile; ///< empty: none
};

/// Fires one scenario at a server and measures it: the heart of firstcome-spike, for a process of its own,
/// since it raises the process's limit of open files and judges the process's CPU. One object, one run.
/// run() blocks; requestStop() is for any thread and for any number of times.
class LoadEngine
{
public:
    /// Carries what changed since the tick before: `recent` holds just the new tick.
    using OnTick = std::function<void(const RunProgress&)>;

    explicit LoadEngine(LoadOptions options);
    ~LoadEngine();

    /// Runs the scenario to its end. Whatever the server does is a result; it fails only before the first
    /// request: InvalidArgument `bad_scenario`, `bad_prefix`, `bad_threads`, Io `record_io`,
    /// `no_descriptors`.
    core::Result<RunResult> run(const OnTick& onTick);
    /// Ends the run early, within about a second; the result says aborted.
    void requestStop();

private:
    core::Result<void> check() const;
    void fillPlan();
    void drive(RunTally& tally, IntervalExchange& exchange, const OnTick& onTick);

    LoadOptions m_options;
    std::unique_ptr<LoadPlan> m_plan;
};

} // namespace firstcome::spike
