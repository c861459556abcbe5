#include "widgets/pages/launch/event_row_delegate.h"

#include "models/event_list_model.h"
#include "widgets/parts/event_words.h"
#include "widgets/parts/format.h"
#include "widgets/theme/paint.h"

#include <QPainter>

namespace firstcome::pages::launch {

using models::EventListModel;
using theme::Token;
using theme::Type;

namespace {

constexpr int kRowHeight = 54;
constexpr int kBar = 3;
constexpr int kSide = theme::kGap - 2; // the card's stroke and its margin are the other two

parts::EventWords::State pillOf(const QModelIndex& index)
{
    if (index.data(EventListModel::ShadowRole).toBool())
        return {parts::EventWords::rehearsal(), parts::Tone::Neutral, parts::Mark::None};
    if (index.data(EventListModel::SuspendedRole).toBool())
        return parts::EventWords::suspended();
    auto state = parts::EventWords::state(static_cast<issuing::EventState>(index.data(EventListModel::StateRole).toInt()));
    state.mark = parts::Mark::None;
    if (index.data(EventListModel::NoGoRole).toBool())
        state.mark = parts::Mark::Critical;
    return state;
}

} // namespace

EventRowDelegate::EventRowDelegate(const theme::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize EventRowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {120, kRowHeight};
}

void EventRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const QRect row = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    if (selected) {
        painter->fillRect(row, m_theme.color(Token::SoftAccent));
        painter->fillRect(QRect(row.left(), row.top(), kBar, row.height()), m_theme.color(Token::Accent));
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(row, m_theme.color(Token::Raised));
    }
    if (index.row() + 1 < index.model()->rowCount())
        theme::paintHairline(*painter, row.left(), row.right() + 1, row.bottom(), m_theme.color(Token::Stroke));

    const QRect inner = row.adjusted(kSide, 7, -kSide, -8);
    const QRect first(inner.left(), inner.top(), inner.width(), 20);
    const QRect second(inner.left(), inner.bottom() - 17, inner.width(), 18);

    const auto pill = pillOf(index);
    const QSizeF pillSize = parts::pillSize(m_theme, pill.text, pill.mark);
    const QRectF pillRect(first.right() + 1 - pillSize.width(), first.center().y() + 0.5 - pillSize.height() / 2,
                          pillSize.width(), pillSize.height());
    const bool sunk = selected && pill.tone == parts::Tone::Accent; // its ground is the selected row's
    parts::paintPill(*painter, m_theme, pillRect, pill.text, pill.tone, pill.mark,
                     sunk ? std::optional(Token::Surface) : std::nullopt);

    const QFont strong = m_theme.font(Type::RowStrong);
    const int nameWidth = first.width() - static_cast<int>(pillSize.width()) - 8;
    painter->setFont(strong);
    painter->setPen(m_theme.color(Token::Text));
    painter->drawText(QRect(first.topLeft(), QSize(nameWidth, first.height())), Qt::AlignVCenter | Qt::AlignLeft,
                      QFontMetrics(strong).elidedText(index.data().toString(), Qt::ElideRight, nameWidth));

    const QFont caption = m_theme.font(Type::Caption);
    const QString total = parts::formatCount(index.data(EventListModel::TotalRole).toLongLong());
    const int totalWidth = QFontMetrics(caption).horizontalAdvance(total);
    painter->setFont(caption);
    painter->setPen(m_theme.color(Token::SoftText));
    painter->drawText(second, Qt::AlignVCenter | Qt::AlignRight, total);
    const int idWidth = second.width() - totalWidth - 8;
    painter->drawText(QRect(second.topLeft(), QSize(idWidth, second.height())), Qt::AlignVCenter | Qt::AlignLeft,
                      QFontMetrics(caption).elidedText(index.data(EventListModel::CouponIdRole).toString(),
                                                       Qt::ElideRight, idWidth));
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange)
        theme::paintFocusRing(*painter, m_theme, row, 0); // square, as the bar is
    painter->restore();
}

} // namespace firstcome::pages::launch
