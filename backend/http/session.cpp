#include "backend/http/session.h"

#include "backend/http/io_worker.h"
#include "backend/http/public_reads.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>

namespace firstcome::http {

namespace {

constexpr auto kLingerTime = std::chrono::seconds(2);
constexpr std::size_t kMaxDrainedBytes = 16 * 1024 * 1024;
constexpr std::size_t kKeptOutBytes = 16 * 1024;

Response stopping()
{
    Response response = problem(503, "stopping");
    response.retryAfterSeconds = 1;
    return response;
}

} // namespace

/// Completes every socket operation of a session in memory of its own.
struct Session::Handler
{
    using allocator_type = OperationAllocator<std::byte>;
    allocator_type get_allocator() const noexcept { return allocator_type(session->m_operationMemory); }
    void operator()(const boost::system::error_code& error, std::size_t bytes)
    {
        session->onSocket(error, bytes);
    }
    Session* session;
};

struct Session::Received
{
    Session& s;
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> handle)
    {
        s.m_waiting = handle;
        s.watchReading();
        const auto space = s.m_reader.space();
        s.m_socket.async_read_some(boost::asio::buffer(space.data(), space.size()), Handler{&s});
    }
    void await_resume()
    {
        if (s.m_expired)
            s.timedOut();
        else if (s.m_error)
            s.m_open = false;
        else
            s.bytesCame(s.m_bytes);
    }
};

struct Session::Sent
{
    Session& s;
    bool await_ready()
    {
        s.m_error = {};
        while (s.m_sent < s.m_out.size()) {
            s.m_sent += s.m_socket.write_some(rest(), s.m_error);
            if (s.m_error == boost::asio::error::would_block)
                return false;
            if (s.m_error)
                break;
        }
        return true;
    }
    void await_suspend(std::coroutine_handle<> handle)
    {
        s.m_waiting = handle;
        s.m_phase = Phase::Sending;
        s.m_deadline = s.m_worker.shared().clock.steady() + s.m_worker.shared().config.bodyTimeout;
        boost::asio::async_write(s.m_socket, rest(), Handler{&s});
    }
    void await_resume()
    {
        if (s.m_error) { // nobody there to read it
            s.m_open = false;
            s.m_lingers = false;
        }
        s.m_sent = 0;
        s.m_out.clear();
        if (s.m_out.capacity() > kKeptOutBytes)
            s.m_out.shrink_to_fit();
    }
    boost::asio::const_buffer rest() const
    {
        return boost::asio::buffer(s.m_out.data() + s.m_sent, s.m_out.size() - s.m_sent);
    }
};

struct Session::Decided
{
    Session& s;
    bool await_ready()
    {
        s.m_answered = false;
        s.m_phase = Phase::Waiting;
        s.m_deadline = core::SteadyTime::max(); // the attempt has one of its own
        s.askStore();
        return s.m_answered;
    }
    void await_suspend(std::coroutine_handle<> handle) { s.m_waiting = handle; }
    void await_resume() { s.m_decidedAt = s.m_worker.shared().clock.steady(); }
};

struct Session::Replied
{
    Session& s;
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> handle)
    {
        s.m_waiting = handle;
        s.m_phase = Phase::Waiting;
        s.m_deadline = core::SteadyTime::max();
        s.askBackend();
    }
    void await_resume()
    {
        s.answer(s.m_pending ? s.m_pending->take() : stopping());
        s.m_pending.reset();
    }
};

struct Session::Drained
{
    Session& s;
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> handle)
    {
        s.m_waiting = handle;
        s.m_socket.async_read_some(s.m_worker.waste(), Handler{&s});
    }
    bool await_resume()
    {
        s.m_drained += s.m_bytes;
        return !s.m_error && !s.m_expired && s.m_drained < kMaxDrainedBytes;
    }
};

Session::Session(IoWorker& worker, Socket socket, const issuing::ClientAddress& peer, bool exempt)
    : m_worker(worker)
    , m_socket(std::move(socket))
    , m_peer(peer)
    , m_exempt(exempt)
    , m_reader(worker.shared().config.maxHeaderBytes)
    , m_idleSince(worker.shared().clock.steady())
{
}

Session::~Session()
{
    if (m_pending)
        m_pending->abandon();
    if (!m_handedOver)
        m_worker.connectionClosed(m_peer, m_exempt);
}

void Session::start()
{
    boost::system::error_code error;
    m_socket.non_blocking(true, error);
    m_task = run();
    m_task.start();
}

Session::Task Session::run()
{
    while (m_open) {
        switch (m_reader.advance()) {
        case RequestReader::Progress::NeedMore:
            co_await Received{*this};
            break;
        case RequestReader::Progress::Head:
            judgeHead();
            if (m_open)
                co_await Sent{*this}; // "100 Continue", where there is any
            break;
        case RequestReader::Progress::Failed:
            answerAndClose(problem(m_reader.failure().status, m_reader.failure().code));
            break;
        case RequestReader::Progress::Complete:
            if (isIssuePath()) {
                co_await Decided{*this};
                appendAnswer();
            } else if (m_gate.refusal) {
                answer(*m_gate.refusal);
            } else if (isStream()) {
                openStream();
            } else if (m_gate.forBackend) {
                co_await Replied{*this};
            } else {
                answer(readPublic(m_gate.route, m_worker.table(), *m_worker.shared().port.snapshot()));
            }
            co_await Sent{*this};
            requestDone();
            break;
        }
    }
    co_await Sent{*this};
    if (m_lingers) {
        beginLingering();
        while (co_await Drained{*this}) {
        }
    }
    boost::system::error_code ignored;
    m_socket.shutdown(Socket::shutdown_both, ignored);
    m_socket.close(ignored);
}

void Session::ended() noexcept
{
    m_worker.retire(*this);
}

void Session::wake()
{
    if (m_waiting)
        std::exchange(m_waiting, nullptr).resume();
}

void Session::onSocket(const boost::system::error_code& error, std::size_t bytes)
{
    m_error = error;
    m_bytes = bytes;
    wake();
}

void Session::onAnswer(const issuing::IssueAnswer& answer)
{
    m_answer = answer;
    m_answered = true;
    wake(); // nobody waits yet where the answer came at once
}

void Session::watchReading()
{
    const core::HttpConfig& config = m_worker.shared().config;
    if (m_reader.inBody()) {
        if (std::exchange(m_phase, Phase::Body) != Phase::Body)
            m_deadline = m_parsedAt + config.bodyTimeout;
    } else if (m_reader.hasBytes()) {
        if (std::exchange(m_phase, Phase::Header) != Phase::Header)
            m_deadline = m_arrivedAt + config.headerTimeout;
    } else {
        m_phase = Phase::Idle;
        m_deadline = m_idleSince + config.idleTimeout;
    }
}

void Session::bytesCame(std::size_t bytes)
{
    m_arrivedAt = m_worker.shared().clock.steady();
    m_reader.received(bytes);
}

void Session::sweep(core::SteadyTime now)
{
    if (now < m_deadline)
        return;
    m_deadline = core::SteadyTime::max();
    m_expired = true;
    boost::system::error_code ignored;
    m_socket.cancel(ignored);
}

void Session::timedOut()
{
    m_expired = false;
    m_open = false;
    if (m_phase != Phase::Idle && !m_worker.isForced())
        answerAndClose(problem(408, "too_slow"));
}

void Session::beginLingering()
{
    m_phase = Phase::Lingering;
    m_deadline = m_worker.shared().clock.steady() + kLingerTime;
    boost::system::error_code ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
    if (m_worker.isForced())
        m_expired = true;
}

void Session::beginStop()
{
    // What has already arrived can still be read behind this; then comes the end.
    boost::system::error_code ignored;
    if (m_phase == Phase::Idle)
        m_socket.shutdown(Socket::shutdown_receive, ignored);
}

void Session::forceStop()
{
    boost::system::error_code ignored;
    if (m_pending) {
        m_pending->abandon();
        m_pending.reset();
        return wake();
    }
    m_expired = true;
    m_socket.cancel(ignored);
}

} // namespace firstcome::http
