#pragma once

#include "widgets/parts/act_button.h"
#include "widgets/parts/tone.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QTimer;

namespace firstcome::parts {

/// One notice of a ToastBar. Emits over() once, when pressed, undone or timed out.
class Toast final : public QWidget
{
    Q_OBJECT

public:
    Toast(const theme::Theme& theme, Mark mark, const QString& sentence, QWidget* parent);

    void offerUndo(QObject* context, std::function<void()> undo);
    bool canUndo() const { return static_cast<bool>(m_undo); }
    void undo();

Q_SIGNALS:
    void over();

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    const theme::Theme& m_theme;
    ActButton* m_button;
    QTimer* m_timer;
    QPointer<QObject> m_context;
    std::function<void()> m_undo;
};

} // namespace firstcome::parts
