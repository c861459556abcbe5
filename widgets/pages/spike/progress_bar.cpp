#include "widgets/pages/spike/progress_bar.h"

#include "widgets/parts/announce.h"
#include "widgets/theme/paint.h"

#include <QPainter>

#include <algorithm>

namespace firstcome::pages {

using theme::Token;
using theme::Type;

ProgressBar::ProgressBar(const theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAccessibleName(tr("Progress"));
}

void ProgressBar::setState(const QString& sentence, const QString& figures, double part, Token token)
{
    if (sentence == m_sentence && figures == m_figures && part == m_part && token == m_token)
        return;
    if (sentence != m_sentence)
        parts::announce(*this, sentence);
    m_sentence = sentence;
    m_figures = figures;
    m_part = part;
    m_token = token;
    update();
}

bool ProgressBar::textFits() const
{
    const QFontMetrics metrics(m_theme.font(Type::Row));
    return metrics.horizontalAdvance(m_sentence) + metrics.horizontalAdvance(m_figures) + 12 <= width();
}

void ProgressBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont font = m_theme.font(Type::Row);
    const QFontMetrics metrics(font);
    const int line = height() - 10;
    const int figures = metrics.horizontalAdvance(m_figures);
    painter.setFont(font);
    painter.setPen(m_theme.color(Token::Text));
    const int room = width() - figures - 12;
    painter.drawText(QRect(0, 0, room, line), Qt::AlignVCenter,
                     metrics.elidedText(m_sentence, Qt::ElideRight, room));
    painter.setPen(m_theme.color(Token::SoftText));
    painter.drawText(QRect(width() - figures - 1, 0, figures + 2, line), Qt::AlignVCenter, m_figures);
    const QRectF groove(0, height() - 8, width(), 6);
    theme::paintPanel(painter, groove, 3, m_theme.color(Token::Stroke), {});
    const QRectF done(0, groove.top(), groove.width() * std::clamp(m_part, 0.0, 1.0), groove.height());
    if (done.width() > 0)
        theme::paintPanel(painter, done, std::min(3.0, done.width() / 2), m_theme.color(m_token), {});
}

} // namespace firstcome::pages
