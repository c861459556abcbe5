#include "widgets/parts/label.h"

#include <QPainter>

namespace firstcome::parts {

Label::Label(const theme::Theme& theme, theme::Type type, theme::Token token, QWidget* parent)
    : QLabel(parent)
    , m_theme(theme)
    , m_token(token)
{
    setTextFormat(Qt::PlainText);
    setFont(theme.font(type));
}

Label::Label(const theme::Theme& theme, const QString& text, theme::Type type, theme::Token token,
             QWidget* parent)
    : Label(theme, type, token, parent)
{
    setText(text);
}

void Label::setToken(theme::Token token)
{
    if (token == m_token)
        return;
    m_token = token;
    update();
}

void Label::setElided(bool elided)
{
    m_elided = elided;
    setSizePolicy(elided ? QSizePolicy::Ignored : QSizePolicy::Preferred, QSizePolicy::Preferred);
    updateGeometry();
}

QSize Label::minimumSizeHint() const
{
    QSize size = QLabel::minimumSizeHint();
    if (m_elided)
        size.setWidth(fontMetrics().horizontalAdvance(QStringLiteral("MM…")));
    return size;
}

void Label::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(m_theme.color(isEnabled() ? m_token : theme::Token::FaintText));
    const QRect area = contentsRect();
    const QString shown = m_elided ? fontMetrics().elidedText(text(), Qt::ElideRight, area.width()) : text();
    const int flags = static_cast<int>(alignment()) | (wordWrap() ? Qt::TextWordWrap : 0);
    painter.drawText(area, flags, shown);
}

void Label::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    if (m_elided)
        setToolTip(fontMetrics().horizontalAdvance(text()) > contentsRect().width() ? text() : QString());
}

} // namespace firstcome::parts
