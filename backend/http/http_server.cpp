#include "backend/http/http_server.h"

#include "backend/http/io_worker.h"
#include "backend/wire/snapshot_codec.h"

#include <sys/resource.h>

namespace firstcome::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// Raises the soft limit on open files to the hard one; returns what holds afterwards.
std::uint64_t raiseOpenFilesLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    const rlimit raised{limit.rlim_max, limit.rlim_max};
    return ::setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

core::Error bindError(const boost::system::error_code& error, const core::HttpConfig& config)
{
    const std::string where = config.bind + ":" + std::to_string(config.port) + ": " + error.message();
    if (error == asio::error::address_in_use)
        return {core::ErrorKind::Unavailable, "port_in_use", where};
    if (error == asio::error::access_denied)
        return {core::ErrorKind::Unavailable, "port_not_allowed", where};
    return {core::ErrorKind::InvalidArgument, "bad_bind", where};
}

/// Binds every worker to one port. Several acceptors need SO_REUSEPORT, which would let a second program of
/// the same user take part of the connections without a word; so the port is first taken alone once.
boost::system::error_code listenAll(std::vector<std::unique_ptr<IoWorker>>& workers, ServerShared& shared,
                                    tcp::endpoint endpoint)
{
    if (workers.size() > 1) {
        IoWorker alone(shared, 0);
        if (const auto error = alone.listen(endpoint, false))
            return error;
        endpoint.port(alone.boundPort());
    }
    for (auto& worker : workers) {
        if (const auto error = worker->listen(endpoint, workers.size() > 1))
            return error;
        endpoint.port(worker->boundPort());
    }
    shared.boundPort = endpoint.port();
    return {};
}

} // namespace

unsigned ioThreadCount(const core::HttpConfig& config)
{
    if (config.ioThreads != 0)
        return config.ioThreads;
    const unsigned cores = std::thread::hardware_concurrency();
    return cores <= 2 ? 1 : cores / 2;
}

HttpServer::HttpServer(core::HttpConfig config, IssueServiceFactory openService, OperatorPort& port,
                       std::string operatorToken, const core::Clock& clock)
    : m_shared(std::make_unique<ServerShared>(std::move(config), port, std::move(operatorToken), clock))
    , m_openService(std::move(openService))
{
}

HttpServer::~HttpServer()
{
    stop();
}

core::Result<void> HttpServer::start()
{
    auto proxies = TrustedProxies::parse(m_shared->config.trustedProxies);
    if (!proxies)
        return tl::unexpected(proxies.error());
    m_shared->proxies = std::move(*proxies);
    boost::system::error_code error;
    const auto address = asio::ip::make_address(m_shared->config.bind, error);
    if (error)
        return tl::unexpected(bindError(error, m_shared->config));
    m_shared->openFilesLimit = raiseOpenFilesLimit();
    for (unsigned i = 0; i < ioThreadCount(m_shared->config); ++i)
        m_workers.push_back(std::make_unique<IoWorker>(*m_shared, i));
    error = listenAll(m_workers, *m_shared, {address, m_shared->config.port});
    if (error) {
        m_workers.clear();
        return tl::unexpected(bindError(error, m_shared->config));
    }
    std::vector<std::unique_ptr<issuing::IssueService>> services;
    for (unsigned i = 0; i < m_workers.size(); ++i)
        services.push_back(m_openService(m_workers[i]->context(), i));
    for (unsigned i = 0; i < m_workers.size(); ++i)
        m_workers[i]->start(std::move(services[i]));
    m_running = true;
    return {};
}

void HttpServer::stop(std::chrono::milliseconds grace)
{
    if (!m_running.exchange(false))
        return;
    std::vector<std::future<void>> gone;
    for (auto& worker : m_workers)
        gone.push_back(worker->beginStop());
    const auto until = std::chrono::steady_clock::now() + grace;
    for (std::size_t i = 0; i < m_workers.size(); ++i)
        if (gone[i].wait_until(until) == std::future_status::timeout)
            m_workers[i]->forceStop();
    for (auto& worker : m_workers)
        worker->join();
    m_shared->boundPort = 0;
}

void HttpServer::publish(std::shared_ptr<const issuing::EventTable> table, std::function<void()> onSwapped)
{
    // Everybody who still has to swap holds this; the last to let go calls.
    const std::shared_ptr<void> held(nullptr, [done = std::move(onSwapped)](void*) {
        if (done)
            done();
    });
    if (!m_running)
        return;
    StreamFrame frame; // one for all who listen
    if (m_shared->streams > 0)
        frame = std::make_shared<const std::string>(wire::encodeSnapshot(*m_shared->port.snapshot()));
    for (auto& worker : m_workers)
        worker->publish(table, frame, held);
}

HttpStatus HttpServer::status() const
{
    return {.port = m_shared->boundPort,
            .connections = m_shared->connections.open(),
            .refusedConnections = m_shared->connections.refused(),
            .acceptPauses = m_shared->acceptPauses,
            .openFilesLimit = m_shared->openFilesLimit};
}

} // namespace firstcome::http
