#include "widgets/pages/launch/column_tabs.h"

#include "widgets/theme/paint.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace firstcome::pages::launch {

using theme::Token;
using theme::Type;

namespace {

constexpr int kTabHeight = 32;
constexpr int kTabMarkRoom = 16;

} // namespace

MarkedTabs::MarkedTabs(const theme::Theme& theme, const QString& first, const QString& second, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_names{first, second}
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void MarkedTabs::setCurrent(int index)
{
    if (index == m_current)
        return;
    m_current = index;
    describe();
    update();
    Q_EMIT currentChanged(index);
}

void MarkedTabs::setRed(int index, bool red)
{
    m_red[static_cast<std::size_t>(index)] = red;
    describe();
    update();
}

void MarkedTabs::describe()
{
    const auto current = static_cast<std::size_t>(m_current);
    setAccessibleName(tr("%1, tab %2 of 2").arg(m_names[current]).arg(m_current + 1));
    const std::size_t other = 1 - current;
    setAccessibleDescription(m_red[other] ? tr("%1 needs attention").arg(m_names[other]) : QString());
}

QSize MarkedTabs::sizeHint() const
{
    return {200, kTabHeight};
}

QRect MarkedTabs::tabRect(int index) const
{
    const int half = width() / 2;
    return index == 0 ? QRect(0, 0, half, height()) : QRect(half, 0, width() - half, height());
}

bool MarkedTabs::textFits() const
{
    const QFontMetrics metrics(m_theme.font(Type::RowStrong));
    for (std::size_t i = 0; i < m_names.size(); ++i)
        if (metrics.horizontalAdvance(m_names[i]) + kTabMarkRoom + 8 > tabRect(static_cast<int>(i)).width())
            return false;
    return true;
}

void MarkedTabs::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    theme::paintHairline(painter, 0, width(), height() - 1, m_theme.color(Token::Stroke));
    for (int i = 0; i < 2; ++i) {
        const QRect tab = tabRect(i);
        const bool current = i == m_current;
        const QFont font = m_theme.font(current ? Type::RowStrong : Type::Row);
        const int textWidth = QFontMetrics(font).horizontalAdvance(m_names[static_cast<std::size_t>(i)]);
        const bool marked = red(i);
        int x = tab.left() + (tab.width() - textWidth - (marked ? kTabMarkRoom : 0)) / 2;
        if (marked) {
            parts::paintMark(painter, m_theme, parts::Mark::Critical, QRectF(x, 0, 10, height()));
            x += kTabMarkRoom;
        }
        painter.setFont(font);
        painter.setPen(m_theme.color(current ? Token::Text : Token::SoftText));
        painter.drawText(QRect(x, 0, textWidth + 2, height()), Qt::AlignVCenter | Qt::AlignLeft,
                         m_names[static_cast<std::size_t>(i)]);
        if (current)
            painter.fillRect(QRect(tab.left(), height() - 2, tab.width(), 2), m_theme.color(Token::Accent));
        if (current && hasFocus())
            theme::paintFocusRing(painter, m_theme, tab.adjusted(0, 0, 0, -2), theme::kControlRadius);
    }
}

void MarkedTabs::mousePressEvent(QMouseEvent* event)
{
    setCurrent(tabRect(0).contains(event->position().toPoint()) ? 0 : 1);
}

void MarkedTabs::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        setCurrent(event->key() == Qt::Key_Left ? 0 : 1);
    else
        QWidget::keyPressEvent(event);
}

ColumnTabs::ColumnTabs(const theme::Theme& theme, const QString& firstName, QWidget* first, const QString& secondName,
                       QWidget* second, QWidget* parent)
    : QWidget(parent)
    , m_tabs(new MarkedTabs(theme, firstName, secondName, this))
    , m_cards{first, second}
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme::kGap);
    m_column->addWidget(m_tabs);
    m_column->addWidget(first);
    m_column->addWidget(second, 1);
    connect(m_tabs, &MarkedTabs::currentChanged, this, &ColumnTabs::arrange);
    arrange();
}

void ColumnTabs::setTabbed(bool tabbed)
{
    if (tabbed == m_tabbed)
        return;
    m_tabbed = tabbed;
    Q_EMIT tabbedChanged(tabbed);
    arrange();
}

void ColumnTabs::setRed(int index, bool red)
{
    m_tabs->setRed(index, red);
}

void ColumnTabs::arrange()
{
    m_tabs->setVisible(m_tabbed);
    m_column->setStretch(1, m_tabbed ? 1 : 0);
    for (int i = 0; i < 2; ++i)
        m_cards[static_cast<std::size_t>(i)]->setVisible(!m_tabbed || i == m_tabs->current());
}

} // namespace firstcome::pages::launch
