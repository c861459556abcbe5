#include "tests/gui/support/hand.h"

#include "widgets/parts/act_button.h"

#include <QApplication>
#include <QPointer>
#include <QTest>

namespace firstcome::testing {

namespace {

constexpr int kMostTabs = 120;

QString nameOf(const QWidget* widget)
{
    return widget ? QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->accessibleName()
                  : QStringLiteral("nothing");
}

} // namespace

QWindow* Hand::reach(QWidget* widget, QPoint at, QPoint& inWindow)
{
    if (!widget || !widget->isVisible() || !widget->isEnabled()) {
        qWarning("out of reach, hidden or dimmed: %s", qPrintable(nameOf(widget)));
        return nullptr;
    }
    QWidget* const top = widget->window();
    inWindow = widget->mapTo(top, at);
    const QWidget* met = top->childAt(inWindow);
    if (met != widget && !widget->isAncestorOf(met)) {
        qWarning("%s is covered by %s", qPrintable(nameOf(widget)), qPrintable(nameOf(met)));
        return nullptr;
    }
    return top->windowHandle();
}

bool Hand::click(QWidget* widget)
{
    return widget && click(widget, widget->rect().center());
}

bool Hand::click(QWidget* widget, QPoint at)
{
    QPoint inWindow;
    QWindow* window = reach(widget, at, inWindow);
    if (window)
        QTest::mouseClick(window, Qt::LeftButton, {}, inWindow);
    return window != nullptr;
}

bool Hand::doubleClick(QWidget* widget, QPoint at)
{
    QPoint inWindow;
    QWindow* window = reach(widget, at, inWindow);
    if (window)
        QTest::mouseDClick(window, Qt::LeftButton, {}, inWindow);
    return window != nullptr;
}

void Hand::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    if (QWindow* window = QGuiApplication::focusWindow())
        QTest::keyClick(window, key, modifiers);
    else
        qWarning("no window has the focus");
}

void Hand::type(const QString& text)
{
    for (const QChar c : text)
        if (QWindow* window = QGuiApplication::focusWindow())
            QTest::keyClick(window, c.toLatin1());
}

bool Hand::tabTo(const QWidget* widget)
{
    for (int i = 0; i < kMostTabs; ++i) {
        if (QApplication::focusWidget() == widget)
            return true;
        key(Qt::Key_Tab);
    }
    qWarning("%s is not reached by Tab", qPrintable(nameOf(widget)));
    return false;
}

bool Hand::fill(QWidget* field, const QString& text)
{
    if (!click(field))
        return false;
    key(Qt::Key_A, Qt::ControlModifier);
    type(text);
    return true;
}

bool Hand::meet(const QWidget* window)
{
    return window && QTest::qWaitFor([window = QPointer(window)] {
        return window && window->windowHandle() && QGuiApplication::focusWindow() == window->windowHandle();
    });
}

void Hand::look()
{
    QTest::qWait(parts::ActButton::kDeafMs + 50);
}

} // namespace firstcome::testing
