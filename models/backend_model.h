#pragma once

#include "backend/backend.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace firstcome::models {

/// The bridge from the backend to the GUI thread: one queued event for each new snapshot, none while one is
/// pending, and command completions delivered on the GUI thread. Lives on the GUI thread; the backend must
/// outlive it.
class BackendModel final : public QObject
{
    Q_OBJECT

public:
    explicit BackendModel(Backend& backend, QObject* parent = nullptr);
    ~BackendModel() override;

    /// Begins starting the backend, snapshots follow.
    core::Result<void> start();
    /// The snapshot that the newest `updated` carried; never null.
    const std::shared_ptr<const Snapshot>& snapshot() const { return m_snapshot; }
    /// Snapshots that came while another was pending: frames that the GUI skipped.
    std::uint64_t skipped() const { return m_skipped; }

    /// Sends `command`; `done` runs on the GUI thread unless `context` is gone by then.
    void submit(Command command, QObject* context, std::function<void(const core::Result<Reply>&)> done);

Q_SIGNALS:
    /// At most once a snapshot, 10 times a second.
    void updated(const firstcome::Snapshot& snapshot);

private:
    void take();

    /// Shared with backend threads, so that a late call finds no dangling object.
    struct Mailbox;

    Backend& m_backend;
    std::shared_ptr<Mailbox> m_mailbox;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::uint64_t m_skipped = 0;
};

} // namespace firstcome::models
