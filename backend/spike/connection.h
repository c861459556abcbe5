#pragma once

#include "backend/core/clock.h"
#include "backend/spike/load_plan.h"
#include "backend/spike/measurements.h"
#include "backend/spike/response_parser.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace firstcome::spike {

/// One connection to the server and the attempt that is on it: a small state machine on a non-blocking socket
/// in an edge-triggered epoll. Owned by a worker, whose thread makes all calls. Whatever fails, the attempt
/// ends with an outcome; the socket is then closed and the next attempt opens another.
class Connection
{
public:
    enum class Progress { Pending, Finished };
    enum class LocalProblem { None, NoDescriptor, NoPort };

    Connection(const LoadPlan& plan, int epoll, std::uint32_t index);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Starts an attempt for `person` that was due at `due`. The connection must not be busy.
    Progress begin(std::uint64_t person, core::SteadyTime due);
    /// The socket has news (`events` of epoll). `scratch` is free memory for reading.
    Progress onEvents(std::uint32_t events, std::span<char> scratch);
    /// Gives the attempt up: its outcome is unknown.
    void abandon();
    /// Closes an idle connection.
    void close();

    bool busy() const { return m_step != Step::Closed && m_step != Step::Idle; }
    core::SteadyTime startedAt() const { return m_start; }
    core::SteadyTime endedAt() const { return m_end; }
    std::string_view publicId() const { return {m_publicId.data(), m_publicIdLength}; }
    /// Of the attempt that finished last.
    const Outcome& outcome() const { return m_outcome; }
    std::uint32_t slot() const { return m_slot; }
    LocalProblem localProblem() const { return m_localProblem; }

private:
    enum class Step { Closed, Idle, Connecting, Sending, Waiting, Receiving };

    void writeRequest(std::uint64_t person);
    bool open();
    Progress send();
    Progress receive(std::uint32_t events, std::span<char> scratch);
    Progress takeReply(bool closing);
    Progress fail();
    void finish(const Outcome& outcome);
    bool hasReply() const { return m_parser.state() == ResponseParser::State::Done; }

    const LoadPlan& m_plan;
    const int m_epoll;
    const std::uint32_t m_index;
    int m_socket = -1;
    Step m_step = Step::Closed;
    core::SteadyTime m_due, m_start, m_connected, m_sent, m_firstByte, m_end;
    std::uint32_t m_slot = 0;
    LocalProblem m_localProblem = LocalProblem::None;
    Outcome m_outcome;
    std::size_t m_outLength = 0, m_outSent = 0;
    std::size_t m_publicIdLength = 0;
    std::array<char, 64> m_publicId;
    std::array<char, 640> m_out;
    ResponseParser m_parser;
};

} // namespace firstcome::spike
