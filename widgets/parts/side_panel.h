#pragma once

#include "widgets/parts/act_button.h"
#include "widgets/parts/label.h"

#include <QPointer>
#include <QVBoxLayout>
#include <QWidget>

namespace firstcome::parts {

/// The place for editing: over the right edge of its parent, full height, closed by Esc, by its × or by code.
/// The body scrolls, the foot with its acts does not. Takes the focus when opened and gives it back. GUI
/// thread; owned by its parent, which it follows in size.
class SidePanel final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kWidth = 380;

    SidePanel(const theme::Theme& theme, const QString& title, QWidget* parent);

    void setTitle(const QString& title);
    /// For what needs more room than a form; no wider than the page.
    void setWidth(int width);
    QVBoxLayout* body() { return m_body; }
    /// Adds an act at the foot, from the right.
    void addAct(ActButton* act);
    /// The act that Return does, wherever the focus is that has no use for it.
    void setReturnAct(ActButton* act) { m_returnAct = act; }

    /// Shows it and puts the focus on `first` (or the first field of the body).
    void open(QWidget* first = nullptr);
    void dismiss();
    bool isOpen() const { return isVisible(); }

Q_SIGNALS:
    /// By Esc, × or dismiss(): nothing was decided.
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    const theme::Theme& m_theme;
    Label* m_title;
    QVBoxLayout* m_body;
    QHBoxLayout* m_foot;
    int m_width = kWidth;
    QPointer<QWidget> m_focusBefore;
    QPointer<ActButton> m_returnAct;
};

} // namespace firstcome::parts
