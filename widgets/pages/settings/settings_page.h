#pragma once

#include "models/console_health.h"
#include "models/preferences_store.h"
#include "models/status_view_model.h"
#include "widgets/parts/card.h"

#include <QGridLayout>
#include <QWidget>

#include <functional>

namespace firstcome::pages::settings {

/// Profile and port as they are, theme and language to choose, the layout to reset, and what the console
/// itself costs. What is chosen goes to the PreferencesStore; app acts on it. GUI thread; owned by the shell.
class SettingsPage final : public QWidget
{
    Q_OBJECT

public:
    SettingsPage(const theme::Theme& theme, models::StatusViewModel& status,
                 models::PreferencesStore& preferences, models::ConsoleHealthModel& health,
                 QWidget* parent = nullptr);

private:
    parts::Card* backendCard(models::StatusViewModel& status);
    parts::Card* looksCard(models::PreferencesStore& preferences);
    parts::Card* aboutCard(models::ConsoleHealthModel& health);
    /// A row "name … text" whose text can change without a new layout.
    std::function<void(const QString&)> addRow(QGridLayout* grid, const QString& name, const QString& widest);

    const theme::Theme& m_theme;
};

} // namespace firstcome::pages::settings
