#include "widgets/parts/act_button.h"

#include "widgets/theme/paint.h"

#include <QEvent>
#include <QPainter>

namespace firstcome::parts {

using theme::Token;
using theme::Type;

namespace {

constexpr int kPadding = 12;
constexpr int kKeyGap = 8;

struct Colors
{
    QColor fill, stroke, text, key;
};

} // namespace

ActButton::ActButton(const theme::Theme& theme, const QString& text, const QString& key, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_key(key)
{
    setText(text);
    setFont(theme.font(Type::Body));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    describe();
    connect(this, &QAbstractButton::clicked, this, [this] {
        if (m_sinceChange.isValid() && m_sinceChange.elapsed() < kDeafMs)
            return;
        Q_EMIT activated();
    });
}

void ActButton::setLook(Look look)
{
    if (look == m_look)
        return;
    m_look = look;
    updateGeometry();
    update();
}

void ActButton::setKey(const QString& key)
{
    m_key = key;
    describe();
    updateGeometry();
    update();
}

void ActButton::reserveFor(const QStringList& texts)
{
    m_reserved = texts;
    updateGeometry();
}

void ActButton::setDisabledReason(const QString& reason)
{
    if (reason == m_reason && isEnabled() == reason.isEmpty())
        return;
    m_reason = reason;
    setEnabled(reason.isEmpty());
    describe();
}

void ActButton::setHint(const QString& hint)
{
    m_hint = hint;
    describe();
}

void ActButton::stateChanged()
{
    m_sinceChange.start();
}

void ActButton::describe()
{
    setToolTip(m_reason.isEmpty() ? m_hint : m_reason);
    setAccessibleDescription(m_reason.isEmpty() ? m_key : m_reason);
}

int ActButton::widthOf(const QString& text) const
{
    int width = QFontMetrics(m_theme.font(m_look == Look::Filled ? Type::BodyStrong : Type::Body))
                    .horizontalAdvance(text);
    if (!m_key.isEmpty())
        width += kKeyGap + QFontMetrics(m_theme.font(Type::Caption)).horizontalAdvance(m_key);
    return width + 2 * (m_look == Look::Quiet ? kQuietPadding : kPadding + 1);
}

QSize ActButton::sizeHint() const
{
    // Filled words are wider: a reserved slot has room for both, so that nothing moves when the style does.
    const QFontMetrics strong(m_theme.font(Type::BodyStrong));
    int width = widthOf(text());
    const int extra = widthOf({});
    for (const QString& other : m_reserved)
        width = std::max(width, extra + strong.horizontalAdvance(other));
    return {width, m_look == Look::Quiet ? theme::kRowHeight : theme::kControlHeight};
}

void ActButton::changeEvent(QEvent* event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::EnabledChange)
        update();
}

void ActButton::paintEvent(QPaintEvent*)
{
    const bool live = isEnabled();
    const bool hover = live && underMouse();
    const auto c = [&](Token token) { return m_theme.color(token); };
    Colors colors{{}, c(Token::Stroke), c(Token::FaintText), c(Token::FaintText)};
    if (live) {
        switch (m_look) {
        case Look::Plain:
            colors = {c(isDown() ? Token::Stroke
                        : hover  ? Token::Raised
                                 : Token::Surface),
                      c(Token::ControlStroke), c(Token::Text), c(Token::SoftText)};
            break;
        case Look::Filled:
            colors = {c(Token::Accent), {}, c(Token::OnAccent), c(Token::OnAccent)};
            if (isDown() || hover)
                colors.fill = m_theme.dark() ? colors.fill.lighter(108) : colors.fill.darker(112);
            break;
        case Look::Destructive:
            colors = {hover || isDown() ? c(Token::CriticalGround) : QColor(), c(Token::Critical),
                      c(Token::Critical), c(Token::SoftText)};
            break;
        case Look::Quiet:
            colors = {
                isDown() || hover ? c(Token::Raised) : QColor(), {}, c(Token::SoftText), c(Token::SoftText)};
            break;
        }
    } else if (m_look == Look::Quiet) {
        colors.stroke = QColor(); // {} would be Qt::color0
    }

    QPainter painter(this);
    theme::paintPanel(painter, rect(), theme::kControlRadius, colors.fill, colors.stroke);
    if (hasFocus())
        theme::paintFocusRing(painter, m_theme, rect(), theme::kControlRadius);

    const QFont words = m_theme.font(m_look == Look::Filled && live ? Type::BodyStrong : Type::Body);
    const QFont small = m_theme.font(Type::Caption);
    const int textWidth = QFontMetrics(words).horizontalAdvance(text());
    const int keyWidth = m_key.isEmpty() ? 0 : kKeyGap + QFontMetrics(small).horizontalAdvance(m_key);
    const int left = (width() - textWidth - keyWidth) / 2;
    painter.setFont(words);
    painter.setPen(colors.text);
    painter.drawText(QRect(left, 0, textWidth + 2, height()), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (keyWidth > 0) {
        painter.setFont(small);
        painter.setPen(colors.key);
        painter.drawText(QRect(left + textWidth + kKeyGap, 0, keyWidth, height()),
                         Qt::AlignVCenter | Qt::AlignLeft, m_key);
    }
}

} // namespace firstcome::parts
