#include "widgets/pages/launch/launch_charts.h"

#include "widgets/pages/launch/launch_chart_specs.h"
#include "widgets/pages/launch/timeline_words.h"
#include "widgets/parts/format.h"

#include <QActionGroup>
#include <QDateTime>
#include <QGridLayout>
#include <QMenu>

#include <cmath>

namespace firstcome::pages::launch {

using charts::Chart;
using models::Channel;
using parts::ActButton;
using telemetry::kTickMs;

namespace {

using Values = std::array<double, models::kChannelCount>;

constexpr qint64 kShownAfterClosingMs = 5'000;
constexpr std::chrono::seconds kConfirmedShown(10); ///< after the last commit

double at(const Values& values, Channel channel)
{
    return values[static_cast<std::size_t>(channel)];
}

std::int64_t milliseconds(core::WallTime time)
{
    return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
}

QString windowWords(qint64 windowMs)
{
    switch (windowMs) {
    case 30'000: return LaunchCharts::tr("Last 30 s");
    case 120'000: return LaunchCharts::tr("Last 2 min");
    case 600'000: return LaunchCharts::tr("Last 10 min");
    default: return LaunchCharts::tr("All of it");
    }
}

} // namespace

LaunchCharts::LaunchCharts(const theme::Theme& theme, models::BackendModel& backend, models::LaunchViewModel& launch,
                           const models::TimelineModel& timeline, const LagThresholds& lag, QWidget* parent)
    : QWidget(parent)
    , m_backend(backend)
    , m_launch(launch)
    , m_timeline(timeline)
    , m_series(backend)
    , m_ghost(backend)
    , m_requests(new Chart(theme, requestsSpec(), m_group, this))
    , m_latency(new Chart(theme, latencySpec(), m_group, this))
    , m_stock(new Chart(theme, stockSpec(), m_group, this))
    , m_lag(new Chart(theme, lagSpec(), m_group, this))
    , m_window(new ActButton(theme, windowWords(120'000), {}, this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(theme::kGap);
    Chart* const all[] = {m_requests, m_latency, m_stock, m_lag};
    for (int i = 0; i < 4; ++i) {
        grid->addWidget(all[i], i / 2, i % 2);
        grid->setColumnStretch(i % 2, 1);
        grid->setRowStretch(i / 2, 1);
        connect(all[i], &Chart::notice, this, &LaunchCharts::notice);
    }
    m_lag->setThresholds(
        {{double(lag.critical), tr("critical %1").arg(parts::formatAxisCount(double(lag.critical))), theme::Token::Critical},
         {double(lag.warning), tr("warning %1").arg(parts::formatAxisCount(double(lag.warning))), theme::Token::Warning}});
    m_window->setLook(ActButton::Look::Quiet);
    m_window->setHint(tr("How much time the charts show"));
    m_requests->addToHead(m_window);
    connect(m_window, &ActButton::activated, this, &LaunchCharts::showWindowMenu);
    connect(&m_group, &charts::ChartGroup::windowChanged, this, &LaunchCharts::refreshWindow);
    m_group.setWindow(120'000);

    connect(&launch, &models::LaunchViewModel::updated, this, [this] {
        selectInstance();
        refreshGhost();
        refreshEstimates();
        advance();
    });
    connect(&m_series, &models::LiveSeries::replaced, this, &LaunchCharts::refill);
    connect(&m_ghost, &models::RehearsalGhost::changed, this, &LaunchCharts::refreshGhost);
    selectInstance();
    refill();
    refreshFlags();
}

LaunchCharts::~LaunchCharts()
{
    for (auto* chart : {m_requests, m_latency, m_stock, m_lag})
        delete chart; // before their group
}

void LaunchCharts::selectInstance()
{
    const EventView* view = m_launch.view();
    const auto& instance = view ? view->event.instance : std::optional<issuing::Instance>();
    m_series.select(instance ? instance->id : issuing::InstanceId());
    m_ghost.want(instance ? view->event.plannedTotal : 0);
    const auto zero = m_launch.count().zero;
    m_group.setZero(zero ? std::optional(milliseconds(*zero)) : std::nullopt);
}

void LaunchCharts::refill()
{
    for (auto* chart : {m_requests, m_latency, m_stock, m_lag})
        chart->clear();
    const auto& series = m_series.series();
    const auto fine = std::max(series.firstTick(), series.endTick() - models::TickSeries::kFineTicks);
    appendOldSeconds(series.firstTick(), fine);
    appendTicks(fine, series.endTick());
    m_fed = series.endTick();
    refreshGhost();
    advance();
}

void LaunchCharts::appendTicks(std::int64_t from, std::int64_t to)
{
    Values values{};
    for (auto tick = from; tick < to; ++tick) {
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = m_series.series().cell(static_cast<Channel>(i), tick, tick + 1).mean();
        appendTick(tick, values);
    }
}

/// What is kept by the second is spread over its ticks: the highest first and the lowest next, so that neither is
/// lost, then the mean.
void LaunchCharts::appendOldSeconds(std::int64_t from, std::int64_t to)
{
    constexpr auto kTicks = models::TickSeries::kTicksPerSecond;
    for (auto second = from / kTicks; second * kTicks < to; ++second) {
        std::array<models::Cell, models::kChannelCount> cells;
        for (std::size_t i = 0; i < cells.size(); ++i)
            cells[i] = m_series.series().cell(static_cast<Channel>(i), second * kTicks, (second + 1) * kTicks);
        for (std::int64_t k = 0; k < kTicks && second * kTicks + k < to; ++k) {
            Values values{};
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const bool line = i >= static_cast<std::size_t>(Channel::P50);
                const bool known = cells[i].count > 0;
                values[i] = !known || !line || k > 1 ? cells[i].mean() : k == 0 ? cells[i].max : cells[i].min;
            }
            appendTick(second * kTicks + k, values);
        }
    }
}

void LaunchCharts::appendTick(std::int64_t tick, const Values& values)
{
    const auto time = tick * kTickMs;
    std::array<double, models::kStack.size()> stack;
    for (std::size_t i = 0; i < stack.size(); ++i)
        stack[i] = at(values, models::kStack[i]);
    m_requests->append(time, stack);
    m_latency->append(time, {at(values, Channel::P50), at(values, Channel::P95), at(values, Channel::P99)});
    m_stock->append(time, {at(values, Channel::Remaining), charts::kGap});
    m_lag->append(time, {at(values, Channel::Unconsumed), at(values, Channel::Outbox)});
}

void LaunchCharts::advance()
{
    const auto end = m_series.series().endTick();
    if (end > m_fed)
        appendTicks(std::max(m_fed, m_series.series().firstTick()), end);
    m_fed = std::max(m_fed, end);
    m_group.advance(untilClosed(end > 0 ? end * kTickMs : milliseconds(m_launch.now())));
}

/// The charts of an event that is over stay with its end instead of running away from it: with the moment it was
/// seen to be done with, or a little after it closed where that was before this console looked.
qint64 LaunchCharts::untilClosed(qint64 nowMs)
{
    const EventView* view = m_launch.view();
    if (!view || !view->event.instance)
        return nowMs;
    const auto& instance = *view->event.instance;
    if (instance.state != issuing::EventState::Closed || !instance.closedAt) {
        m_running = instance.id;
        m_closed = {};
        return nowMs;
    }
    if (m_closed != instance.id) {
        m_closed = instance.id;
        m_closedMs = m_running == instance.id ? nowMs : milliseconds(*instance.closedAt) + kShownAfterClosingMs;
    }
    return std::min(nowMs, m_closedMs);
}

void LaunchCharts::refreshGhost()
{
    if (!m_ghost.known()) {
        m_stock->setGhost(1, {});
        m_stock->setLayerName(1, tr("rehearsal"));
        return;
    }
    const auto day = QDateTime::fromMSecsSinceEpoch(milliseconds(m_ghost.rehearsedAt()));
    m_stock->setLayerName(1, tr("rehearsal %1").arg(day.toString(QStringLiteral("MM-dd"))));
    std::vector<QPointF> points;
    constexpr double kFar = 36'000; // seconds: the stock before the opening and what was left at the end go on
    points.emplace_back(-kFar, double(*m_ghost.remainingAt(-1)));
    for (std::int64_t tick = -1; tick < m_ghost.ticks(); ++tick)
        points.emplace_back(double(tick + 1) * kTickMs / 1000, double(*m_ghost.remainingAt(tick)));
    points.emplace_back(kFar, points.back().y());
    m_stock->setGhost(1, std::move(points));
}

void LaunchCharts::refreshEstimates()
{
    const EventView* view = m_launch.view();
    const auto words = [](const std::optional<double>& seconds, const char* inSeconds, const char* longer) {
        if (!seconds)
            return QString();
        const std::chrono::seconds left(std::max(1LL, std::llround(*seconds)));
        return left < std::chrono::seconds(120) ? tr(inSeconds).arg(left.count())
                                                : tr(longer).arg(parts::formatDuration(left));
    };
    QStringList saving{view ? words(view->estimates.allSavedInSeconds, QT_TR_NOOP("all saved in ~%1\u00a0s"),
                                    QT_TR_NOOP("all saved in ~%1")) : QString(),
                       view ? confirmedWords() : QString()};
    saving.removeAll(QString());
    m_lag->setSummary({saving.join(QStringLiteral(" \u00b7 ")), saving.value(0), confirmedWords(true)});
    m_stock->setSummary(view ? words(view->estimates.soldOutInSeconds, QT_TR_NOOP("sold out in ~%1\u00a0s"),
                                     QT_TR_NOOP("sold out in ~%1")) : QString());
}

/// From accepted to confirmed, as long as it is news.
QString LaunchCharts::confirmedWords(bool brief) const
{
    const auto snapshot = m_backend.snapshot();
    const auto& confirmed = snapshot->telemetry.confirmed;
    if (confirmed.count == 0 || snapshot->takenAt - confirmed.at > kConfirmedShown)
        return {};
    const QString took = parts::formatMilliseconds(double(confirmed.p95Ms));
    if (brief)
        return tr("after %1", "confirmed").arg(took);
    return snapshot->nodes.size() > 1 ? tr("confirmed in %1 (p95, slowest node)").arg(took)
                                      : tr("confirmed in %1 (p95)").arg(took);
}

void LaunchCharts::refreshFlags()
{
    std::vector<charts::Flag> flags;
    const EventView* view = m_launch.view();
    if (view && view->event.instance)
        for (const auto& entry : m_timeline.entries())
            if (entry.instance == view->event.instance->id)
                if (const auto text = TimelineWords::flag(QString::fromStdString(entry.code),
                                                          QString::fromStdString(entry.outcome)))
                    flags.push_back({milliseconds(entry.at), *text});
    std::ranges::sort(flags, {}, &charts::Flag::at);
    m_group.setFlags(flags);
}

void LaunchCharts::refreshWindow(qint64 windowMs)
{
    m_window->setText(windowWords(windowMs));
    m_window->updateGeometry();
}

void LaunchCharts::showWindowMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto* choices = new QActionGroup(menu);
    for (const qint64 window : {30'000, 120'000, 600'000, 0}) {
        auto* action = menu->addAction(windowWords(window), this, [this, window] { m_group.setWindow(window); });
        action->setCheckable(true);
        action->setChecked(m_group.window() == window);
        choices->addAction(action);
    }
    menu->popup(m_window->mapToGlobal(QPoint(0, m_window->height())));
}

} // namespace firstcome::pages::launch
