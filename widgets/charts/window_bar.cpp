#include "widgets/charts/window_bar.h"

#include <QHBoxLayout>

namespace firstcome::charts {
namespace {

constexpr qint64 kLengths[] = {TimeAxis::kWindows[0], TimeAxis::kWindows[1], TimeAxis::kWindows[2],
                               TimeAxis::kAll};

} // namespace

WindowBar::WindowBar(const theme::Theme& theme, ChartGroup& group, QWidget* parent)
    : QWidget(parent)
    , m_choice(new parts::Segmented(theme, {tr("30 s"), tr("2 min"), tr("10 min"), tr("All")}, this))
{
    m_choice->setAccessibleName(tr("Time shown by the charts"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_choice);
    row->addStretch(1);
    show(group.window());
    connect(m_choice, &parts::Segmented::currentChanged, &group,
            [&group](int index) { group.setWindow(kLengths[index]); });
    connect(&group, &ChartGroup::windowChanged, this, &WindowBar::show);
}

void WindowBar::show(qint64 windowMs)
{
    for (int i = 0; i < int(std::size(kLengths)); ++i)
        if (kLengths[i] == windowMs)
            m_choice->setCurrent(i);
}

} // namespace firstcome::charts
