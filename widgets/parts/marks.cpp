#include "widgets/parts/marks.h"

#include "widgets/parts/announce.h"
#include "widgets/theme/paint.h"

#include <QPainter>

namespace firstcome::parts {

StateMark::StateMark(const theme::Theme& theme, Mark mark, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_mark(Mark::None)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setMark(mark);
}

void StateMark::setMark(Mark mark)
{
    if (mark == m_mark)
        return;
    m_mark = mark;
    switch (mark) {
    case Mark::None:
        setAccessibleName({});
        break;
    case Mark::Fine:
        setAccessibleName(tr("fine"));
        break;
    case Mark::Warning:
        setAccessibleName(tr("warning"));
        break;
    case Mark::Critical:
        setAccessibleName(tr("critical"));
        break;
    case Mark::NotKnown:
        setAccessibleName(tr("not known"));
        break;
    }
    update();
}

void StateMark::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintMark(painter, m_theme, m_mark, rect());
}

Pill::Pill(const theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

Pill::Pill(const theme::Theme& theme, const QString& text, Tone tone, Mark mark, QWidget* parent)
    : Pill(theme, parent)
{
    setState(text, tone, mark);
}

void Pill::setState(const QString& text, Tone tone, Mark mark)
{
    const bool resized = text != m_text || (mark == Mark::None) != (m_mark == Mark::None);
    if (!resized && tone == m_tone && mark == m_mark)
        return;
    m_text = text;
    m_tone = tone;
    m_mark = mark;
    setAccessibleName(text);
    if (resized)
        updateGeometry();
    update();
}

QSize Pill::sizeHint() const
{
    return pillSize(m_theme, m_text, m_mark).toSize();
}

void Pill::paintEvent(QPaintEvent*)
{
    if (m_text.isEmpty())
        return;
    QPainter painter(this);
    const qreal height = pillSize(m_theme, m_text, m_mark).height();
    paintPill(painter, m_theme, QRectF(0, (this->height() - height) / 2, width(), height), m_text, m_tone,
              m_mark);
}

namespace {

constexpr int kBannerPadding = 12;
constexpr int kBannerMark = 20;

} // namespace

Banner::Banner(const theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFont(theme.font(theme::Type::BodyStrong));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void Banner::setState(Tone tone, const QString& text)
{
    if (tone == m_tone && text == m_text)
        return;
    const bool louder = tone != m_tone;
    m_tone = tone;
    m_text = text;
    setAccessibleName(text);
    if (louder)
        announce(*this, text);
    updateGeometry();
    update();
}

void Banner::setLarge(bool large)
{
    QFont font = m_theme.font(theme::Type::BodyStrong);
    if (large)
        font.setPointSizeF(18 * 0.75);
    setFont(font);
    updateGeometry();
}

QSize Banner::sizeHint() const
{
    const int width = 2 * kBannerPadding + kBannerMark + fontMetrics().horizontalAdvance(m_text) + 2;
    return {std::min(width, 320), fontMetrics().height() + 2 * 10};
}

int Banner::heightForWidth(int width) const
{
    const QRect room(0, 0, std::max(width - 2 * kBannerPadding - kBannerMark, 20), 10'000);
    return fontMetrics().boundingRect(room, Qt::TextWordWrap, m_text).height() + 2 * 10;
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    theme::paintPanel(painter, rect(), theme::kControlRadius, m_theme.color(groundOf(m_tone)), {});
    const int line = fontMetrics().height();
    paintMark(painter, m_theme, markOf(m_tone), QRectF(kBannerPadding, (height() - line) / 2.0, 10, line));
    painter.setPen(m_theme.color(m_tone == Tone::Neutral ? theme::Token::Text : foregroundOf(m_tone)));
    painter.drawText(rect().adjusted(kBannerPadding + kBannerMark, 0, -kBannerPadding, 0),
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, m_text);
}

} // namespace firstcome::parts
