#include "widgets/pages/launch/event_list_card.h"

#include "widgets/pages/launch/event_row_delegate.h"

#include <QKeyEvent>
#include <QMenu>

namespace firstcome::pages::launch {

using parts::ActButton;

namespace {

constexpr int kMostRows = 6;
constexpr int kLeastRows = 3;
constexpr int kHead = 36 + 8;
constexpr int kEmptyHeight = 120;

} // namespace

EventListCard::EventListCard(const theme::Theme& theme, models::LaunchViewModel& launch, QWidget* parent)
    : Card(theme, tr("Events"), parent)
    , m_launch(launch)
    , m_list(new QListView(this))
    , m_empty(new parts::EmptyState(theme, tr("None yet"), tr("Events are listed here once they are created."), this))
    , m_open(new ActButton(theme, {}, {}, this))
    , m_new(new ActButton(theme, tr("New +"), {}, this))
{
    setFlush(true);
    m_new->setLook(ActButton::Look::Quiet);
    m_new->setHint(tr("Write down a new event"));
    m_open->setLook(ActButton::Look::Quiet);
    m_open->hide();
    addToHead(m_open);
    addToHead(m_new);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new EventRowDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Events"));
    m_list->viewport()->setAutoFillBackground(false);
    m_list->installEventFilter(this);
    body()->addWidget(m_list, 1);
    body()->addWidget(m_empty, 1);
    body()->setContentsMargins(1, 1, 1, 5);

    connect(m_new, &ActButton::activated, this, &EventListCard::newWanted);
    connect(m_open, &ActButton::activated, this, &EventListCard::openWanted);
    connect(m_list, &QListView::doubleClicked, this, &EventListCard::openWanted);
    connect(m_list, &QListView::customContextMenuRequested, this, &EventListCard::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid() && !m_refreshing)
                    m_launch.select(m_model.couponIdAt(current.row()));
            });
    connect(&launch, &models::LaunchViewModel::updated, this, &EventListCard::refresh);
    refresh();
}

void EventListCard::setFilling(bool filling)
{
    m_filling = filling;
    fitHeight();
}

void EventListCard::refresh()
{
    const int before = m_model.rowCount();
    m_refreshing = true; // rows come and go by the backend's doing, which is no choice of the operator's
    m_model.update(m_launch.snapshot());
    m_list->setVisible(m_model.rowCount() > 0);
    m_empty->setVisible(m_model.rowCount() == 0);
    if (m_model.rowCount() != before)
        fitHeight();
    const EventView* shown = m_launch.view();
    const auto row = shown ? m_model.rowOf(shown->event.draft.couponId) : std::nullopt;
    const QModelIndex wanted = row ? m_model.index(*row) : QModelIndex();
    if (m_list->currentIndex() != wanted || (wanted.isValid() && !m_list->selectionModel()->isSelected(wanted)))
        m_list->setCurrentIndex(wanted);
    m_refreshing = false;
    refreshOpen();
}

void EventListCard::refreshOpen()
{
    const EventView* shown = m_launch.view();
    m_open->setVisible(shown != nullptr);
    if (!shown)
        return;
    const bool draft = shown->event.state == issuing::EventState::Draft;
    const QString words = draft ? tr("Edit…") : tr("Details");
    if (m_open->text() == words)
        return;
    m_open->setText(words);
    m_open->setHint(draft ? tr("Change the selected event (Return)")
                          : tr("What the selected event was armed with; correct its stock (Return)"));
    m_open->updateGeometry();
}

void EventListCard::fitHeight()
{
    setMaximumHeight(m_filling ? QWIDGETSIZE_MAX : heightOf(kMostRows));
    updateGeometry();
}

int EventListCard::heightOf(int rows) const
{
    const int shown = std::min(rows, m_model.rowCount());
    return kHead + (shown > 0 ? shown * m_list->sizeHintForRow(0) : kEmptyHeight);
}

QSize EventListCard::sizeHint() const
{
    return {264, heightOf(kMostRows)};
}

QSize EventListCard::minimumSizeHint() const
{
    return {160, heightOf(kLeastRows)};
}

void EventListCard::showMenu(const QPoint& at)
{
    const EventView* shown = m_launch.view();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (shown) {
        const bool draft = shown->event.state == issuing::EventState::Draft;
        menu->addAction(draft ? tr("Edit…") : tr("Show details"), this, &EventListCard::openWanted);
        menu->addAction(tr("Duplicate…"), this, &EventListCard::copyWanted);
        auto* remove = menu->addAction(tr("Delete…"), this, &EventListCard::deleteWanted);
        remove->setEnabled(draft);
        menu->addSeparator();
    }
    menu->addAction(tr("New event…"), this, &EventListCard::newWanted);
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

bool EventListCard::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT openWanted();
            return true;
        }
        if (key == Qt::Key_Delete) {
            Q_EMIT deleteWanted();
            return true;
        }
    }
    return Card::eventFilter(watched, event);
}

} // namespace firstcome::pages::launch
