#pragma once

#include "models/lag_model.h"
#include "models/launch_view_model.h"
#include "widgets/pages/launch/launch_charts.h"

#include <QWidget>

class QVBoxLayout;

namespace firstcome::parts {
class Banner;
class ToastBar;
}

namespace firstcome::pages::launch {

class AuditCard;
class ColumnTabs;
class DifferencesPanel;
class EventEditorPanel;
class EventListCard;
class FunnelCard;
class GoNoGoCard;
class LagCard;
class LagPanel;
class NodesCard;
class PageHead;
class PeoplePanel;
class ReplayPanel;
class SuspensionCard;
class TimelineCard;

/// A launch from end to end on one page: which event, whether it may open, the acts, what happens while it
/// happens, and whether it adds up. Composes cards, each with a model of its own. GUI thread; owned by the shell.
class LaunchPage final : public QWidget
{
    Q_OBJECT

public:
    LaunchPage(models::BackendModel& backend, const core::Clock& clock, const theme::Theme& theme,
               parts::ToastBar& toasts, const LagThresholds& lag = {}, QWidget* parent = nullptr);

    /// An act's key was pressed.
    void press(models::ActPlace place);
    void newEvent();
    /// Shows this event, e.g. a rehearsal's.
    void select(const issuing::CouponId& couponId) { m_launch.select(couponId); }
    void setWindow(qint64 windowMs);

    PageHead& head() { return *m_head; }
    EventListCard& events() { return *m_events; }
    GoNoGoCard& goNoGo() { return *m_goNoGo; }
    LaunchCharts& charts() { return *m_charts; }
    AuditCard& audit() { return *m_audit; }
    ReplayPanel& replays() { return *m_replays; }
    AuditCard& auditCard() { return *m_audit; }
    SuspensionCard& suspension() { return *m_suspension; }
    TimelineCard& timeline() { return *m_timeline; }
    NodesCard& nodes() { return *m_nodes; }
    EventEditorPanel& editor() { return *m_editor; }
    PeoplePanel& people() { return *m_people; }
    LagCard& lag() { return *m_lag; }
    LagPanel& lagPanel() { return *m_lagPanel; }
    ColumnTabs& leftColumn() { return *m_left; }
    ColumnTabs& rightColumn() { return *m_right; }
    models::LaunchViewModel& viewModel() { return m_launch; }

Q_SIGNALS:
    /// The empty page offers it; the shell knows where it is run.
    void rehearsalWanted();
    void windowChanged(qint64 windowMs);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build(const theme::Theme& theme);
    QWidget* makeEmpty(const theme::Theme& theme);
    QWidget* makeWaiting(const theme::Theme& theme);
    void connectCards();
    void connectPanels();
    void refresh();
    void fitColumns();
    void fitNodes();
    void openEditor(bool copy);
    void tell(const models::CommandOutcome& outcome);

    models::BackendModel& m_backend;
    parts::ToastBar& m_toasts;
    models::LaunchViewModel m_launch;
    models::LagModel m_lagModel;
    PageHead* m_head;
    parts::Banner* m_problem;
    SuspensionCard* m_suspension;
    EventListCard* m_events;
    GoNoGoCard* m_goNoGo;
    ColumnTabs* m_left;
    FunnelCard* m_funnel;
    AuditCard* m_audit;
    TimelineCard* m_timeline;
    ColumnTabs* m_right;
    LaunchCharts* m_charts;
    QWidget* m_middle;
    QWidget* m_empty;
    QWidget* m_waiting; ///< instead, while no node that the console attached to has told of events
    NodesCard* m_nodes;
    LagCard* m_lag;
    EventEditorPanel* m_editor;
    PeoplePanel* m_people;
    DifferencesPanel* m_differences;
    ReplayPanel* m_replays;
    LagPanel* m_lagPanel;
};

} // namespace firstcome::pages::launch
