#include "widgets/parts/figure.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>

namespace firstcome::parts {

Figure::Figure(const theme::Theme& theme, theme::Type type, const QString& widest, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_widest(widest)
{
    setFont(theme.font(type));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_OpaquePaintEvent);
    measure();
}

void Figure::setText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    update();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
}

void Figure::setToken(theme::Token token)
{
    if (token == m_token)
        return;
    m_token = token;
    update();
}

void Figure::setGround(theme::Token ground)
{
    m_ground = ground;
    update();
}

void Figure::setTransparent(bool transparent)
{
    setAttribute(Qt::WA_OpaquePaintEvent, !transparent);
    update();
}

void Figure::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

void Figure::setWidest(const QString& widest)
{
    m_widest = widest;
    measure();
}

void Figure::measure()
{
    const QFontMetrics metrics(font());
    m_size = {metrics.horizontalAdvance(m_widest) + 2, metrics.height()};
    updateGeometry();
}

void Figure::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        measure();
    QWidget::changeEvent(event);
}

void Figure::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (testAttribute(Qt::WA_OpaquePaintEvent))
        painter.fillRect(rect(), m_theme.color(m_ground));
    painter.setPen(m_theme.color(isEnabled() ? m_token : theme::Token::FaintText));
    const int needed = fontMetrics().horizontalAdvance(m_text);
    if (needed > width()) {
        QFont narrow = font();
        narrow.setPointSizeF(narrow.pointSizeF() * width() / needed);
        painter.setFont(narrow);
    }
    painter.drawText(rect(), static_cast<int>(m_alignment) | Qt::TextSingleLine, m_text);
}

} // namespace firstcome::parts
