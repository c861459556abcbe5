#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

namespace firstcome::parts {

/// One choice of a few, side by side; arrow keys move it. GUI thread; owned by its parent.
class Segmented final : public QWidget
{
    Q_OBJECT

public:
    explicit Segmented(const theme::Theme& theme, const QStringList& choices = {}, QWidget* parent = nullptr);

    void setChoices(const QStringList& choices);
    int current() const { return m_current; }
    /// Emits currentChanged where it changes.
    void setCurrent(int index);
    /// Over the whole width, in equal parts where the words allow it, else each by its word; or as wide as the
    /// words.
    void setStretched(bool stretched);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    /// Where a choice is, for tests and tooltips.
    QRect choiceRect(int index) const;

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int at(const QPoint& point) const;
    int advance(int index) const;
    int wordWidth(int index) const;
    QRect stretchedRect(int index) const;
    void describe();

    const theme::Theme& m_theme;
    QStringList m_choices;
    int m_current = 0;
    int m_hover = -1;
    bool m_stretched = false;
};

} // namespace firstcome::parts
