#include "backend/spike/connection.h"

#include "backend/spike/verdict_reading.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace firstcome::spike {

namespace {

constexpr std::uint32_t kClosing = EPOLLRDHUP | EPOLLHUP | EPOLLERR;

std::size_t at(Phase phase)
{
    return static_cast<std::size_t>(phase);
}

} // namespace

Connection::Connection(const LoadPlan& plan, int epoll, std::uint32_t index)
    : m_plan(plan)
    , m_epoll(epoll)
    , m_index(index)
{
}

Connection::~Connection()
{
    close();
}

void Connection::close()
{
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
    m_step = Step::Closed;
}

Connection::Progress Connection::begin(std::uint64_t person, core::SteadyTime due)
{
    m_parser.reset();
    m_slot = 0;
    m_localProblem = LocalProblem::None;
    writeRequest(person);
    m_due = due;
    m_start = m_connected = m_sent = m_firstByte = core::SteadyTime::clock::now();
    if (m_socket >= 0)
        return send();
    if (!open())
        return fail();
    return Progress::Pending;
}

void Connection::writeRequest(std::uint64_t person)
{
    std::memcpy(m_publicId.data(), m_plan.peoplePrefix.data(), m_plan.peoplePrefix.size());
    char* const digits = m_publicId.data() + m_plan.peoplePrefix.size();
    const char* const end = std::to_chars(digits, m_publicId.data() + m_publicId.size(), person + 1).ptr;
    m_publicIdLength = static_cast<std::size_t>(end - m_publicId.data());
    m_outLength = m_outSent = 0;
    for (const auto part :
         {std::string_view(m_plan.requestHead), publicId(), std::string_view(m_plan.requestTail)}) {
        std::memcpy(m_out.data() + m_outLength, part.data(), part.size());
        m_outLength += part.size();
    }
}

/// Makes the socket and begins to connect; false where even that is refused.
bool Connection::open()
{
    const auto& target = m_plan.target;
    m_socket = ::socket(target.address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_socket < 0) {
        m_localProblem = LocalProblem::NoDescriptor;
        return false;
    }
    const int yes = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&target.address), target.addressLength) != 0 &&
        errno != EINPROGRESS) {
        if (errno == EADDRNOTAVAIL)
            m_localProblem = LocalProblem::NoPort;
        return false;
    }
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.u32 = m_index;
    if (::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_socket, &event) != 0)
        return false;
    m_step = Step::Connecting; // also where it is connected already: the first event says so
    return true;
}

Connection::Progress Connection::onEvents(std::uint32_t events, std::span<char> scratch)
{
    switch (m_step) {
    case Step::Closed:
        return Progress::Pending;
    case Step::Idle:
        if (events & (EPOLLIN | kClosing)) // the server is leaving, or says what nobody asked
            close();
        return Progress::Pending;
    case Step::Connecting: {
        int error = 0;
        socklen_t length = sizeof error;
        ::getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &error, &length);
        if (error != 0 || (events & EPOLLHUP))
            return fail();
        if (!(events & EPOLLOUT))
            return Progress::Pending;
        m_connected = m_sent = m_firstByte = core::SteadyTime::clock::now();
        return send();
    }
    case Step::Sending:
        if (events & (EPOLLHUP | EPOLLERR))
            return fail();
        return send();
    case Step::Waiting:
    case Step::Receiving:
        if (events & (EPOLLIN | kClosing))
            return receive(events, scratch);
        return Progress::Pending;
    }
    return Progress::Pending;
}

Connection::Progress Connection::send()
{
    m_step = Step::Sending;
    while (m_outSent < m_outLength) {
        const auto sent = ::send(m_socket, m_out.data() + m_outSent, m_outLength - m_outSent, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return errno == EAGAIN ? Progress::Pending : fail();
        m_outSent += static_cast<std::size_t>(sent);
    }
    m_step = Step::Waiting;
    m_sent = m_firstByte = core::SteadyTime::clock::now();
    return Progress::Pending;
}

Connection::Progress Connection::receive(std::uint32_t events, std::span<char> scratch)
{
    const bool closing = (events & kClosing) != 0;
    for (;;) {
        const auto count = ::recv(m_socket, scratch.data(), scratch.size(), 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno == EAGAIN ? Progress::Pending : fail();
        if (m_step == Step::Waiting && count > 0) {
            m_step = Step::Receiving;
            m_firstByte = core::SteadyTime::clock::now();
        }
        if (count == 0) {
            m_parser.finish();
            return hasReply() ? takeReply(true) : fail();
        }
        const auto size = static_cast<std::size_t>(count);
        const auto used = m_parser.feed({scratch.data(), size});
        if (m_parser.state() == ResponseParser::State::Failed)
            return fail();
        if (hasReply())
            return takeReply(closing || used < size);
        if (size < scratch.size() && !closing) // the edge is used up; once closing there will be no other
            return Progress::Pending;
    }
}

Connection::Progress Connection::takeReply(bool closing)
{
    Outcome outcome;
    outcome.status = m_parser.status();
    const auto reading =
        readVerdict(outcome.status, m_parser.bodyCut() ? std::string_view() : m_parser.body(), publicId());
    outcome.verdict = reading.verdict;
    m_slot = reading.slot;
    if (closing || !m_parser.keepAlive() || !m_plan.scenario.keepAlive)
        close();
    else
        m_step = Step::Idle;
    finish(outcome);
    return Progress::Finished;
}

/// The time goes to the phase in which it failed.
Connection::Progress Connection::fail()
{
    const auto end = core::SteadyTime::clock::now();
    switch (m_step) {
    case Step::Closed:
    case Step::Connecting:
        m_connected = end;
        [[fallthrough]];
    case Step::Idle:
    case Step::Sending:
        m_sent = end;
        [[fallthrough]];
    case Step::Waiting:
        m_firstByte = end;
        break;
    case Step::Receiving:
        break;
    }
    close();
    finish(Outcome());
    return Progress::Finished;
}

void Connection::abandon()
{
    fail();
}

void Connection::finish(const Outcome& outcome)
{
    m_end = core::SteadyTime::clock::now();
    m_outcome = outcome;
    m_outcome.latency = m_end - m_start;
    m_outcome.phases[at(Phase::Blocked)] = m_start - m_due;
    m_outcome.phases[at(Phase::Connecting)] = m_connected - m_start;
    m_outcome.phases[at(Phase::Sending)] = m_sent - m_connected;
    m_outcome.phases[at(Phase::Waiting)] = m_firstByte - m_sent;
    m_outcome.phases[at(Phase::Receiving)] = m_end - m_firstByte;
}

} // namespace firstcome::spike
