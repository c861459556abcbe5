#include "widgets/pages/spike/folding.h"

#include <QBoxLayout>
#include <QResizeEvent>

#include <algorithm>

namespace firstcome::pages {

Folding::Folding(const theme::Theme& theme, int foldBelow, QWidget* parent)
    : QWidget(parent)
    , m_switch(new parts::Segmented(theme, {}, this))
    , m_foldBelow(foldBelow)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::kGap);
    column->addWidget(m_switch);
    m_switch->setStretched(true);
    m_switch->hide();
    connect(m_switch, &parts::Segmented::currentChanged, this, &Folding::arrange);
}

void Folding::setParts(const QString& firstName, QWidget* first, int firstStretch, const QString& secondName,
                       QWidget* second, int secondStretch)
{
    m_first = first;
    m_second = second;
    m_switch->setChoices({firstName, secondName});
    m_switch->setAccessibleName(firstName + QStringLiteral(", ") + secondName);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addWidget(first, firstStretch);
    column->addWidget(second, secondStretch);
    arrange();
}

void Folding::showPart(int which)
{
    m_switch->setCurrent(which);
    arrange();
}

/// As low as one part with the switch, whatever is shown now: else it could never fold.
QSize Folding::minimumSizeHint() const
{
    if (!m_first || !m_second)
        return {};
    const QSize a = m_first->minimumSizeHint(), b = m_second->minimumSizeHint();
    return {std::max(a.width(), b.width()), m_switch->sizeHint().height() + theme::kGap + 120};
}

void Folding::arrange()
{
    m_switch->setVisible(m_folded);
    m_first->setVisible(!m_folded || m_switch->current() == 0);
    m_second->setVisible(!m_folded || m_switch->current() == 1);
}

void Folding::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool folded = event->size().height() < m_foldBelow;
    if (folded == m_folded || !m_first)
        return;
    m_folded = folded;
    arrange();
}

} // namespace firstcome::pages
