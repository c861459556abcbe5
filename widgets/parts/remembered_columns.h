#pragma once

#include <QString>

namespace firstcome::models {
class PreferencesStore;
}

namespace firstcome::parts {

class DataTable;

/// Gives `table`, whose model is set, the widths and order it was left with under `name`, remembers new ones,
/// and takes a reset over. The store outlives the table.
void rememberColumns(DataTable& table, models::PreferencesStore& preferences, const QString& name);

} // namespace firstcome::parts
