#include "models/status_view_model.h"

#include <QTimer>

#include <algorithm>
#include <cmath>

namespace firstcome::models {
namespace {

using namespace std::chrono_literals;
using issuing::EventState;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr auto kOld = 1s;
constexpr std::int64_t kTicksPerSecond = 10;

int urgency(const EventView& view)
{
    const int real = view.event.shadow() ? 0 : 1; // of two alike the real event comes first
    switch (view.event.state) {
    case EventState::Open:
    case EventState::Paused:
        return 8 + real;
    case EventState::Held:
        return 6 + real;
    case EventState::Armed:
        return 4 + real;
    case EventState::Draining:
        return 2 + real;
    case EventState::Draft:
        return real;
    case EventState::Closed:
        return view.event.shadow() ? -1 : 0;
    }
    return 0;
}

const EventView* inFocus(const Snapshot& snapshot, const std::optional<issuing::CouponId>& chosen)
{
    const EventView* best = nullptr;
    for (const EventView& view : snapshot.events) {
        if (chosen && view.event.draft.couponId == *chosen)
            return &view;
        if (!best || urgency(view) > urgency(*best))
            best = &view;
    }
    return best;
}

void countInto(StatusView::Focus& focus, const issuing::Instance& instance, core::WallTime now)
{
    using Count = StatusView::Count;
    if (instance.openedAt) {
        focus.count = instance.closedAt ? Count::Ended : Count::Since;
        focus.fromZero = duration_cast<milliseconds>(instance.closedAt.value_or(now) - *instance.openedAt);
        focus.fromZero = std::max(focus.fromZero, 0ms);
    } else if (instance.timeLeft) {
        focus.count = Count::Held;
        focus.fromZero = -duration_cast<milliseconds>(*instance.timeLeft);
    } else if (instance.opensAt && instance.state == EventState::Armed) {
        focus.count = Count::Before;
        focus.fromZero = std::min(0ms, duration_cast<milliseconds>(now - *instance.opensAt));
    }
}

StatusView::Focus focusOf(const EventView& view, core::WallTime now)
{
    StatusView::Focus focus;
    focus.couponId = view.event.draft.couponId;
    focus.name = QString::fromStdString(view.shownName);
    focus.shadow = view.event.shadow();
    focus.state = view.event.state;
    focus.suspended = view.suspension.has_value();
    if (view.event.instance) {
        focus.remaining = view.event.instance->remaining();
        countInto(focus, *view.event.instance, now);
    }
    if (view.conservation && view.conservation->outbox && view.conservation->unconsumed)
        focus.lag = *view.conservation->outbox + *view.conservation->unconsumed;
    return focus;
}

/// Rate and latency of the newest second of ticks; absent where nothing was measured.
void rateInto(StatusView& view, const std::vector<telemetry::ServerTick>& ticks)
{
    if (ticks.empty())
        return;
    const std::int64_t from = ticks.back().index - kTicksPerSecond;
    double requests = 0, p95 = 0;
    int seen = 0, timed = 0;
    for (const auto& tick : ticks) {
        if (tick.index <= from)
            continue;
        requests += tick.requests;
        ++seen;
        if (std::isnan(tick.p95Ms))
            continue;
        p95 += double(tick.p95Ms);
        ++timed;
    }
    view.requestsPerSecond = requests * kTicksPerSecond / seen;
    if (timed)
        view.p95Ms = p95 / timed;
}

std::optional<StatusView::Attached> attachedOf(const Snapshot& snapshot)
{
    if (snapshot.nodes.empty())
        return std::nullopt;
    StatusView::Attached attached;
    attached.first = QString::fromStdString(snapshot.nodes.front().address);
    attached.nodes = static_cast<int>(snapshot.nodes.size());
    attached.live = static_cast<int>(std::ranges::count(snapshot.nodes, LinkState::Live, &NodeView::state));
    return attached;
}

} // namespace

StatusViewModel::StatusViewModel(BackendModel& backend, const core::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_wall(clock)
    , m_timer(new QTimer(this))
{
    connect(&backend, &BackendModel::updated, this, &StatusViewModel::take);
    connect(m_timer, &QTimer::timeout, this, &StatusViewModel::refresh);
    m_timer->start(500); // ages and the clock go on when no snapshot comes
    refresh();
}

void StatusViewModel::setFocus(const std::optional<issuing::CouponId>& couponId)
{
    if (couponId == m_chosen)
        return;
    m_chosen = couponId;
    refresh();
}

void StatusViewModel::take()
{
    const auto taken = m_backend.snapshot()->takenAt;
    if (taken != core::WallTime())
        m_wall.sync(taken);
    m_timer->start();
    refresh();
}

void StatusViewModel::refresh()
{
    using Freshness = StatusView::Freshness;
    const Snapshot& snapshot = *m_backend.snapshot();
    const auto age = m_wall.sinceSync();
    StatusView view;
    view.now = m_wall.now();
    view.age = age.value_or(0ms);
    view.freshness = !age || (snapshot.starting && *age <= kSilentAfter) ? Freshness::Starting
                     : *age > kSilentAfter                               ? Freshness::Silent
                     : *age > kOld                                  ? Freshness::Old
                                                                    : Freshness::Fresh;
    view.profile = QString::fromStdString(snapshot.profile);
    view.port = snapshot.port;
    view.durability = snapshot.durability;
    view.parts = {snapshot.store, snapshot.log, snapshot.ledger, snapshot.api};
    view.attached = attachedOf(snapshot);
    if (const EventView* event = inFocus(snapshot, m_chosen))
        view.focus = focusOf(*event, view.now);
    rateInto(view, snapshot.telemetry.serverTicks);
    m_view = std::move(view);
    Q_EMIT updated();
}

} // namespace firstcome::models
