#pragma once

#include "widgets/parts/segmented.h"

#include <QWidget>

namespace firstcome::pages {

/// Two parts, one above the other where there is room, else one at a time with a switch above them. GUI
/// thread; owned by its parent.
class Folding final : public QWidget
{
    Q_OBJECT

public:
    /// Below `foldBelow` pixels of height only one is shown. `stretch` of the parts while both are.
    Folding(const theme::Theme& theme, int foldBelow, QWidget* parent = nullptr);
    void setParts(const QString& firstName, QWidget* first, int firstStretch, const QString& secondName,
                  QWidget* second, int secondStretch);
    bool isFolded() const { return m_folded; }
    /// Brings a part forward while folded.
    void showPart(int which);

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    parts::Segmented* m_switch;
    QWidget* m_first = nullptr;
    QWidget* m_second = nullptr;
    int m_foldBelow;
    bool m_folded = false;
};

} // namespace firstcome::pages
