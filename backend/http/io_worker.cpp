#include "backend/http/io_worker.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <pthread.h>

namespace firstcome::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kAcceptPause = std::chrono::milliseconds(100);

/// Time-outs are looked at in steps: a timer for each operation would cost more than the operation.
std::chrono::milliseconds sweepPeriodFor(const core::HttpConfig& config)
{
    using std::chrono::milliseconds;
    const auto shortest = std::min({config.headerTimeout, config.bodyTimeout, config.idleTimeout});
    return std::clamp(shortest / 4, milliseconds(10), milliseconds(250));
}

bool isShortage(const error_code& error)
{
    return error == asio::error::no_descriptors || error == asio::error::no_memory ||
           error == asio::error::no_buffer_space ||
           error == boost::system::errc::too_many_files_open_in_system;
}

} // namespace

IoWorker::IoWorker(ServerShared& shared, unsigned index)
    : m_shared(shared)
    , m_index(index)
    , m_work(m_context.get_executor())
    , m_acceptor(m_context.get_executor())
    , m_sweepTimer(m_context)
    , m_acceptTimer(m_context)
    , m_sweepPeriod(sweepPeriodFor(shared.config))
    , m_gate(shared)
    , m_table(std::make_shared<const issuing::EventTable>())
    , m_date(imfDate(shared.clock.wall()))
{
}

IoWorker::~IoWorker() = default;

error_code IoWorker::listen(const tcp::endpoint& endpoint, bool reusePort)
{
    using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
    error_code error;
    m_acceptor.open(endpoint.protocol(), error);
    if (!error)
        m_acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error && reusePort)
        m_acceptor.set_option(ReusePort(true), error);
    if (!error) // inherited by what is accepted: replies are single writes, so that waiting gains nothing
        m_acceptor.set_option(tcp::no_delay(true), error);
    if (!error)
        m_acceptor.bind(endpoint, error);
    if (!error)
        m_acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        error_code ignored;
        m_acceptor.close(ignored);
    }
    return error;
}

std::uint16_t IoWorker::boundPort() const
{
    error_code ignored;
    return m_acceptor.local_endpoint(ignored).port();
}

void IoWorker::start(std::unique_ptr<issuing::IssueService> service)
{
    m_service = std::move(service);
    m_service->setTable(m_table);
    asio::post(m_context, [this] {
        accept();
        sweep();
    });
    m_thread = std::thread([this] {
        ::pthread_setname_np(::pthread_self(), ("io-" + std::to_string(m_index)).c_str());
        m_context.run();
    });
}

void IoWorker::publish(std::shared_ptr<const issuing::EventTable> table, StreamFrame frame,
                       std::shared_ptr<void> held)
{
    asio::post(m_context, [this, table = std::move(table), frame = std::move(frame),
                           held = std::move(held)]() mutable {
        m_table = std::move(table);
        if (m_service)
            m_service->setTable(m_table);
        held.reset();
        if (frame)
            for (const auto& stream : m_streams)
                stream->send(frame);
    });
}

void IoWorker::accept()
{
    if (m_stopping)
        return;
    m_acceptor.async_accept(
        m_peer, [this](const error_code& error, Socket socket) { accepted(error, std::move(socket)); });
}

void IoWorker::accepted(const error_code& error, Socket socket)
{
    if (m_stopping || error == asio::error::operation_aborted)
        return;
    if (isShortage(error))
        return pauseAccepting();
    if (!error)
        serve(std::move(socket));
    accept();
}

void IoWorker::pauseAccepting()
{
    m_shared.acceptPauses.fetch_add(1, std::memory_order_relaxed);
    m_acceptTimer.expires_after(kAcceptPause);
    m_acceptTimer.async_wait([this](const error_code&) { accept(); });
}

void IoWorker::serve(Socket socket)
{
    const issuing::ClientAddress peer = toClientAddress(m_peer.address());
    const bool exempt = peer.isLoopback() || m_shared.proxies.trusts(peer);
    const auto outcome = m_shared.connections.add(peer, exempt);
    if (outcome != ConnectionCounts::Outcome::Counted)
        return refuse(socket, outcome);
    m_service->recorder().connectionOpened();
    m_sessions.push_back(std::make_unique<Session>(*this, std::move(socket), peer, exempt));
    m_sessions.back()->place = m_sessions.size() - 1;
    m_sessions.back()->start();
}

void IoWorker::refuse(Socket& socket, ConnectionCounts::Outcome why)
{
    const bool inAll = why == ConnectionCounts::Outcome::TooMany;
    Response response = inAll ? problem(503, "overloaded") : problem(429, "too_many_connections");
    response.retryAfterSeconds = 1;
    std::string text;
    write(text, response, {.keepAlive = false, .date = m_date});
    // As well as it can be said without waiting: the connection is not worth more.
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(text), ignored);
    socket.shutdown(Socket::shutdown_send, ignored);
    socket.read_some(waste(), ignored);
    socket.close(ignored);
}

void IoWorker::sweep()
{
    m_retired.reset();
    m_date = imfDate(m_shared.clock.wall());
    const core::SteadyTime now = m_shared.clock.steady();
    for (const auto& session : m_sessions)
        session->sweep(now);
    if (m_forced)
        forceAll();
    m_sweepTimer.expires_after(m_sweepPeriod);
    m_sweepTimer.async_wait([this](const error_code& error) {
        if (!error && m_work.owns_work()) // a timer that has fired can no longer be cancelled
            sweep();
    });
}

void IoWorker::retire(Session& session)
{
    // The one retired before has long come back from its code; this one is still in it.
    const std::size_t place = session.place;
    m_retired = std::move(m_sessions[place]);
    if (place + 1 != m_sessions.size()) {
        m_sessions[place] = std::move(m_sessions.back());
        m_sessions[place]->place = place;
    }
    m_sessions.pop_back();
    if (m_stopping && m_sessions.empty())
        asio::post(m_context, [this] { finishIfEmpty(); });
}

void IoWorker::connectionClosed(const issuing::ClientAddress& peer, bool exempt)
{
    if (m_service)
        m_service->recorder().connectionClosed();
    m_shared.connections.remove(peer, exempt);
}

void IoWorker::openStream(Socket socket, std::string_view key, const issuing::ClientAddress& peer, bool exempt)
{
    ++m_shared.streams;
    m_streams.push_back(std::make_shared<StreamSession>(*this, std::move(socket), peer, exempt));
    m_streams.back()->start(key);
}

void IoWorker::streamEnded(StreamSession& stream)
{
    --m_shared.streams;
    connectionClosed(stream.peer(), stream.exempt());
    std::erase_if(m_streams, [&stream](const auto& one) { return one.get() == &stream; });
    if (m_stopping && m_streams.empty())
        asio::post(m_context, [this] { finishIfEmpty(); });
}

std::future<void> IoWorker::beginStop()
{
    asio::post(m_context, [this] {
        m_stopping = true;
        error_code ignored;
        m_acceptor.close(ignored);
        m_acceptTimer.cancel();
        for (const auto& session : m_sessions)
            session->beginStop();
        for (const auto& stream : m_streams)
            stream->beginStop();
        finishIfEmpty();
    });
    return m_gone.get_future();
}

void IoWorker::forceStop()
{
    asio::post(m_context, [this] {
        m_forced = true;
        // Its end answers every attempt that the store still has, and with that may end sessions.
        m_service.reset();
        forceAll();
        finishIfEmpty();
    });
}

void IoWorker::forceAll()
{
    // From behind: a session that ends at once is replaced by the last one, which has had its turn.
    for (std::size_t i = m_sessions.size(); i-- > 0;)
        if (i < m_sessions.size())
            m_sessions[i]->forceStop();
    for (const auto& stream : m_streams)
        stream->forceStop();
}

void IoWorker::finishIfEmpty()
{
    if (!m_sessions.empty() || !m_streams.empty() || !m_work.owns_work())
        return;
    m_retired.reset();
    m_service.reset();
    m_sweepTimer.cancel();
    m_work.reset();
    m_gone.set_value();
}

void IoWorker::join()
{
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace firstcome::http
