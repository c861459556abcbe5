#pragma once

#include "backend/ledger/replay_preview.h"
#include "models/backend_model.h"
#include "models/launch_view_model.h"

#include <QObject>

#include <optional>

namespace firstcome::models {

/// The dead letters of the shown event, what replaying them would do, and the replay. Asked for when wanted, never
/// by itself; an answer about an event that is shown no more is dropped. GUI thread; owned by the page.
class ReplayViewModel final : public QObject
{
    Q_OBJECT

public:
    ReplayViewModel(BackendModel& backend, const LaunchViewModel& launch, QObject* parent = nullptr);

    /// Asks what replaying all that wait would do.
    void load();
    /// Replays these; none named: all that wait.
    void replay(std::vector<std::int64_t> ids);

    const std::optional<ledger::ReplayPreview>& preview() const { return m_preview; }
    bool busy() const { return m_busy; }
    QString problem() const { return m_problem; } ///< code of what was refused last
    /// How many of the letters have that effect; those named, or all where none is.
    int count(ledger::ReplayEffect effect, const std::vector<std::int64_t>& ids = {}) const;

Q_SIGNALS:
    void changed();
    /// A replay was carried out.
    void replayed(qulonglong written, qulonglong refused);

private:
    template <class T, class Take>
    void ask(Command command, Take take);

    BackendModel& m_backend;
    const LaunchViewModel& m_launch;
    std::optional<ledger::ReplayPreview> m_preview;
    bool m_busy = false;
    QString m_problem;
};

} // namespace firstcome::models
