#pragma once

#include "backend/core/clock.h"
#include "backend/core/config.h"
#include "backend/core/result.h"
#include "backend/http/operator_port.h"
#include "backend/issuing/event_table.h"
#include "backend/issuing/issue_service.h"

#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace firstcome::http {

class ServerShared;
class IoWorker;

/// Makes the issue path of one io thread: its store lane and its recorder. Called once for each io thread,
/// from start(), before the context runs.
using IssueServiceFactory =
    std::function<std::unique_ptr<issuing::IssueService>(boost::asio::io_context& context, unsigned thread)>;

/// What a sampler may read at any time without waiting.
struct HttpStatus
{
    std::uint16_t port = 0; ///< 0: not bound
    std::uint64_t connections = 0;
    std::uint64_t refusedConnections = 0; ///< over a limit, since start
    std::uint64_t acceptPauses = 0;   ///< times that accepting paused for want of descriptors, since start
    std::uint64_t openFilesLimit = 0; ///< after raising it to the hard one
};

/// How many io threads `config` means on this machine: also the number of recorders and lanes needed.
unsigned ioThreadCount(const core::HttpConfig& config);

/// Serves HTTP/1.1 on `ioThreads` threads, each with an io_context, an acceptor on the shared port and an
/// issue path of its own. Owned by what composes the backend; start, stop and publish may be called from any
/// thread but an io thread, start and stop once each. Everything the constructor takes must outlive it.
class HttpServer
{
public:
    HttpServer(core::HttpConfig config, IssueServiceFactory openService, OperatorPort& port,
               std::string operatorToken, const core::Clock& clock);
    ~HttpServer(); ///< stops

    /// Binds, raises the limit on open files, makes the issue paths and starts the threads. On an error
    /// nothing runs and the factory has not been called. Errors: Unavailable `port_in_use`,
    /// `port_not_allowed`; InvalidArgument `bad_bind`, `bad_trusted_proxy`.
    core::Result<void> start();
    /// Stops accepting, answers what is in flight (up to `grace`), closes everything, ends the threads and
    /// destroys the issue paths, each on its own thread. Blocks.
    void stop(std::chrono::milliseconds grace = std::chrono::seconds(5));

    /// Gives every io thread the newer table. `onSwapped`, where given, is called once, on an io thread, when
    /// all have it (or at once, on this thread, while the server does not run).
    void publish(std::shared_ptr<const issuing::EventTable> table, std::function<void()> onSwapped = {});
    HttpStatus status() const;

private:
    std::unique_ptr<ServerShared> m_shared;
    IssueServiceFactory m_openService;
    std::vector<std::unique_ptr<IoWorker>> m_workers;
    std::atomic<bool> m_running = false;
};

} // namespace firstcome::http
