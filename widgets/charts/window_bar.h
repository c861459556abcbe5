#pragma once

#include "widgets/charts/chart_group.h"
#include "widgets/parts/segmented.h"

#include <QWidget>

namespace firstcome::charts {

/// 30 s, 2 min, 10 min, All for a group of charts. GUI thread; owned by its parent, the group outlives it.
class WindowBar final : public QWidget
{
    Q_OBJECT

public:
    WindowBar(const theme::Theme& theme, ChartGroup& group, QWidget* parent = nullptr);

private:
    void show(qint64 windowMs);

    parts::Segmented* m_choice;
};

} // namespace firstcome::charts
