#include "widgets/shell/rail.h"

#include "widgets/parts/icon.h"
#include "widgets/theme/paint.h"

#include <QPainter>
#include <QVBoxLayout>

namespace firstcome::shell {

using theme::Token;
using theme::Type;

RailButton::RailButton(const theme::Theme& theme, const QString& title, const QString& icon,
                       const QString& key, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_icon(icon)
{
    setText(title);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setToolTip(title + QStringLiteral("  ") + key);
    setAccessibleName(title);
    setAccessibleDescription(key);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize RailButton::sizeHint() const
{
    return {theme::kRailWidth - 13, 52};
}

void RailButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Token ink = isChecked() ? Token::Accent : Token::SoftText;
    if (isChecked())
        theme::paintPanel(painter, rect(), theme::kCardRadius, m_theme.color(Token::SoftAccent), {});
    else if (underMouse())
        theme::paintPanel(painter, rect(), theme::kCardRadius, m_theme.color(Token::Raised), {});
    const qreal icon = 20;
    parts::paintIcon(painter, m_theme, m_icon, QRectF((width() - icon) / 2, 8, icon, icon), ink);
    painter.setFont(m_theme.font(isChecked() ? Type::CaptionStrong : Type::Caption));
    painter.setPen(m_theme.color(ink));
    painter.drawText(QRect(0, 30, width(), height() - 32), Qt::AlignHCenter | Qt::AlignTop,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, width() - 4));
    if (hasFocus())
        theme::paintFocusRing(painter, m_theme, rect(), theme::kCardRadius - 1);
}

Rail::Rail(const theme::Theme& theme, const std::vector<PageSpec>& pages, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedWidth(theme::kRailWidth);
    setAccessibleName(tr("Pages"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 8, 7, 8);
    column->setSpacing(2);
    column->addStretch(1);
    int number = 0;
    for (const PageSpec& page : pages) {
        const QString key =
            page.atBottom ? QStringLiteral("Ctrl+,") : QStringLiteral("Ctrl+%1").arg(++number);
        auto* button = new RailButton(theme, page.title(), page.icon, key, this);
        m_buttons.insert(page.id, button);
        connect(button, &QAbstractButton::clicked, this, [this, id = page.id] { Q_EMIT chosen(id); });
        if (page.atBottom)
            column->addWidget(button);
        else
            column->insertWidget(number - 1, button);
    }
}

void Rail::setCurrent(const QString& id)
{
    if (auto* button = m_buttons.value(id))
        button->setChecked(true);
}

void Rail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    theme::paintVerticalHairline(painter, width() - 1, 0, height(), m_theme.color(Token::Stroke));
}

} // namespace firstcome::shell
