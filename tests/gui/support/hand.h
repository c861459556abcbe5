#pragma once

#include <QPoint>
#include <QString>
#include <QWidget>
#include <QWindow>

#include <functional>

namespace firstcome::testing {

/// A person's hand on mouse and keyboard: everything goes to the window, which decides what it meets. Says false
/// where the hand cannot reach what it was sent to: hidden, dimmed or covered; and prints why.
class Hand
{
public:
    /// Clicks the middle of the widget, or `at` in it, if that is what lies there.
    static bool click(QWidget* widget);
    static bool click(QWidget* widget, QPoint at);
    static bool doubleClick(QWidget* widget, QPoint at);
    /// To the window that has the focus.
    static void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    static void type(const QString& text);
    /// Presses Tab until the focus is on `widget`, once round at most.
    static bool tabTo(const QWidget* widget);
    /// Clicks the field, takes all of what it says and types.
    static bool fill(QWidget* field, const QString& text);
    /// Waits until this window has the keys: a dialog counts as active before it has.
    static bool meet(const QWidget* window);
    /// As long as a person takes at least to see that something has changed: buttons don't listen until then.
    static void look();

private:
    static QWindow* reach(QWidget* widget, QPoint at, QPoint& inWindow);
};

} // namespace firstcome::testing
