#include "widgets/pages/spike/fact_list.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace firstcome::pages {

using theme::Token;
using theme::Type;

namespace {

constexpr int kMark = 16;

} // namespace

FactList::FactList(const theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FactList::setFacts(std::vector<Fact> facts)
{
    m_facts = std::move(facts);
    QStringList spoken;
    for (const auto& fact : m_facts)
        spoken << fact.name + u' ' + fact.value;
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize FactList::sizeHint() const
{
    return {200, kLine * static_cast<int>(m_facts.size())};
}

int FactList::roomForName(const Fact& fact) const
{
    const int mark = fact.mark == parts::Mark::None ? 0 : kMark;
    const int value = QFontMetrics(m_theme.font(Type::RowStrong)).horizontalAdvance(fact.value);
    return width() - mark - (value > 0 ? value + 8 : 0);
}

bool FactList::textFits() const
{
    const QFontMetrics metrics(m_theme.font(Type::Row));
    return std::ranges::all_of(
        m_facts, [&](const Fact& fact) { return metrics.horizontalAdvance(fact.name) <= roomForName(fact); });
}

void FactList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont plain = m_theme.font(Type::Row), strong = m_theme.font(Type::RowStrong);
    int top = 0;
    for (const auto& fact : m_facts) {
        int left = 0;
        if (fact.mark != parts::Mark::None) {
            parts::paintMark(painter, m_theme, fact.mark, QRectF(0, top, 10, kLine));
            left = kMark;
        }
        const int valueWidth = QFontMetrics(strong).horizontalAdvance(fact.value);
        const int room = roomForName(fact);
        painter.setFont(plain);
        painter.setPen(m_theme.color(Token::SoftText));
        painter.drawText(QRect(left, top, room, kLine), Qt::AlignVCenter,
                         QFontMetrics(plain).elidedText(fact.name, Qt::ElideRight, room));
        painter.setFont(strong);
        painter.setPen(m_theme.color(Token::Text));
        painter.drawText(QRect(width() - valueWidth - 1, top, valueWidth + 2, kLine), Qt::AlignVCenter,
                         fact.value);
        top += kLine;
    }
}

bool FactList::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto line = static_cast<std::size_t>(std::max(0, help->pos().y() / kLine));
        QToolTip::showText(help->globalPos(), line < m_facts.size() ? m_facts[line].name : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace firstcome::pages
