#pragma once

#include "widgets/parts/marks.h"
#include "widgets/theme/theme.h"

#include <QLineEdit>

namespace firstcome::pages {

/// An address with a pill that says whether it is this machine. GUI thread; owned by its parent.
class TargetField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit TargetField(const theme::Theme& theme, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void review();
    void place();

    parts::Pill* m_pill;
};

} // namespace firstcome::pages
