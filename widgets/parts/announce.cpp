#include "widgets/parts/announce.h"

#include <QAccessible>
#include <QWidget>

namespace firstcome::parts {

void announce(QWidget& widget, const QString& sentence)
{
    widget.setAccessibleDescription(sentence);
    QAccessibleEvent event(&widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace firstcome::parts
