#pragma once

#include <QString>

class QWidget;

namespace firstcome::parts {

/// Tells assistive technology that `widget` has something to say now: its description becomes `sentence` and
/// an accessible alert is raised.
void announce(QWidget& widget, const QString& sentence);

} // namespace firstcome::parts
