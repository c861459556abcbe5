#pragma once

#include "widgets/theme/theme.h"

#include <QLineEdit>
#include <QWidget>

namespace firstcome::pages {

/// Two numbers in one field, as in "500 · 2,000"; each is edited by itself. GUI thread; owned by its parent.
class PairField final : public QWidget
{
    Q_OBJECT

public:
    PairField(const theme::Theme& theme, const QString& firstName, const QString& secondName,
              QWidget* parent = nullptr);

    /// Shows the values, but not over what is being typed.
    void setValues(double first, double second);
    void setReadOnly(bool readOnly);
    QLineEdit* first() { return m_first; }
    QLineEdit* second() { return m_second; }

Q_SIGNALS:
    /// `which` is 0 or 1; a text that is no number is rejected() and the old value shown again.
    void edited(int which, double value);
    void rejected(const QString& code, const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void finish(int which);

    const theme::Theme& m_theme;
    QLineEdit* m_first;
    QLineEdit* m_second;
    double m_values[2] = {0, 0};
};

} // namespace firstcome::pages
