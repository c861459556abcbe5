#include "widgets/pages/launch/launch_page.h"

#include "widgets/pages/launch/audit_card.h"
#include "widgets/pages/launch/column_tabs.h"
#include "widgets/pages/launch/differences_panel.h"
#include "widgets/pages/launch/event_editor_panel.h"
#include "widgets/pages/launch/event_list_card.h"
#include "widgets/pages/launch/funnel_card.h"
#include "widgets/pages/launch/go_no_go_card.h"
#include "widgets/pages/launch/lag_card.h"
#include "widgets/pages/launch/lag_panel.h"
#include "widgets/pages/launch/nodes_card.h"
#include "widgets/pages/launch/page_head.h"
#include "widgets/pages/launch/people_panel.h"
#include "widgets/pages/launch/replay_panel.h"
#include "widgets/pages/launch/suspension_card.h"
#include "widgets/pages/launch/timeline_card.h"
#include "widgets/parts/format.h"
#include "widgets/parts/event_words.h"
#include "widgets/parts/problem_words.h"
#include "widgets/parts/toast_bar.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QResizeEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace firstcome::pages::launch {

using models::ActPlace;
using models::CommandOutcome;
using parts::EventWords;

namespace {

/// Below these sizes of the page (the window less rail and strip) the side columns become tabs.
constexpr int kRoomyWidth = 1260;
constexpr int kRoomyHeight = 760;

int sideWidth(int pageWidth)
{
    if (pageWidth < kRoomyWidth)
        return 224;
    return std::clamp(pageWidth * 264 / 1364, 264, 340);
}

} // namespace

LaunchPage::LaunchPage(models::BackendModel& backend, const core::Clock& clock, const theme::Theme& theme,
                       parts::ToastBar& toasts, const LagThresholds& lag, QWidget* parent)
    : QWidget(parent)
    , m_backend(backend)
    , m_toasts(toasts)
    , m_launch(backend, clock)
    , m_lagModel(backend)
    , m_head(new PageHead(theme, m_launch, this))
    , m_problem(new parts::Banner(theme, this))
    , m_suspension(new SuspensionCard(theme, m_launch, this))
    , m_events(new EventListCard(theme, m_launch, this))
    , m_goNoGo(new GoNoGoCard(theme, m_launch, this))
    , m_left(new ColumnTabs(theme, tr("Events"), m_events, tr("Go / no-go"), m_goNoGo, this))
    , m_funnel(new FunnelCard(theme, m_launch, this))
    , m_audit(new AuditCard(theme, backend, m_launch, this))
    , m_timeline(new TimelineCard(theme, backend, m_launch, this))
    , m_right(new ColumnTabs(theme, tr("Audit"), m_audit, tr("Timeline"), m_timeline, this))
    , m_charts(new LaunchCharts(theme, backend, m_launch, m_timeline->model(), lag, this))
    , m_middle(new QWidget(this))
    , m_empty(makeEmpty(theme))
    , m_waiting(makeWaiting(theme))
    , m_nodes(new NodesCard(theme, backend, this))
    , m_lag(new LagCard(theme, m_lagModel, lag, this))
    , m_editor(new EventEditorPanel(theme, backend, clock, this))
    , m_people(new PeoplePanel(theme, backend, this))
    , m_differences(new DifferencesPanel(theme, this))
    , m_replays(new ReplayPanel(theme, backend, m_launch, this))
    , m_lagPanel(new LagPanel(theme, m_lagModel, lag, this))
{
    setAccessibleName(tr("Launch"));
    setFocusPolicy(Qt::ClickFocus);
    build(theme);
    connectCards();
    connectPanels();
    connect(&m_launch, &models::LaunchViewModel::updated, this, &LaunchPage::refresh);
    connect(&m_launch, &models::LaunchViewModel::commandDone, this, &LaunchPage::tell);
    refresh();
    fitColumns();
}

void LaunchPage::build(const theme::Theme&)
{
    auto* middle = new QVBoxLayout(m_middle);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(theme::kGap);
    middle->addWidget(m_funnel);
    middle->addWidget(m_charts, 1);

    auto* centre = new QVBoxLayout;
    centre->setSpacing(theme::kGap);
    for (auto* content : {m_middle, m_empty, m_waiting})
        centre->addWidget(content, 1);
    centre->addWidget(m_lag);
    centre->addWidget(m_nodes);

    centre->setContentsMargins(0, 0, theme::kGap, 0);
    auto* scroll = new QScrollArea(this); // a low window with a banner on top: nothing is cut off
    auto* content = new QWidget;
    content->setLayout(centre);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    // The bar stands in the gap beside the cards, which keep their width.
    connect(scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [scroll, centre](int least, int most) {
        const int bar = most > least ? scroll->verticalScrollBar()->sizeHint().width() : 0;
        centre->setContentsMargins(0, 0, std::max(0, theme::kGap - bar), 0);
    });

    auto* columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(m_left);
    columns->addSpacing(theme::kGap);
    columns->addWidget(scroll, 1);
    columns->addWidget(m_right);

    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(theme::kEdge, 8, theme::kEdge, theme::kEdge);
    page->setSpacing(theme::kGap);
    page->addWidget(m_head);
    page->addWidget(m_problem);
    page->addWidget(m_suspension);
    page->addLayout(columns, 1);
    m_problem->hide();
}

QWidget* LaunchPage::makeEmpty(const theme::Theme& theme)
{
    auto* card = new parts::Card(theme, {}, this);
    auto* state = new parts::EmptyState(theme, tr("No events yet"),
                                        tr("An event is one coupon on offer. Create one, or run a rehearsal to see a "
                                           "whole launch that leaves no trace."), card);
    connect(state->offer(tr("New event…")), &parts::ActButton::activated, this, &LaunchPage::newEvent);
    auto* rehearse = new parts::ActButton(theme, tr("Run a rehearsal"), {}, card);
    connect(rehearse, &parts::ActButton::activated, this, &LaunchPage::rehearsalWanted);
    card->body()->addStretch(1);
    card->body()->addWidget(state);
    card->body()->addWidget(rehearse, 0, Qt::AlignHCenter);
    card->body()->addStretch(1);
    return card;
}

QWidget* LaunchPage::makeWaiting(const theme::Theme& theme)
{
    auto* card = new parts::Card(theme, {}, this);
    card->body()->addStretch(1);
    card->body()->addWidget(new parts::EmptyState(theme, tr("No node has told of its events"),
                                                  tr("They are shown as soon as one of the nodes below is live."), card));
    card->body()->addStretch(1);
    return card;
}

void LaunchPage::connectCards()
{
    connect(m_events, &EventListCard::newWanted, this, &LaunchPage::newEvent);
    connect(m_events, &EventListCard::openWanted, this, [this] { openEditor(false); });
    connect(m_events, &EventListCard::copyWanted, this, [this] { openEditor(true); });
    connect(m_events, &EventListCard::deleteWanted, this, [this] { press(ActPlace::Delete); });
    connect(m_goNoGo, &GoNoGoCard::peopleWanted, m_people, &PeoplePanel::open);
    connect(m_goNoGo, &GoNoGoCard::standingChanged, this, [this] {
        m_left->setRed(1, m_goNoGo->red());
        m_head->acts().setNoGoReason(m_goNoGo->barReason());
    });
    m_left->setRed(1, m_goNoGo->red());
    m_head->acts().setNoGoReason(m_goNoGo->barReason());
    connect(m_audit, &AuditCard::redChanged, this, [this](bool red) { m_right->setRed(0, red); });
    m_right->setRed(0, m_audit->red());
    connect(m_audit, &AuditCard::differencesWanted, this,
            [this] { m_differences->open(m_audit->audit().differences()); });
    connect(m_audit, &AuditCard::replayWanted, m_replays, &ReplayPanel::open);
    connect(m_replays, &ReplayPanel::replayed, this, [this](qulonglong written, qulonglong refused) {
        m_toasts.show(tr("%1 dead letters are in the ledger now, %2 were refused again.")
                          .arg(parts::formatCount(static_cast<std::int64_t>(written)),
                               parts::formatCount(static_cast<std::int64_t>(refused))));
        m_audit->runExact();
    });
    connect(m_lag->tableButton(), &parts::ActButton::activated, m_lagPanel, &LagPanel::toggle);
    connect(m_timeline, &TimelineCard::linesChanged, m_charts, &LaunchCharts::refreshFlags);
    connect(m_charts, &LaunchCharts::notice, this, [this](const QString& sentence, bool failed) {
        failed ? m_toasts.showError(sentence) : m_toasts.show(sentence);
    });
    connect(&m_charts->group(), &charts::ChartGroup::windowChanged, this, &LaunchPage::windowChanged);
    connect(m_left, &ColumnTabs::tabbedChanged, m_events, &EventListCard::setFilling);
    connect(m_right, &ColumnTabs::tabbedChanged, this, [this](bool tabbed) {
        m_audit->setSizePolicy(QSizePolicy::Preferred, tabbed ? QSizePolicy::Expanding : QSizePolicy::Fixed);
    });
}

void LaunchPage::connectPanels()
{
    connect(m_editor, &EventEditorPanel::saved, this, [this](const issuing::CouponId& couponId) {
        m_launch.select(couponId);
        m_toasts.show(tr("Saved"));
    });
    connect(m_editor, &EventEditorPanel::stockCorrected, this, [this] { m_toasts.show(tr("Stock corrected")); });
    connect(m_editor, &EventEditorPanel::failed, this, [this](const QString& sentence) { m_toasts.showError(sentence); });
    connect(m_editor, &EventEditorPanel::copyWanted, this, [this] { openEditor(true); });
    connect(m_editor, &EventEditorPanel::deleteWanted, this, [this] { press(ActPlace::Delete); });
    connect(m_editor, &EventEditorPanel::peopleWanted, m_people, &PeoplePanel::open); // over it: what is typed stays
}

void LaunchPage::press(ActPlace place)
{
    m_head->acts().press(place);
}

void LaunchPage::newEvent()
{
    m_editor->openNew();
}

void LaunchPage::openEditor(bool copy)
{
    if (const EventView* view = m_launch.view())
        copy ? m_editor->openCopyOf(view->event) : m_editor->open(view->event);
}

void LaunchPage::setWindow(qint64 windowMs)
{
    m_charts->group().setWindow(windowMs);
}

void LaunchPage::refresh()
{
    const Snapshot& snapshot = m_launch.snapshot();
    const bool any = m_launch.view() != nullptr;
    m_middle->setVisible(any);
    const bool waiting = !any && !snapshot.eventsKnown && !snapshot.nodes.empty();
    m_empty->setVisible(!any && !waiting);
    m_waiting->setVisible(waiting);
    m_head->acts().setVisible(any);
    if (any && hasFocus())
        m_events->list()->setFocus(Qt::OtherFocusReason); // the page had it while there was nothing to choose
    m_editor->refreshPeople(snapshot.peopleCount);
    const auto problem = snapshot.starting ? std::nullopt : parts::ProblemWords::worst(snapshot);
    if (problem)
        m_problem->setState(problem->health == PartHealth::Critical ? parts::Tone::Critical : parts::Tone::Warning,
                            problem->sentence());
    m_problem->setVisible(problem.has_value());
    fitNodes();
}

/// The table of nodes gives way to one line where the charts would have too little room beside it.
void LaunchPage::fitNodes()
{
    int needed = 8 + theme::kEdge + m_head->height() + theme::kGap + m_nodes->fullHeight();
    if (!m_problem->isHidden())
        needed += m_problem->heightForWidth(width() - 2 * theme::kEdge) + theme::kGap;
    if (!m_suspension->isHidden())
        needed += m_suspension->sizeHint().height() + theme::kGap;
    if (!m_lag->isHidden())
        needed += m_lag->sizeHint().height() + theme::kGap;
    if (!m_middle->isHidden())
        needed += m_middle->minimumSizeHint().height() + theme::kGap;
    m_nodes->setCompact(needed > height());
}

void LaunchPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void LaunchPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (isAncestorOf(QApplication::focusWidget()))
        return;
    // No act is armed by a stray Space.
    (m_launch.view() ? static_cast<QWidget*>(m_events->list()) : this)->setFocus(Qt::OtherFocusReason);
}

void LaunchPage::fitColumns()
{
    const bool tabbed = width() < kRoomyWidth || height() < kRoomyHeight;
    m_left->setTabbed(tabbed);
    m_right->setTabbed(tabbed);
    m_left->setFixedWidth(sideWidth(width()));
    m_right->setFixedWidth(sideWidth(width()));
    fitNodes();
}

void LaunchPage::tell(const CommandOutcome& outcome)
{
    if (!outcome.ok) {
        m_toasts.showError(parts::ProblemWords::refusal(outcome.code, outcome.detail));
        return;
    }
    switch (outcome.kind) {
    case CommandOutcome::Kind::Act: {
        const QString sentence = tr("%1: %2", "act done, event").arg(EventWords::done(outcome.act), outcome.name);
        if (outcome.undo)
            m_toasts.show(sentence, this, [this, act = *outcome.undo, decision = outcome.undoDecision] {
                m_launch.submitAct(act, decision);
            });
        else {
            m_toasts.retireUndo();
            m_toasts.show(sentence);
        }
        return;
    }
    case CommandOutcome::Kind::Deleted:
        m_editor->panel()->dismiss();
        m_toasts.show(tr("%1: %2", "act done, event").arg(EventWords::done(issuing::Act::Delete), outcome.name));
        return;
    case CommandOutcome::Kind::Rebuilt:
        m_toasts.show(tr("Rebuilt: the event is paused, and goes on when you resume it"));
        return;
    case CommandOutcome::Kind::StockCorrected:
        m_toasts.show(tr("Stock corrected"));
        return;
    case CommandOutcome::Kind::Waived:
        m_toasts.show(tr("No-go waived; the reason is on record"));
        return;
    case CommandOutcome::Kind::WaiverWithdrawn:
        m_toasts.show(tr("Waiver withdrawn"));
        return;
    }
}

} // namespace firstcome::pages::launch
