#include "widgets/parts/side_panel.h"

#include "widgets/theme/paint.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>

namespace firstcome::parts {

using theme::kEdge;
using theme::Token;

SidePanel::SidePanel(const theme::Theme& theme, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new Label(theme, theme::Type::BodyStrong, Token::Text, this))
    , m_body(new QVBoxLayout)
    , m_foot(new QHBoxLayout)
{
    auto* close = new ActButton(theme, QStringLiteral("×"), QStringLiteral("Esc"), this);
    close->setLook(ActButton::Look::Quiet);
    close->setAccessibleName(tr("Close the panel"));
    connect(close, &ActButton::activated, this, &SidePanel::dismiss);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(kEdge, 12, 8, 12);
    head->addWidget(m_title, 1);
    head->addWidget(close);

    auto* content = new QWidget;
    content->setLayout(m_body);
    m_body->setContentsMargins(kEdge, 0, kEdge, kEdge);
    m_body->setSpacing(8);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);

    m_foot->setContentsMargins(kEdge, 12, kEdge, kEdge);
    m_foot->setSpacing(8);
    m_foot->addStretch(1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(scroll, 1);
    column->addLayout(m_foot);

    setTitle(title);
    hide();
    parent->installEventFilter(this);
}

void SidePanel::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void SidePanel::setWidth(int width)
{
    m_width = width;
    place();
}

void SidePanel::addAct(ActButton* act)
{
    m_foot->insertWidget(1, act);
}

void SidePanel::open(QWidget* first)
{
    m_focusBefore = QApplication::focusWidget();
    place();
    show();
    raise();
    if (!first) {
        for (auto* child : findChildren<QWidget*>())
            if (child->focusPolicy() & Qt::TabFocus && child->isVisibleTo(this) &&
                !qobject_cast<ActButton*>(child)) {
                first = child;
                break;
            }
    }
    (first ? first : this)->setFocus(Qt::OtherFocusReason);
}

void SidePanel::dismiss()
{
    if (!isVisible())
        return;
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    Q_EMIT dismissed();
}

void SidePanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_returnAct &&
             m_returnAct->isVisible() && m_returnAct->isEnabled())
        m_returnAct->click();
    else
        QWidget::keyPressEvent(event);
}

bool SidePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void SidePanel::place()
{
    const QSize room = parentWidget()->size();
    const int width = std::min(m_width, room.width());
    setGeometry(room.width() - width, 0, width, room.height());
}

void SidePanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    theme::paintVerticalHairline(painter, 0, 0, height(), m_theme.color(Token::ControlStroke));
}

} // namespace firstcome::parts
