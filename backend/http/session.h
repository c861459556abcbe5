#pragma once

#include "backend/core/trace_parent.h"
#include "backend/http/pending_reply.h"
#include "backend/http/request_gate.h"
#include "backend/http/request_reader.h"
#include "backend/http/session_task.h"
#include "backend/issuing/issue_service.h"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <coroutine>
#include <cstddef>
#include <memory>
#include <string>

namespace firstcome::http {

class IoWorker;

/// Sockets on the context's own executor: the type-erased one costs an indirect call for each step.
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// One connection: reads requests, has each answered in order, and says so. Its coroutine waits for at most
/// one thing at a time: the socket, the store, or an answer of the backend. Owned by its worker and used on
/// that thread alone; when its coroutine has ended it asks the worker to destroy it.
class Session final : private issuing::IssueSink
{
public:
    Session(IoWorker& worker, Socket socket, const issuing::ClientAddress& peer, bool exempt);
    ~Session();

    void start();
    /// Ends what has taken longer than allowed.
    void sweep(core::SteadyTime now);
    /// Closes it if nothing is under way; else the reply under way is its last.
    void beginStop();
    /// Waits for nothing any more. May end the session.
    void forceStop();

    void ended() noexcept; ///< for the coroutine
    std::size_t place = 0; ///< for the worker: where it keeps this

private:
    using Task = SessionTask<Session>;
    enum class Phase { Idle, Header, Body, Waiting, Sending, Lingering };
    struct Handler;
    struct Received; ///< awaits bytes; on an end or a time-out the session is no longer open
    struct Sent;     ///< awaits that m_out has gone out
    struct Decided;  ///< awaits the store's word on an attempt
    struct Replied;  ///< awaits the backend's answer
    struct Drained;  ///< awaits bytes that nobody wants; false once there is no use in waiting for more

    Task run();
    bool isIssuePath() const;
    void onSocket(const boost::system::error_code& error, std::size_t bytes);
    void onAnswer(const issuing::IssueAnswer& answer) override;
    void wake();
    void watchReading();
    void bytesCame(std::size_t bytes);
    void timedOut();
    void judgeHead();
    void askStore();
    void askBackend();
    bool isStream() const;
    void openStream();
    void answer(const Response& response);
    void answerAndClose(const Response& response);
    void appendAnswer();
    void requestDone();
    void beginLingering();

    IoWorker& m_worker;
    Socket m_socket;
    const issuing::ClientAddress m_peer;
    const bool m_exempt; ///< from the limit per address
    RequestReader m_reader;
    std::string m_out;
    std::size_t m_sent = 0; ///< of m_out

    Phase m_phase = Phase::Idle;
    core::SteadyTime m_deadline = core::SteadyTime::max();
    bool m_open = true;
    bool m_handedOver = false; ///< the connection is a stream's now
    bool m_lingers = false; ///< unread bytes may still come: closing at once would take the reply away
    bool m_expired = false;
    std::size_t m_drained = 0;

    GateDecision m_gate;
    core::TraceParent m_trace;
    Framing m_framing;
    core::SteadyTime m_idleSince, m_arrivedAt, m_parsedAt, m_decidedAt;
    issuing::IssueAnswer m_answer;
    bool m_answered = false;
    std::string m_query, m_contentType, m_ifMatch, m_webSocketKey; ///< of operator routes
    std::shared_ptr<PendingReply> m_pending;

    OperationMemory m_operationMemory;
    boost::system::error_code m_error;
    std::size_t m_bytes = 0;
    std::coroutine_handle<> m_waiting;
    Task m_task; ///< last: the frame goes first
};

} // namespace firstcome::http
