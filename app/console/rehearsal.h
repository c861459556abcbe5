#pragma once

#include "models/backend_model.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <string>

namespace firstcome::console {

/// `--rehearse`: waits until the backend serves, fires one scenario at a shadow instance, takes pictures of the
/// pages on the way, writes `result.json` and `report.html`, prints a short verdict and says with which code to
/// exit. GUI thread; owned by main.
class Rehearsal final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        spike::Scenario scenario;
        std::filesystem::path outDir;
        /// Writes a picture of the page `id` to a file; false where it could not.
        std::function<bool(const QString& id, const QString& file)> picture;
        /// Zeroes the window's own readings, as the run begins.
        std::function<void()> resetReadings;
        /// Ends them: drawing a picture of a whole page is not what the window costs in a launch.
        std::function<void()> holdReadings;
        /// The report in HTML.
        std::function<std::string(const spike::RunResult&)> report;
    };

    Rehearsal(models::BackendModel& backend, Parts parts, QObject* parent = nullptr);
    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void look(const Snapshot& snapshot);
    void begin();
    void follow(const spike::RunProgress& run);
    void finish(const spike::RunResult& result);
    void giveUp(const QString& reason);
    bool writeReports(const spike::RunResult& result);
    void take(const char* page);

    enum class Step { Waiting, Starting, Running, Over };

    models::BackendModel& m_backend;
    Parts m_parts;
    QTimer m_patience;
    Step m_step = Step::Waiting;
    bool m_launchTaken = false;
};

} // namespace firstcome::console
