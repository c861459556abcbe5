#include "widgets/parts/segmented.h"

#include "widgets/theme/paint.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace firstcome::parts {

using theme::Token;
using theme::Type;

namespace {

constexpr int kLeastPadding = 3; ///< beside a word where all share a given width

} // namespace

Segmented::Segmented(const theme::Theme& theme, const QStringList& choices, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setChoices(choices);
}

void Segmented::setChoices(const QStringList& choices)
{
    m_choices = choices;
    m_current = std::clamp(m_current, 0, std::max(0, int(choices.size()) - 1));
    describe();
    updateGeometry();
    update();
}

void Segmented::setCurrent(int index)
{
    if (index == m_current || index < 0 || index >= m_choices.size())
        return;
    m_current = index;
    describe();
    update();
    Q_EMIT currentChanged(index);
}

void Segmented::setStretched(bool stretched)
{
    m_stretched = stretched;
    setSizePolicy(stretched ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Segmented::describe()
{
    setAccessibleDescription(m_choices.value(m_current));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

int Segmented::advance(int index) const
{
    return QFontMetrics(m_theme.font(Type::RowStrong)).horizontalAdvance(m_choices.at(index));
}

int Segmented::wordWidth(int index) const
{
    return advance(index) + 2 * (m_stretched ? kLeastPadding : theme::kGap);
}

QSize Segmented::sizeHint() const
{
    int width = 2;
    for (int i = 0; i < m_choices.size(); ++i)
        width += wordWidth(i);
    return {width, theme::kControlHeight - 2};
}

QRect Segmented::stretchedRect(int index) const
{
    const qreal room = width() - 2.0;
    const qreal each = room / qreal(m_choices.size());
    qreal words = 0, widest = 0, before = 0;
    for (int i = 0; i < m_choices.size(); ++i) {
        words += advance(i);
        widest = std::max<qreal>(widest, wordWidth(i));
        if (i < index)
            before += advance(i);
    }
    const bool equal = widest <= each;
    const qreal padding = (room - words) / qreal(m_choices.size());
    const qreal from = equal ? each * index : before + padding * index;
    const qreal to = equal ? each * (index + 1) : from + advance(index) + padding;
    const int left = 1 + qRound(from);
    return {left, 1, 1 + qRound(to) - left, height() - 2};
}

QRect Segmented::choiceRect(int index) const
{
    if (m_stretched)
        return stretchedRect(index);
    int left = 1;
    for (int i = 0; i < index; ++i)
        left += wordWidth(i);
    return {left, 1, wordWidth(index), height() - 2};
}

int Segmented::at(const QPoint& point) const
{
    for (int i = 0; i < m_choices.size(); ++i)
        if (choiceRect(i).contains(point))
            return i;
    return -1;
}

void Segmented::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        setCurrent(at(event->position().toPoint()));
}

void Segmented::mouseMoveEvent(QMouseEvent* event)
{
    const int hover = at(event->position().toPoint());
    if (hover != m_hover) {
        m_hover = hover;
        update();
    }
}

void Segmented::leaveEvent(QEvent*)
{
    m_hover = -1;
    update();
}

void Segmented::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left)
        setCurrent(m_current - 1);
    else if (event->key() == Qt::Key_Right)
        setCurrent(m_current + 1);
    else
        QWidget::keyPressEvent(event);
}

void Segmented::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::EnabledChange)
        update();
}

void Segmented::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor stroke = m_theme.color(isEnabled() ? Token::ControlStroke : Token::Stroke);
    theme::paintPanel(painter, rect(), theme::kControlRadius, {}, stroke);
    for (int i = 0; i < m_choices.size(); ++i) {
        const QRect part = choiceRect(i);
        const bool current = i == m_current;
        if (current)
            theme::paintPanel(painter, QRectF(part).adjusted(1, 1, -1, -1), theme::kControlRadius - 1,
                              m_theme.color(Token::SoftAccent), {});
        else if (i == m_hover && isEnabled())
            theme::paintPanel(painter, QRectF(part).adjusted(1, 1, -1, -1), theme::kControlRadius - 1,
                              m_theme.color(Token::Raised), {});
        painter.setFont(m_theme.font(current ? Type::RowStrong : Type::Row));
        const Token words = !isEnabled() ? Token::FaintText : current ? Token::Text : Token::SoftText;
        painter.setPen(m_theme.color(words));
        painter.drawText(part, Qt::AlignCenter | Qt::TextSingleLine, m_choices.at(i));
    }
    if (hasFocus())
        theme::paintFocusRing(painter, m_theme, rect(), theme::kControlRadius);
}

} // namespace firstcome::parts
