#pragma once

#include <QStringList>
#include <QWidget>

namespace firstcome::testing {

/// Walks the visible widgets below `root` and says which of them have not the room for their words, or cover a
/// neighbour, or stick out of their parent: one line each, empty when all is well. Elided labels are fine for
/// people's own words; widgets that paint their own text answer by a property `textFits`.
QStringList misfits(const QWidget& root);

} // namespace firstcome::testing
