#pragma once

#include "models/launch_view_model.h"
#include "models/live_series.h"
#include "models/rehearsal_ghost.h"
#include "models/timeline_model.h"
#include "widgets/charts/chart.h"
#include "widgets/parts/act_button.h"

#include <QWidget>

namespace firstcome::pages::launch {

/// From where on "accepted, not yet saved" warns.
struct LagThresholds
{
    std::uint64_t warning = 1'000;
    std::uint64_t critical = 10'000;
};

/// The four live charts of one event on one axis of time: requests by verdict, latency, stock, lag. Fed from the
/// series of the shown instance; flags come from the trail. GUI thread; owned by the page.
class LaunchCharts final : public QWidget
{
    Q_OBJECT

public:
    LaunchCharts(const theme::Theme& theme, models::BackendModel& backend, models::LaunchViewModel& launch,
                 const models::TimelineModel& timeline, const LagThresholds& lag, QWidget* parent = nullptr);
    ~LaunchCharts() override;

    charts::ChartGroup& group() { return m_group; }
    charts::Chart& requests() { return *m_requests; }
    charts::Chart& stock() { return *m_stock; }
    /// Flags follow the trail.
    void refreshFlags();

Q_SIGNALS:
    void notice(const QString& sentence, bool failed);

private:
    void selectInstance();
    void refill();
    void appendTicks(std::int64_t from, std::int64_t to);
    void appendOldSeconds(std::int64_t from, std::int64_t to);
    void appendTick(std::int64_t tick, const std::array<double, models::kChannelCount>& values);
    void advance();
    qint64 untilClosed(qint64 nowMs);
    void refreshGhost();
    void refreshEstimates();
    void refreshWindow(qint64 windowMs);
    void showWindowMenu();

    QString confirmedWords(bool brief = false) const;

    models::BackendModel& m_backend;
    models::LaunchViewModel& m_launch;
    const models::TimelineModel& m_timeline;
    models::LiveSeries m_series;
    models::RehearsalGhost m_ghost;
    charts::ChartGroup m_group;
    charts::Chart* m_requests;
    charts::Chart* m_latency;
    charts::Chart* m_stock;
    charts::Chart* m_lag;
    parts::ActButton* m_window;
    std::int64_t m_fed = 0; ///< one past the newest tick that the charts have
    issuing::InstanceId m_running; ///< seen before it closed
    issuing::InstanceId m_closed;
    qint64 m_closedMs = 0; ///< where the charts of m_closed end
};

} // namespace firstcome::pages::launch
