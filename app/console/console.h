#pragma once

#include "app/compose/connect_options.h"
#include "app/console/closing.h"
#include "app/console/pause_and_drain.h"
#include "app/console/rehearsal.h"
#include "app/console/session_guard.h"
#include "app/console/single_instance.h"
#include "app/console/sleep_inhibitor.h"
#include "app/console/window_readings.h"
#include "backend/core/config.h"
#include "models/preferences_store.h"
#include "models/report_saver.h"
#include "models/spike_view_model.h"
#include "models/status_view_model.h"
#include "widgets/shell/language.h"
#include "widgets/shell/main_window.h"
#include "widgets/theme/color_scheme.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace firstcome::console {

/// What the command line asked for.
struct ConsoleOptions
{
    core::Config config;
    struct Rehearse
    {
        spike::Scenario scenario;
        std::filesystem::path outDir;
    };
    std::optional<Rehearse> rehearse; ///< then preferences are neither read nor written
    std::optional<app::Attachment> attach; ///< then the nodes serve, and this console only shows and commands
    std::filesystem::path spikeProgram; ///< empty: `firstcome-spike` beside this program
};

/// The console: everything long-lived, made in order of dependence and ended in reverse. GUI thread; one in a
/// process.
class Console final : public QObject
{
    Q_OBJECT

public:
    explicit Console(ConsoleOptions options);
    ~Console() override;

    /// Starts the backend and shows the window. Errors are those of makeBackend and of starting.
    core::Result<void> start();
    /// The first console or node on the data directory, where this is not it; nobody where it attaches to nodes,
    /// whose directories are theirs. Io `data_dir_unwritable`.
    core::Result<std::optional<InstanceHolder>> otherHolder();
    SingleInstance& instance() { return m_instance; }
    /// After start().
    shell::MainWindow& window() { return *m_window; }

private:
    std::vector<shell::PageSpec> pages();
    using GuiReadings = std::shared_ptr<std::function<std::optional<spike::RunResult::Gui>()>>;
    core::Result<std::unique_ptr<Backend>> makeBackend(const GuiReadings& reader);
    void makeWindow();
    void makeGuards();
    void nameWindow();
    void applyPreferences();
    void follow(const Snapshot& snapshot);
    bool writePicture(const QString& pageId, const QString& file);
    void leave(int exitCode);

    ConsoleOptions m_options;
    core::SystemClock m_clock;
    SingleInstance m_instance;
    models::PreferencesStore m_preferences;
    shell::Language m_language;
    theme::ColorScheme m_scheme;
    theme::Theme m_theme;
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<models::BackendModel> m_model;
    std::unique_ptr<models::StatusViewModel> m_status;
    models::ConsoleHealthModel m_health;
    std::unique_ptr<WindowReadings> m_readings;
    std::unique_ptr<models::SpikeViewModel> m_spike;
    models::ReportSaver m_saver;
    std::unique_ptr<shell::MainWindow> m_window;
    std::unique_ptr<PauseAndDrain> m_pauseAndDrain;
    std::unique_ptr<Closing> m_closing;
    std::unique_ptr<SessionGuard> m_session;
    std::unique_ptr<SleepInhibitor> m_inhibitor;
    std::unique_ptr<Rehearsal> m_rehearsal;
};

} // namespace firstcome::console
