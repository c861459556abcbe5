#pragma once

#include "models/abort_guard.h"
#include "models/backend_model.h"
#include "models/past_runs_model.h"
#include "models/run_series.h"
#include "models/scenario_model.h"
#include "models/threshold_model.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace firstcome::models {

/// What is to be fired at what.
struct SpikeAim
{
    bool rehearsal = true;
    QString target; ///< as typed; empty: this backend
    std::optional<issuing::CouponId>
        couponId; ///< the event fired at, or that the shadow event is modelled on
};

/// Why a start is not possible now: a scenario's problem, or `bad_target`, `target_not_loopback`,
/// `attached_elsewhere`, `rehearsal_elsewhere`, `no_event`, `event_not_live`, `bad_threshold`, `running`, `starting`.
using StartProblem = ScenarioProblem;

/// The figures of the four cards.
struct SpikeFigures
{
    std::optional<std::uint64_t> requests, accepted;
    std::optional<double> clientP95Ms;
    std::optional<double> serverP95Ms; ///< of the last second; only where this backend is the target
};

/// The Spike page's state: the scenario being edited, the run under way with its whole series, the run looked
/// at, past runs; and its acts. The page shows it and calls it; it knows no widget. GUI thread; `backend`
/// must outlive it.
class SpikeViewModel final : public QObject
{
    Q_OBJECT

public:
    /// What the page shows.
    enum class View { Setup, Run, Verdict };

    explicit SpikeViewModel(BackendModel& backend,
                            std::chrono::milliseconds abortGuard = std::chrono::seconds(3),
                            QObject* parent = nullptr);

    ScenarioModel& scenario() { return m_scenario; }
    ThresholdModel& thresholds() { return m_thresholds; }
    PastRunsModel& pastRuns() { return m_pastRuns; }
    AbortGuard& abortGuard() { return m_abortGuard; }
    const AbortGuard& abortGuard() const { return m_abortGuard; }

    View view() const { return m_view; }
    const spike::RunProgress& run() const { return m_run; }
    /// A run is under way: nothing else can be started.
    bool isBusy() const;
    /// Requests are being sent or about to be: it can be aborted.
    bool canAbort() const;
    const RunSeries& series() const { return m_series; }
    SpikeFigures figures() const;
    /// The run looked at; null unless the view is Verdict.
    const std::shared_ptr<const spike::RunResult>& result() const { return m_result; }
    /// Reading a past run from disk.
    bool isReading() const { return !m_reading.isEmpty(); }

    const SpikeAim& aim() const { return m_aim; }
    void setAim(SpikeAim aim);
    /// Events that a run can be fired at, as the last snapshot has them.
    std::vector<issuing::Event> events() const;
    /// `127.0.0.1:8081` of this backend; empty while its port is not bound.
    QString ownTarget() const;
    std::optional<StartProblem> startProblem() const;

    void choosePreset(const QString& name);
    /// Fires the scenario at the aim; nothing where `startProblem` says why not.
    void start();
    /// The same again: takes over the scenario of the run looked at, where it is still known, and starts.
    void runAgain();
    /// Begins the guard; the abort follows unless it is taken back.
    void abort();
    /// Looks at a past run.
    void showRun(const QString& id);
    /// Reads a past run for something else than looking at it.
    void readRun(const QString& id, QObject* context,
                 std::function<void(const core::Result<std::shared_ptr<const spike::RunResult>>&)> done);
    /// Back to the scenario being edited; nothing while a run is under way.
    void showSetup();

Q_SIGNALS:
    void viewChanged();
    /// A new snapshot while a run is under way, or the run's phase changed.
    void progressed();
    /// Ticks of the series that were there already have changed.
    void seriesRewritten();
    /// The scenario, aim, events or thresholds changed, and with them what can be started.
    void setupChanged();
    void resultChanged();
    /// A command was refused.
    void refused(const firstcome::core::Error& error);

private:
    void take(const Snapshot& snapshot);
    void takeRun(const Snapshot& snapshot);
    void setView(View view);
    void sendAbort();
    void readMissedShares();
    void showResult(std::shared_ptr<const spike::RunResult> result);
    spike::Scenario scenarioToFire() const;
    std::optional<StartProblem> aimProblem() const;
    bool isOwnTarget(const std::string& url) const;

    BackendModel& m_backend;
    ScenarioModel m_scenario;
    ThresholdModel m_thresholds;
    PastRunsModel m_pastRuns;
    AbortGuard m_abortGuard;
    View m_view = View::Setup;
    SpikeAim m_aim;
    spike::RunProgress m_run;
    std::uint64_t m_seriesRun = 0;            ///< number of the run that m_series is of
    std::optional<std::int64_t> m_firstIndex; ///< server tick at the run's start
    bool m_sharesAsked = false;               ///< what the server did before we looked was asked for
    RunSeries m_series;
    std::optional<double> m_serverP95Ms;
    std::shared_ptr<const spike::RunResult> m_result;
    QString m_reading;       ///< id of the run being read
    QString m_setupKey;      ///< what the last setupChanged was about
    bool m_starting = false; ///< a start was sent and not yet answered
};

} // namespace firstcome::models
