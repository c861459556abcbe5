#pragma once

#include "backend/http/request_gate.h"
#include "backend/http/server_shared.h"
#include "backend/http/session.h"
#include "backend/http/stream_session.h"
#include "backend/issuing/issue_service.h"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace firstcome::http {

/// One io thread: its context, its acceptor on the shared port, its issue path and its connections. Owned by
/// the server, which makes, starts and stops it; all else is called on its own thread, by its sessions.
class IoWorker
{
public:
    IoWorker(ServerShared& shared, unsigned index);
    ~IoWorker(); ///< the thread must have been joined

    /// Binds and listens. The error is Asio's.
    boost::system::error_code listen(const boost::asio::ip::tcp::endpoint& endpoint, bool reusePort);
    std::uint16_t boundPort() const;
    void start(std::unique_ptr<issuing::IssueService> service);
    /// Any thread. `held` lives until the table is in its place. `frame`, where there is one, goes to the streams.
    void publish(std::shared_ptr<const issuing::EventTable> table, StreamFrame frame, std::shared_ptr<void> held);
    /// Any thread: begins to stop. The future is ready when the last connection has gone.
    std::future<void> beginStop();
    /// Any thread: waits for nothing any more.
    void forceStop();
    void join();

    boost::asio::io_context& context() { return m_context; }
    ServerShared& shared() { return m_shared; }
    RequestGate& gate() { return m_gate; }
    issuing::IssueService* service() { return m_service.get(); } ///< null at the very end of stopping
    const issuing::EventTable& table() const { return *m_table; }
    std::string_view date() const { return m_date; }
    bool isStopping() const { return m_stopping; }
    bool isForced() const { return m_forced; }
    /// Where bytes go that nobody wants.
    boost::asio::mutable_buffer waste() { return boost::asio::buffer(m_waste); }

    /// Destroys the session soon, but not before it has come back from its own code.
    void retire(Session& session);
    void connectionClosed(const issuing::ClientAddress& peer, bool exempt);
    /// Takes a session's connection over, to stream snapshots on it.
    void openStream(Socket socket, std::string_view key, const issuing::ClientAddress& peer, bool exempt);
    void streamEnded(StreamSession& stream);

private:
    using Acceptor =
        boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

    void accept();
    void accepted(const boost::system::error_code& error, Socket socket);
    void pauseAccepting();
    void serve(Socket socket);
    void refuse(Socket& socket, ConnectionCounts::Outcome why);
    void sweep();
    void forceAll();
    void finishIfEmpty();

    ServerShared& m_shared;
    const unsigned m_index;
    boost::asio::io_context m_context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work;
    Acceptor m_acceptor;
    boost::asio::ip::tcp::endpoint m_peer;
    boost::asio::steady_timer m_sweepTimer;
    boost::asio::steady_timer m_acceptTimer;
    std::chrono::milliseconds m_sweepPeriod;

    RequestGate m_gate;
    std::unique_ptr<issuing::IssueService> m_service;
    std::shared_ptr<const issuing::EventTable> m_table;
    std::vector<std::unique_ptr<Session>> m_sessions;
    std::unique_ptr<Session> m_retired;
    std::vector<std::shared_ptr<StreamSession>> m_streams;
    std::string m_date;
    std::array<char, 16 * 1024> m_waste;
    bool m_stopping = false;
    bool m_forced = false;
    std::promise<void> m_gone;
    std::thread m_thread;
};

} // namespace firstcome::http
