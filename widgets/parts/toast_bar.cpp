#include "widgets/parts/toast_bar.h"

#include "widgets/parts/announce.h"
#include "widgets/parts/label.h"
#include "widgets/parts/marks.h"
#include "widgets/parts/toast.h"
#include "widgets/theme/paint.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>

namespace firstcome::parts {

Toast::Toast(const theme::Theme& theme, Mark mark, const QString& sentence, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_button(new ActButton(theme, tr("Undo"), QStringLiteral("Ctrl+Z"), this))
    , m_timer(new QTimer(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(12);
    if (mark != Mark::None)
        row->addWidget(new StateMark(theme, mark, this));
    auto* words = new Label(theme, sentence, theme::Type::Body, theme::Token::Text, this);
    words->setWordWrap(sentence.size() > 80);
    words->setMaximumWidth(560);
    words->setMinimumHeight(theme::kControlHeight);
    words->setAlignment(Qt::AlignVCenter | Qt::AlignLeft);
    row->addWidget(words, 1);
    row->addWidget(m_button);
    m_button->hide();
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &Toast::over);
    connect(m_button, &ActButton::activated, this, &Toast::undo);
    m_timer->start(ToastBar::kShownMs);
}

void Toast::offerUndo(QObject* context, std::function<void()> undo)
{
    m_context = context;
    m_undo = std::move(undo);
    m_button->show();
}

void Toast::undo()
{
    const auto undo = std::exchange(m_undo, nullptr);
    if (undo && m_context)
        undo();
    Q_EMIT over();
}

void Toast::enterEvent(QEnterEvent*)
{
    m_timer->stop();
}

void Toast::leaveEvent(QEvent*)
{
    m_timer->start(ToastBar::kShownMs / 2);
}

void Toast::mousePressEvent(QMouseEvent*)
{
    if (!canUndo())
        Q_EMIT over();
}

void Toast::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    theme::paintPanel(painter, rect(), theme::kCardRadius, m_theme.color(theme::Token::Raised),
                      m_theme.color(theme::Token::ControlStroke));
}

ToastBar::ToastBar(const theme::Theme& theme, QWidget* window)
    : QWidget(window)
    , m_theme(theme)
{
    setAccessibleName(tr("Notices"));
    QWidget::hide();
    window->installEventFilter(this);
}

void ToastBar::show(const QString& sentence)
{
    add(new Toast(m_theme, Mark::None, sentence, this), sentence);
}

void ToastBar::show(const QString& sentence, QObject* context, std::function<void()> undo)
{
    retireUndo();
    auto* toast = new Toast(m_theme, Mark::None, sentence, this);
    toast->offerUndo(context, std::move(undo));
    add(toast, sentence);
}

void ToastBar::showError(const QString& sentence)
{
    add(new Toast(m_theme, Mark::Critical, sentence, this), sentence);
}

void ToastBar::retireUndo()
{
    const auto toasts = m_toasts;
    for (const auto& toast : toasts)
        if (toast && toast->canUndo())
            Q_EMIT toast->over();
}

bool ToastBar::undoNewest()
{
    for (qsizetype i = m_toasts.size() - 1; i >= 0; --i) {
        if (m_toasts.at(i) && m_toasts.at(i)->canUndo()) {
            m_toasts.at(i)->undo();
            return true;
        }
    }
    return false;
}

void ToastBar::add(Toast* toast, const QString& sentence)
{
    m_toasts.append(toast);
    connect(toast, &Toast::over, this, [this, toast] {
        m_toasts.removeAll(toast);
        toast->hide();
        toast->deleteLater();
        place();
    });
    while (m_toasts.size() > 3) {
        Toast* oldest = m_toasts.takeFirst();
        oldest->hide();
        oldest->deleteLater();
    }
    place();
    announce(*this, sentence);
}

bool ToastBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == parent())
        place();
    return QWidget::eventFilter(watched, event);
}

void ToastBar::place()
{
    if (m_toasts.isEmpty()) {
        QWidget::hide();
        return;
    }
    int width = 0, height = 0;
    for (const auto& toast : std::as_const(m_toasts)) {
        width = std::max(width, toast->sizeHint().width());
        height += toast->sizeHint().height() + 8;
    }
    const QSize room = parentWidget()->size();
    width = std::min(width, room.width() - 2 * theme::kEdge);
    setGeometry((room.width() - width) / 2, room.height() - height - theme::kEdge, width, height);
    int y = 0;
    for (const auto& toast : std::as_const(m_toasts)) {
        const QSize size(std::min(toast->sizeHint().width(), width), toast->sizeHint().height());
        toast->setGeometry(QRect(QPoint((width - size.width()) / 2, y), size));
        toast->show();
        y += size.height() + 8;
    }
    QWidget::show();
    raise();
}

} // namespace firstcome::parts
