#include "models/launch_view_model.h"

#include <algorithm>

namespace firstcome::models {

namespace {

using namespace std::chrono_literals;
using issuing::Act;
using issuing::EventState;
using namespace std::chrono_literals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

const char* const kActor = "console";

int urgency(EventState state)
{
    switch (state) {
    case EventState::Open:
    case EventState::Paused:
        return 4;
    case EventState::Held:
        return 3;
    case EventState::Armed:
        return 2;
    case EventState::Draining:
        return 1;
    default:
        return 0;
    }
}

} // namespace

LaunchViewModel::LaunchViewModel(BackendModel& backend, const core::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_wall(clock)
    , m_snapshot(backend.snapshot())
{
    take(*m_snapshot);
    connect(&backend, &BackendModel::updated, this, &LaunchViewModel::take);
}

void LaunchViewModel::select(const issuing::CouponId& couponId)
{
    m_chosen = couponId;
    take(*m_backend.snapshot());
}

const EventView* LaunchViewModel::find(const Snapshot& snapshot) const
{
    const auto& wanted = m_chosen ? m_chosen : m_shown;
    if (wanted)
        for (const auto& view : snapshot.events)
            if (view.event.draft.couponId == *wanted)
                return &view;
    return mostUrgent(snapshot);
}

const EventView* LaunchViewModel::mostUrgent(const Snapshot& snapshot)
{
    const EventView* best = nullptr;
    for (const auto& view : snapshot.events)
        if (!best || urgency(view.event.state) > urgency(best->event.state))
            best = &view;
    return best;
}

void LaunchViewModel::take(const Snapshot&)
{
    m_snapshot = m_backend.snapshot();
    if (m_snapshot->takenAt != core::WallTime())
        m_wall.sync(m_snapshot->takenAt);
    m_view = find(*m_snapshot);
    const auto shown = m_view ? std::optional(m_view->event.draft.couponId) : std::nullopt;
    const bool another = shown != m_shown;
    const bool moved = m_view && m_view->event.state != m_state;
    m_shown = shown;
    if (m_view)
        m_state = m_view->event.state;
    m_equation = m_view ? m_balance.judge(*m_view, m_snapshot->takenAt) : EquationView{};
    if (another)
        Q_EMIT selectionChanged();
    if (another || moved)
        Q_EMIT stateChanged();
    Q_EMIT updated();
}

CountView LaunchViewModel::count() const
{
    CountView count;
    if (!m_view || !m_view->event.instance)
        return count;
    const auto& instance = *m_view->event.instance;
    const auto now = m_wall.now();
    if (instance.openedAt) {
        const bool over = instance.closedAt.has_value();
        count.kind = over ? CountView::Kind::Ended : CountView::Kind::Since;
        count.span = std::max(0ms, duration_cast<milliseconds>((over ? *instance.closedAt : now) - *instance.openedAt));
        count.zero = instance.openedAt;
    } else if (instance.timeLeft) {
        count.kind = CountView::Kind::Held;
        count.span = duration_cast<milliseconds>(*instance.timeLeft);
        count.zero = count.wouldOpenAt = now + *instance.timeLeft;
    } else if (instance.opensAt && instance.state == EventState::Armed) {
        count.kind = CountView::Kind::Counting;
        count.span = std::max(0ms, duration_cast<milliseconds>(*instance.opensAt - now));
        count.zero = instance.opensAt;
    }
    return count;
}

ActSlots LaunchViewModel::slots() const
{
    return actSlots(m_view, {silent(), m_underway > 0});
}

FunnelView LaunchViewModel::funnel() const
{
    FunnelView funnel;
    if (!m_view || !m_view->event.instance)
        return funnel;
    const auto& instance = *m_view->event.instance;
    const auto totals = m_snapshot->telemetry.totals.find(instance.id);
    if (totals != m_snapshot->telemetry.totals.end())
        funnel.attempted = totals->second.attempts();
    funnel.accepted = instance.issued;
    funnel.published = m_view->published;
    funnel.confirmed = m_view->confirmed;
    funnel.total = instance.total;
    return funnel;
}

bool LaunchViewModel::silent() const
{
    const auto age = m_wall.sinceSync();
    return m_snapshot->starting || !age || *age > kSilentAfter;
}

Decision LaunchViewModel::decision() const
{
    return m_view ? Decision{m_view->event.draft.couponId, m_view->event.version} : Decision{};
}

void LaunchViewModel::submitAct(Act act, const Decision& decision)
{
    CommandOutcome outcome;
    outcome.kind = act == Act::Delete ? CommandOutcome::Kind::Deleted : CommandOutcome::Kind::Act;
    outcome.act = act;
    if (m_view && m_view->event.draft.couponId == decision.couponId)
        outcome.name = QString::fromStdString(m_view->shownName);
    ++m_underway;
    const auto done = [this, outcome](const core::Result<Reply>& reply) {
        --m_underway;
        finish(outcome, reply);
    };
    if (act == Act::Delete)
        m_backend.submit(DeleteEvent{kActor, decision.couponId, decision.version}, this, done);
    else
        m_backend.submit(ActOnEvent{kActor, decision.couponId, act, decision.version}, this, done);
    Q_EMIT updated();
}

void LaunchViewModel::correctStock(std::uint32_t total, const QString& reason, const Decision& decision)
{
    CommandOutcome outcome;
    outcome.kind = CommandOutcome::Kind::StockCorrected;
    m_backend.submit(CorrectStock{kActor, decision.couponId, total, decision.version, reason.toStdString()}, this,
                     [this, outcome](const core::Result<Reply>& reply) { finish(outcome, reply); });
}

void LaunchViewModel::rebuild(const Decision& decision)
{
    CommandOutcome outcome;
    outcome.kind = CommandOutcome::Kind::Rebuilt;
    m_rebuilding = true;
    m_backend.submit(RebuildEvent{kActor, decision.couponId}, this, [this, outcome](const core::Result<Reply>& reply) {
        m_rebuilding = false;
        finish(outcome, reply);
    });
    Q_EMIT updated();
}

void LaunchViewModel::waive(issuing::GoLine line, const QString& reason)
{
    if (!m_view)
        return;
    CommandOutcome outcome;
    outcome.kind = reason.isEmpty() ? CommandOutcome::Kind::WaiverWithdrawn : CommandOutcome::Kind::Waived;
    m_backend.submit(WaiveLine{kActor, m_view->event.draft.couponId, line, reason.toStdString()}, this,
                     [this, outcome](const core::Result<Reply>& reply) { finish(outcome, reply); });
}

void LaunchViewModel::finish(CommandOutcome outcome, const core::Result<Reply>& reply)
{
    outcome.ok = reply.has_value();
    if (!reply) {
        outcome.code = QString::fromStdString(reply.error().code);
        outcome.detail = QString::fromStdString(reply.error().detail);
    } else if (const auto* event = std::get_if<issuing::Event>(&*reply);
               event && outcome.kind == CommandOutcome::Kind::Act) {
        outcome.undo = issuing::actSpec(outcome.act).undo;
        outcome.undoDecision = {event->draft.couponId, event->version};
    }
    Q_EMIT commandDone(outcome);
    Q_EMIT updated();
}

} // namespace firstcome::models
