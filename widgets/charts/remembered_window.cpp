#include "widgets/charts/remembered_window.h"

#include "models/preferences_store.h"
#include "widgets/charts/chart_group.h"

namespace firstcome::charts {

void rememberWindow(ChartGroup& group, models::PreferencesStore& preferences)
{
    group.setWindow(preferences.value().windowMs);
    QObject::connect(&group, &ChartGroup::windowChanged, &preferences, [&preferences](qint64 window) {
        preferences.change([window](models::Preferences& value) { value.windowMs = window; });
    });
    QObject::connect(&preferences, &models::PreferencesStore::layoutReset, &group,
                     [&group, &preferences] { group.setWindow(preferences.value().windowMs); });
}

} // namespace firstcome::charts
