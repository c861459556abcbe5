#include "widgets/theme/resources.h"

#include <QtGlobal>

/// Outside of any namespace, as Q_INIT_RESOURCE asks.
static void initResources()
{
    Q_INIT_RESOURCE(firstcome_icons);
    Q_INIT_RESOURCE(firstcome_translations);
}

namespace firstcome::theme {

void loadResources()
{
    initResources();
}

} // namespace firstcome::theme
