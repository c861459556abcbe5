#pragma once

#include "widgets/theme/theme.h"

#include <QPointer>
#include <QWidget>

#include <functional>

namespace firstcome::parts {

class Toast;

/// Short notices at the bottom of the window, each with an optional Undo, for 8 s (longer while the mouse
/// rests on it). The newest three are shown. Each raises an accessible alert. GUI thread; owned by the
/// window, which it follows in size.
class ToastBar final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kShownMs = 8000;

    ToastBar(const theme::Theme& theme, QWidget* window);

    void show(const QString& sentence);
    /// `undo` runs once, if pressed in time and `context` still lives. What was offered to undo before is gone:
    /// it was decided on a state that is no more.
    void show(const QString& sentence, QObject* context, std::function<void()> undo);
    /// For what went wrong: with the critical mark.
    void showError(const QString& sentence);
    /// Takes away what can be undone: it can't be any more.
    void retireUndo();
    /// Takes back the newest act that still can be; false where there is none.
    bool undoNewest();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void add(Toast* toast, const QString& sentence);
    void place();

    const theme::Theme& m_theme;
    QList<QPointer<Toast>> m_toasts;
};

} // namespace firstcome::parts
