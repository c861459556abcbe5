#pragma once

#include "backend/backend.h"
#include "backend/core/worker_thread.h"
#include "backend/http/operator_port.h"
#include "backend/local/parts.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace firstcome::local {

/// The backend that carries everything in worker threads of this process: it owns the parts, starts them in
/// the order store, consumer, desk, HTTP and stops them in reverse, and makes a snapshot ten times a second on
/// the control thread. See backend.h for the promises; it is also what the HTTP room asks.
class LocalBackend final : public Backend, public http::OperatorPort
{
public:
    explicit LocalBackend(LocalParts parts);
    ~LocalBackend() override;

    core::Result<void> start(std::function<void()> onSnapshot) override;
    void stop() override;
    void submit(Command command, Completion completion) override;
    std::shared_ptr<const Snapshot> snapshot() const override;

private:
    struct Rooms;

    void metrics(std::function<void(std::string)> done) override;
    void refused(const http::RefusedAccess& refusal) override;

    void bringUp();
    /// Starts what only one node of a name may run.
    void join();
    void standBack();
    void serve();
    void keepPresence();
    void publishSnapshot(bool sample);
    void scheduleTick();
    /// Makes a snapshot that shows the desk's newest state and tells the io threads, then runs `then`.
    void settle(std::function<void()> then);

    std::unique_ptr<Rooms> m_rooms;
    core::WorkerThread m_control{"control"};
    core::WorkerThread m_starter{"starter"};
    std::function<void()> m_onSnapshot;
    std::atomic<bool> m_starting = true;
    std::atomic<bool> m_stopping = false;
    bool m_stopped = false;
    mutable std::mutex m_mutex;
    std::shared_ptr<const Snapshot> m_snapshot;
};

} // namespace firstcome::local
