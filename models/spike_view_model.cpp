#include "models/spike_view_model.h"

#include "models/scenario_text.h"

#include <algorithm>
#include <cmath>

namespace firstcome::models {

using namespace Qt::Literals::StringLiterals;
using spike::RunPhase;

namespace {

/// Server ticks that make up "now": a single tenth jitters.
constexpr std::size_t kTicksOfNow = 10;

bool isUnderWay(RunPhase phase)
{
    return phase != RunPhase::Idle && phase != RunPhase::Done && phase != RunPhase::Failed;
}

const spike::Scenario& presetNamed(const std::string& name)
{
    const auto& presets = spike::presetScenarios();
    const auto found = std::ranges::find(presets, name, &spike::Scenario::name);
    return found == presets.end() ? presets.front() : *found;
}

/// Mean of the p95 of the newest ticks, weighted by their requests.
std::optional<double> recentServerP95(const std::vector<telemetry::ServerTick>& ticks)
{
    double sum = 0, weight = 0;
    const auto count = std::min(ticks.size(), kTicksOfNow);
    for (auto tick = ticks.end() - static_cast<std::ptrdiff_t>(count); tick != ticks.end(); ++tick) {
        if (tick->requests == 0 || std::isnan(tick->p95Ms))
            continue;
        sum += static_cast<double>(tick->p95Ms) * tick->requests;
        weight += tick->requests;
    }
    return weight > 0 ? std::optional(sum / weight) : std::nullopt;
}

StartProblem problem(const QString& code, const QString& detail = {})
{
    return {code, detail, -1};
}

} // namespace

SpikeViewModel::SpikeViewModel(BackendModel& backend, std::chrono::milliseconds abortGuard, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_scenario(presetNamed("spike"))
    , m_abortGuard(abortGuard)
{
    m_thresholds.setThresholds(m_scenario.scenario().thresholds);
    connect(&m_thresholds, &ThresholdModel::edited, this,
            [this] { m_scenario.setThresholds(m_thresholds.thresholds()); });
    connect(&m_scenario, &ScenarioModel::changed, this, &SpikeViewModel::setupChanged);
    connect(&m_abortGuard, &AbortGuard::fired, this, &SpikeViewModel::sendAbort);
    connect(&m_backend, &BackendModel::updated, this, &SpikeViewModel::take);
    take(*m_backend.snapshot());
}

bool SpikeViewModel::isBusy() const
{
    return isUnderWay(m_run.phase) || m_starting;
}

bool SpikeViewModel::canAbort() const
{
    return m_run.phase == RunPhase::Preparing || m_run.phase == RunPhase::Running;
}

SpikeFigures SpikeViewModel::figures() const
{
    SpikeFigures figures;
    if (m_run.phase == RunPhase::Idle || m_run.phase == RunPhase::Preparing)
        return figures;
    figures.requests = m_run.requests;
    figures.accepted = m_run.verdicts[static_cast<std::size_t>(issuing::Verdict::Accepted)];
    figures.clientP95Ms = m_run.p95Ms;
    figures.serverP95Ms = m_serverP95Ms;
    return figures;
}

void SpikeViewModel::setAim(SpikeAim aim)
{
    m_aim = std::move(aim);
    Q_EMIT setupChanged();
}

std::vector<issuing::Event> SpikeViewModel::events() const
{
    std::vector<issuing::Event> events;
    const auto snapshot = m_backend.snapshot();
    for (const auto& view : snapshot->events)
        if (!view.event.shadow())
            events.push_back(view.event);
    return events;
}

QString SpikeViewModel::ownTarget() const
{
    const auto port = m_backend.snapshot()->port;
    return port == 0 ? QString() : u"127.0.0.1:%1"_s.arg(port);
}

bool SpikeViewModel::isOwnTarget(const std::string& url) const
{
    const std::string own = ownTarget().toStdString();
    return url.empty() || (!own.empty() && url == "http://" + own);
}

std::optional<StartProblem> SpikeViewModel::aimProblem() const
{
    const QString own = ownTarget();
    const bool elsewhere = !m_aim.target.trimmed().isEmpty() && m_aim.target.trimmed() != own;
    if (!elsewhere && own.isEmpty())
        return problem(u"starting"_s);
    if (elsewhere) {
        const auto target = targetFromText(m_aim.target);
        if (!target)
            return problem(u"bad_target"_s, m_aim.target);
        if (!m_backend.snapshot()->nodes.empty())
            return problem(u"attached_elsewhere"_s);
        if (!target->loopback)
            return problem(u"target_not_loopback"_s, target->host);
        if (m_aim.rehearsal)
            return problem(u"rehearsal_elsewhere"_s);
    }
    if (m_aim.rehearsal)
        return std::nullopt;
    if (!m_aim.couponId)
        return problem(u"no_event"_s);
    if (elsewhere)
        return std::nullopt;
    const auto known = events();
    const auto found =
        std::ranges::find_if(known, [&](const auto& e) { return e.draft.couponId == *m_aim.couponId; });
    if (found == known.end())
        return problem(u"no_event"_s);
    if (!found->isLive() || found->state == issuing::EventState::Draining)
        return problem(u"event_not_live"_s, QString::fromStdString(found->draft.name));
    return std::nullopt;
}

std::optional<StartProblem> SpikeViewModel::startProblem() const
{
    if (isBusy())
        return problem(u"running"_s);
    if (m_scenario.problem())
        return m_scenario.problem();
    if (const int row = m_thresholds.firstProblem(); row >= 0)
        return StartProblem{u"bad_threshold"_s, m_thresholds.data(m_thresholds.index(row)).toString(), row};
    return aimProblem();
}

void SpikeViewModel::choosePreset(const QString& name)
{
    if (isBusy())
        return;
    const auto& preset = presetNamed(name.toStdString());
    m_thresholds.setThresholds(preset.thresholds);
    m_scenario.setScenario(preset);
}

spike::Scenario SpikeViewModel::scenarioToFire() const
{
    auto scenario = m_scenario.scenario();
    if (m_scenario.preset().isEmpty()) {
        // Runs of an edited preset are not to be mistaken for runs of the preset.
        const auto& presets = spike::presetScenarios();
        if (std::ranges::find(presets, scenario.name, &spike::Scenario::name) != presets.end())
            scenario.name += "-edited";
    }
    return scenario;
}

void SpikeViewModel::start()
{
    if (startProblem())
        return;
    StartSpike command;
    command.actor = "console";
    command.scenario = scenarioToFire();
    if (const auto target = targetFromText(m_aim.target); target && m_aim.target.trimmed() != ownTarget())
        command.target = target->url().toStdString();
    command.rehearsal = m_aim.rehearsal;
    command.couponId = m_aim.couponId;
    m_starting = true;
    Q_EMIT setupChanged();
    m_backend.submit(std::move(command), this, [this](const core::Result<Reply>& reply) {
        m_starting = false;
        if (!reply)
            Q_EMIT refused(reply.error());
        Q_EMIT setupChanged();
    });
}

void SpikeViewModel::runAgain()
{
    if (isBusy() || !m_result)
        return;
    const auto result = m_result;
    const auto& presets = spike::presetScenarios();
    const auto preset = std::ranges::find(presets, result->scenario, &spike::Scenario::name);
    const bool known = m_run.result == result || preset != presets.end();
    if (m_run.result == result) {
        m_thresholds.setThresholds(m_run.scenario.thresholds);
        m_scenario.setScenario(m_run.scenario);
    } else if (known) {
        choosePreset(QString::fromStdString(preset->name));
    }
    m_aim.rehearsal = result->rehearsal;
    m_aim.couponId = result->rehearsal ? std::nullopt : issuing::CouponId::parse(result->couponId);
    if (known && result->rehearsal) {
        start();
        return;
    }
    // What hits a real event, or is no longer known whole, is looked at before it is fired.
    showSetup();
    Q_EMIT setupChanged();
}

void SpikeViewModel::abort()
{
    if (canAbort())
        m_abortGuard.arm();
}

void SpikeViewModel::sendAbort()
{
    if (!canAbort())
        return;
    m_backend.submit(AbortSpike{"console"}, this, [this](const core::Result<Reply>& reply) {
        if (!reply)
            Q_EMIT refused(reply.error());
    });
}

void SpikeViewModel::readRun(
    const QString& id, QObject* context,
    std::function<void(const core::Result<std::shared_ptr<const spike::RunResult>>&)> done)
{
    m_backend.submit(ReadRun{id.toStdString()}, context,
                     [done = std::move(done)](const core::Result<Reply>& reply) {
                         if (!reply) {
                             done(tl::unexpected(reply.error()));
                             return;
                         }
                         const auto* result = std::get_if<std::shared_ptr<const spike::RunResult>>(&*reply);
                         if (result && *result)
                             done(*result);
                         else
                             done(core::fail(core::ErrorKind::Internal, "no_result"));
                     });
}

void SpikeViewModel::showRun(const QString& id)
{
    const bool shown = m_view == View::Verdict && m_result && m_result->id == id.toStdString();
    if (isBusy() || m_reading == id || (shown && m_reading.isEmpty()))
        return;
    if (m_run.result && m_run.result->id == id.toStdString()) {
        m_reading.clear();
        showResult(m_run.result);
        return;
    }
    m_reading = id;
    readRun(id, this, [this, id](const core::Result<std::shared_ptr<const spike::RunResult>>& result) {
        if (m_reading != id) // another was chosen meanwhile
            return;
        m_reading.clear();
        if (result)
            showResult(*result);
        else
            Q_EMIT refused(result.error());
    });
}

/// A page opened in the middle of a run has the clients' ticks but not yet the server's of before.
void SpikeViewModel::readMissedShares()
{
    if (!m_firstIndex || m_sharesAsked || m_series.empty())
        return;
    m_sharesAsked = true;
    const auto snapshot = m_backend.snapshot();
    const auto& oldest = snapshot->telemetry.serverTicks;
    if (!oldest.empty() && oldest.front().index <= *m_firstIndex)
        return;
    const auto until = oldest.empty() ? *m_firstIndex + 864'000 : oldest.front().index;
    m_backend.submit(ReadHistory{*m_firstIndex, until, 1}, this,
                     [this, run = m_seriesRun](const core::Result<Reply>& reply) {
                         const auto* history = reply ? std::get_if<History>(&*reply) : nullptr;
                         if (!history || run != m_seriesRun || !m_firstIndex)
                             return; // the shares of before stay unknown, and are shown so
                         m_series.fillShares(history->serverTicks, *m_firstIndex);
                         Q_EMIT seriesRewritten();
                     });
}

void SpikeViewModel::showResult(std::shared_ptr<const spike::RunResult> result)
{
    if (isBusy())
        return;
    m_result = std::move(result);
    Q_EMIT resultChanged();
    setView(View::Verdict);
}

void SpikeViewModel::showSetup()
{
    if (isBusy())
        return;
    m_reading.clear();
    m_thresholds.clearRun();
    setView(View::Setup);
}

void SpikeViewModel::setView(View view)
{
    if (m_view == view)
        return;
    m_view = view;
    Q_EMIT viewChanged();
}

void SpikeViewModel::take(const Snapshot& snapshot)
{
    m_pastRuns.setRuns(snapshot.spike.pastRuns);
    takeRun(snapshot);
    QString key = QString::number(snapshot.port);
    for (const auto& view : snapshot.events)
        key += u'\n' + QString::fromStdString(view.event.draft.couponId.str()) + u' ' +
               QString::number(static_cast<int>(view.event.state)) + u' ' +
               QString::fromStdString(view.shownName);
    if (key != m_setupKey) {
        m_setupKey = key;
        Q_EMIT setupChanged();
    }
}

void SpikeViewModel::takeRun(const Snapshot& snapshot)
{
    const auto before = m_run.phase;
    const bool isNew = snapshot.spike.run.number != m_run.number;
    if (!isNew && snapshot.spike.run.phase == before && !isUnderWay(before))
        return;
    m_run = snapshot.spike.run;
    const bool underWay = isUnderWay(m_run.phase);
    if (m_run.number != m_seriesRun) {
        m_seriesRun = m_run.number;
        m_series.clear();
        m_firstIndex.reset();
        m_sharesAsked = false;
        m_serverP95Ms.reset();
    }
    if (underWay && m_run.elapsedSeconds > 0 && !m_firstIndex) {
        using std::chrono::duration_cast, std::chrono::milliseconds;
        const auto now = duration_cast<milliseconds>(snapshot.takenAt.time_since_epoch()).count();
        m_firstIndex =
            std::llround((static_cast<double>(now) - m_run.elapsedSeconds * 1000) / telemetry::kTickMs);
    }
    if (m_firstIndex)
        m_series.append(m_run.recent, snapshot.telemetry.serverTicks, *m_firstIndex);
    readMissedShares();
    if (m_run.phase == RunPhase::Running)
        m_serverP95Ms = isOwnTarget(m_run.target) || m_run.rehearsal
                            ? recentServerP95(snapshot.telemetry.serverTicks)
                            : std::nullopt;
    if (!canAbort())
        m_abortGuard.disarm();
    m_scenario.setEditable(!underWay);
    m_thresholds.setEditable(!underWay);
    if (underWay)
        m_thresholds.setRun(m_run);
    if (underWay && m_view != View::Run) {
        m_result.reset();
        setView(View::Run);
    }
    Q_EMIT progressed();
    if (m_run.phase == before && !isNew)
        return;
    if (m_run.phase == RunPhase::Done && m_run.result)
        showResult(m_run.result);
    else if (!underWay && m_view == View::Run)
        showSetup();
    Q_EMIT setupChanged();
}

} // namespace firstcome::models
