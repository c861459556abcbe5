#include "widgets/pages/launch/timeline_card.h"

#include "widgets/pages/launch/timeline_words.h"
#include "widgets/parts/format.h"
#include "widgets/theme/paint.h"

#include <QEvent>
#include <QPainter>
#include <QTimer>

namespace firstcome::pages::launch {

using theme::Token;
using theme::Type;

namespace {

constexpr int kEntryPadding = 7;
constexpr int kMarkWidth = 12;
constexpr int kSpace = 8;

core::WallTime timeOf(const QModelIndex& index)
{
    return core::WallTime(std::chrono::microseconds(index.data(models::TimelineModel::AtRole).toLongLong()));
}

QSize wrapped(const QFont& font, const QString& text, int width)
{
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10'000), Qt::TextWordWrap, text).size();
}

} // namespace

TimelineDelegate::TimelineDelegate(const theme::Theme& theme, const QListView& view, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_view(view)
{
}

int TimelineDelegate::timeWidth() const
{
    return QFontMetrics(m_theme.font(Type::Caption)).horizontalAdvance(QStringLiteral("88:88:88.8"));
}

TimelineDelegate::Places TimelineDelegate::placesIn(const QRect& row, const QString& title,
                                                    const QString& detail) const
{
    Places places;
    const QRect inner = row.adjusted(theme::kGap, kEntryPadding, -theme::kGap, -kEntryPadding);
    const int line = QFontMetrics(m_theme.font(Type::Row)).height();
    places.time = QRect(inner.left(), inner.top(), timeWidth(), line);
    places.mark = QRect(places.time.right() + 1 + kSpace, inner.top(), kMarkWidth, line);
    const int left = places.mark.right() + 1 + kSpace;
    const int width = std::max(40, inner.right() + 1 - left);
    const int titleHeight = wrapped(m_theme.font(Type::Row), title, width).height();
    places.title = QRect(left, inner.top(), width, titleHeight);
    const int detailHeight = detail.isEmpty() ? 0 : wrapped(m_theme.font(Type::Caption), detail, width).height();
    places.detail = QRect(left, places.title.bottom() + 1, width, detailHeight);
    return places;
}

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const auto line = TimelineWords::line(index);
    const int width = m_view.viewport()->width();
    const auto places = placesIn(QRect(0, 0, width, 1000), line.title, line.detail);
    return {width, places.title.height() + places.detail.height() + 2 * kEntryPadding};
}

void TimelineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const auto line = TimelineWords::line(index);
    const auto places = placesIn(option.rect, line.title, line.detail);
    theme::paintHairline(*painter, option.rect.left() + theme::kGap, option.rect.right() + 1 - theme::kGap,
                         option.rect.top(), m_theme.color(Token::Stroke));
    painter->setFont(m_theme.font(Type::Caption));
    painter->setPen(m_theme.color(Token::SoftText));
    painter->drawText(places.time, Qt::AlignVCenter | Qt::AlignLeft, parts::formatTimeOfDay(timeOf(index), true));
    painter->drawText(places.detail, Qt::TextWordWrap, line.detail);
    parts::paintMark(*painter, m_theme, line.mark, places.mark);
    painter->setFont(m_theme.font(Type::Row));
    painter->setPen(m_theme.color(Token::Text));
    painter->drawText(places.title, Qt::TextWordWrap, line.title);
    painter->restore();
}

TimelineCard::TimelineCard(const theme::Theme& theme, models::BackendModel& backend, models::LaunchViewModel& launch,
                           QWidget* parent)
    : Card(theme, tr("Timeline"), parent)
    , m_launch(launch)
    , m_model(backend)
    , m_list(new QListView(this))
    , m_empty(new parts::EmptyState(theme, tr("Nothing has happened yet"),
                                    tr("Every act, allowed or refused, is kept here for good."), this))
{
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new TimelineDelegate(theme, *m_list, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setFocusPolicy(Qt::TabFocus);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setAccessibleName(tr("Timeline"));
    m_list->viewport()->setAutoFillBackground(false);
    m_list->viewport()->installEventFilter(this);
    body()->setContentsMargins(1, 0, 1, 1);
    body()->addWidget(m_list, 1);
    body()->addWidget(m_empty, 1);

    connect(&launch, &models::LaunchViewModel::selectionChanged, this, &TimelineCard::select);
    connect(&launch, &models::LaunchViewModel::updated, this, [this] { m_model.update(m_launch.snapshot()); });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &TimelineCard::refresh);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &TimelineCard::refresh);
    select();
    m_model.update(launch.snapshot());
    refresh();
}

void TimelineCard::select()
{
    const EventView* view = m_launch.view();
    m_model.select(view ? std::optional(view->event.draft.couponId) : std::nullopt);
}

void TimelineCard::refresh()
{
    m_list->setVisible(m_model.rowCount() > 0);
    m_empty->setVisible(m_model.rowCount() == 0);
    Q_EMIT linesChanged();
}

bool TimelineCard::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list->viewport() && event->type() == QEvent::Resize)
        QTimer::singleShot(0, m_list, [list = m_list] { list->doItemsLayout(); }); // lines wrap to the width
    return Card::eventFilter(watched, event);
}

} // namespace firstcome::pages::launch
