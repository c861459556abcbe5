#include "widgets/shell/main_window.h"

#include "widgets/parts/announce.h"
#include "widgets/parts/icon.h"
#include "widgets/shell/keys_dialog.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/status_strip.h"

#include <QCloseEvent>
#include <QGridLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QTimer>

namespace firstcome::shell {

MainWindow::MainWindow(const theme::Theme& theme, models::StatusViewModel& status,
                       std::vector<PageSpec> pages, const QString& firstPage)
    : m_theme(theme)
    , m_status(status)
    , m_pages(std::move(pages))
    , m_current(firstPage)
{
    setWindowTitle(QStringLiteral("Firstcome"));
    setWindowIcon(parts::applicationIcon());
    setMinimumSize(1180, 720);
    if (!spec(m_current) && !m_pages.empty())
        m_current = m_pages.front().id;
    auto* whole = new QGridLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    build();
}

MainWindow::~MainWindow()
{
    // Pages first: they hold references to keys and toasts.
    delete m_content;
}

void MainWindow::build()
{
    m_made.clear();
    delete m_content;
    delete m_keys;
    delete m_toasts;
    m_keys = new KeyRegistry(this);
    m_toasts = new parts::ToastBar(m_theme, this);
    m_content = new QWidget(this);
    auto* grid = new QGridLayout(m_content);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    auto* strip = new StatusStrip(m_theme, m_status, m_content);
    m_rail = new Rail(m_theme, m_pages, m_content);
    m_stack = new QStackedWidget(m_content);
    grid->addWidget(strip, 0, 0, 1, 2);
    grid->addWidget(m_rail, 1, 0);
    grid->addWidget(m_stack, 1, 1);
    grid->setRowStretch(1, 1);
    grid->setColumnStretch(1, 1);
    static_cast<QGridLayout*>(layout())->addWidget(m_content, 0, 0);
    connect(m_rail, &Rail::chosen, this, &MainWindow::showPage);
    bindKeys();
    const QString current = m_current;
    m_current.clear();
    showPage(current);
    m_toasts->raise();
}

void MainWindow::bindKeys()
{
    int number = 0;
    for (const PageSpec& page : m_pages) {
        const QKeySequence key = page.atBottom ? QKeySequence(Qt::CTRL | Qt::Key_Comma)
                                               : QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + number++));
        m_keys->bind({}, key, tr("Go to %1").arg(page.title()), m_content,
                     [this, id = page.id] { showPage(id); });
    }
    m_keys->bind({}, QKeySequence(Qt::Key_F1), tr("List the keys"), m_content, [this] { showKeys(); });
    m_keys->bind({}, QKeySequence(Qt::Key_Question), tr("List the keys"), m_content, [this] { showKeys(); });
    m_keys->bind({}, QKeySequence(Qt::CTRL | Qt::Key_Z), tr("Undo the newest act, while it is offered"),
                 m_content, [this] { m_toasts->undoNewest(); });
    m_keys->describe({}, tr("← →"), tr("Move the crosshair of the focused chart; with Shift by ten"),
                     m_content);
    m_keys->describe({}, QStringLiteral("End"), tr("Let the charts follow again"), m_content);
    m_keys->describe({}, QStringLiteral("Esc"), tr("Close a panel, a list, or the pinned read-out"),
                     m_content);
}

const PageSpec* MainWindow::spec(const QString& id) const
{
    for (const PageSpec& page : m_pages)
        if (page.id == id)
            return &page;
    return nullptr;
}

QWidget* MainWindow::page(const QString& id)
{
    if (QWidget* made = m_made.value(id))
        return made;
    const PageSpec* wanted = spec(id);
    if (!wanted)
        return nullptr;
    QWidget* made = wanted->make({m_theme, *m_keys, *m_toasts}, m_stack);
    made->setAccessibleName(wanted->title());
    m_made.insert(id, made);
    m_stack->addWidget(made);
    return made;
}

void MainWindow::showPage(const QString& id)
{
    QWidget* wanted = page(id);
    if (!wanted)
        return;
    m_keys->setScope(id);
    m_rail->setCurrent(id);
    m_stack->setCurrentWidget(wanted);
    if (m_current == id)
        return;
    m_current = id;
    parts::announce(*this, spec(id)->title());
    Q_EMIT pageChanged(id);
}

void MainWindow::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (QWidget* shown = m_stack->currentWidget(); shown && !shown->isAncestorOf(focusWidget()))
        shown->setFocus(Qt::OtherFocusReason); // not on the rail: a first Space would leave the page
    QTimer::singleShot(0, this, &MainWindow::makeNext);
}

/// Makes the pages that were not asked for yet, one a turn of the loop, so that the first frame comes soon.
void MainWindow::makeNext()
{
    for (const PageSpec& each : m_pages) {
        if (m_made.contains(each.id))
            continue;
        page(each.id);
        QTimer::singleShot(0, this, &MainWindow::makeNext);
        return;
    }
}

void MainWindow::showKeys()
{
    (new KeysDialog(m_theme, *m_keys, this))->open();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_closeGuard && !m_closeGuard())
        event->ignore();
    else
        event->accept();
}

void MainWindow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange || m_rebuilding)
        return;
    // Later: the change may come from a page's own control.
    m_rebuilding = true;
    QTimer::singleShot(0, this, [this] {
        build();
        m_rebuilding = false;
        makeNext();
    });
}

void MainWindow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(theme::Token::Canvas));
}

} // namespace firstcome::shell
