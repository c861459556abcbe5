#include "widgets/pages/spike/target_field.h"

#include "models/scenario_text.h"

#include <QEvent>

namespace firstcome::pages {

TargetField::TargetField(const theme::Theme& theme, QWidget* parent)
    : QLineEdit(parent)
    , m_pill(new parts::Pill(theme, this))
{
    connect(this, &QLineEdit::textChanged, this, &TargetField::review);
    review();
}

void TargetField::review()
{
    const auto target = models::targetFromText(text());
    if (!target)
        m_pill->setState(text().isEmpty() ? tr("not bound") : tr("no address"), parts::Tone::Critical);
    else if (target->loopback)
        m_pill->setState(tr("loopback"), parts::Tone::Neutral);
    else
        m_pill->setState(tr("other machine"), parts::Tone::Warning);
    place();
}

void TargetField::place()
{
    const QSize size = m_pill->sizeHint();
    m_pill->setGeometry(width() - size.width() - 10, (height() - size.height()) / 2, size.width(),
                        size.height());
    setTextMargins(1, 0, size.width() + 12, 0);
}

void TargetField::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    place();
}

void TargetField::changeEvent(QEvent* event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        place();
}

} // namespace firstcome::pages
