#include "backend/remote/node_link.h"

#include "backend/remote/node_stream.h"
#include "backend/telemetry/last_second.h"

namespace firstcome::remote {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto kFirstWait = 250ms;
constexpr auto kLongestWait = 5s;

} // namespace

NodeLink::NodeLink(boost::asio::io_context& context, NodeAddress address, std::string token, const core::Clock& clock,
                   std::function<void()> onSnapshot, std::function<void()> onChange)
    : m_context(context)
    , m_address(std::move(address))
    , m_token(std::move(token))
    , m_clock(clock)
    , m_onSnapshot(std::move(onSnapshot))
    , m_onChange(std::move(onChange))
    , m_again(context)
    , m_backoff(kFirstWait, kLongestWait)
{
}

NodeLink::~NodeLink() = default;

void NodeLink::start()
{
    connect();
}

void NodeLink::stop()
{
    m_stopped = true;
    m_again.cancel();
    if (m_stream)
        m_stream->letGo();
    m_stream.reset();
}

void NodeLink::connect()
{
    m_current = false;
    m_stream = std::make_shared<Stream>(*this);
    m_stream->start();
}

void NodeLink::opened()
{
    m_onChange();
}

void NodeLink::took(Snapshot snapshot)
{
    if (!m_current)
        m_clockLead = snapshot.takenAt - m_clock.wall();
    m_current = true;
    m_problem.reset();
    m_refused = false;
    m_backoff.reset();
    m_snapshotAt = m_clock.steady();
    m_snapshot = std::make_shared<const Snapshot>(std::move(snapshot));
    m_onSnapshot();
}

void NodeLink::ended(core::Error why, bool refused)
{
    m_stream.reset();
    m_current = false;
    m_problem = std::move(why);
    m_refused = refused;
    m_again.expires_after(m_backoff.next());
    m_again.async_wait([this](const boost::system::error_code& error) {
        if (!error && !m_stopped)
            connect();
    });
    m_onChange();
}

std::optional<milliseconds> NodeLink::age() const
{
    if (!m_snapshot)
        return std::nullopt;
    return std::chrono::duration_cast<milliseconds>(m_clock.steady() - m_snapshotAt);
}

LinkState NodeLink::state() const
{
    if (m_problem)
        return m_refused ? LinkState::Refused : LinkState::Unreachable;
    if (!m_current)
        return LinkState::Connecting;
    return age() > kStaleAfter ? LinkState::Stale : LinkState::Live;
}

NodeView NodeLink::view() const
{
    NodeView view;
    view.address = m_address.text();
    view.state = state();
    view.age = age();
    if (m_snapshot)
        view.name = m_snapshot->node;
    if (m_problem) {
        view.code = m_problem->code;
        view.detail = m_problem->detail;
    }
    if (view.state == LinkState::Live) {
        const auto& part = m_snapshot->telemetry;
        const auto second = telemetry::lastSecond(part.serverTicks);
        view.inFlight = part.inFlight;
        view.requestsPerSecond = second.requestsPerSecond;
        view.p95Ms = second.p95Ms;
    }
    return view;
}

} // namespace firstcome::remote
