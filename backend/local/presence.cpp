#include "backend/local/presence.h"

namespace firstcome::local {

namespace {

using namespace std::chrono_literals;

constexpr auto kListenEvery = 200ms;
constexpr unsigned kBeatEvery = 5; ///< times that it listens
constexpr auto kTryAgainAfter = 500ms;
/// A run that was killed is silent by then: whoever still has the name lives.
constexpr auto kSureAfter = issuing::kNodeSilence + 2s;

} // namespace

Presence::Presence(issuing::NodeRegistry& registry, issuing::NodeSelf self, const core::Clock& clock,
                   Callbacks callbacks)
    : m_registry(registry)
    , m_self(std::move(self))
    , m_clock(clock)
    , m_callbacks(std::move(callbacks))
{
}

void Presence::start()
{
    m_thread.post([this] { touch(); });
    m_thread.start();
}

void Presence::stop()
{
    m_thread.post([this] {
        m_stopping = true;
        m_timer.cancel();
        if (m_connected && m_enrolled)
            (void)m_registry.leave(m_self); // else the others see it silent
        m_registry.close();
    });
    m_thread.stop();
}

void Presence::touch()
{
    if (m_stopping)
        return;
    if (!m_connected) {
        m_connected = m_registry.open().has_value();
        m_heard.reset();
        m_touches = 0;
    }
    if (!m_connected)
        return again(kTryAgainAfter);
    if (!m_enrolled)
        return enroll();
    if (m_touches++ % kBeatEvery == 0 && !beat())
        return;
    if (m_connected)
        listen();
    again(m_connected ? kListenEvery : kTryAgainAfter);
}

bool Presence::beat()
{
    describe();
    const auto told = m_registry.beat(m_self);
    if (!told && told.error().kind == core::ErrorKind::Conflict) {
        setProblem(told.error());
        m_callbacks.onNameLost();
        return false; // two of one name must not go on taking it from each other
    }
    m_connected = told.has_value();
    if (m_connected)
        look();
    return true;
}

void Presence::listen()
{
    const auto revision = m_registry.revision();
    m_connected = revision.has_value();
    if (!revision || m_heard == *revision)
        return;
    m_heard = *revision;
    m_callbacks.onNews();
}

void Presence::describe()
{
    auto doing = m_callbacks.doing();
    m_self.address = std::move(doing.address);
    m_self.summary = std::move(doing.summary);
}

void Presence::enroll()
{
    describe();
    const auto enrolled = m_registry.enroll(m_self);
    if (enrolled) {
        m_enrolled = true;
        setProblem(std::nullopt);
        look();
        m_callbacks.onEnrolled();
        return again(kListenEvery);
    }
    if (enrolled.error().kind == core::ErrorKind::Conflict) {
        const auto now = m_clock.steady();
        if (!m_refusedSince)
            m_refusedSince = now;
        if (now - *m_refusedSince > kSureAfter)
            setProblem(enrolled.error());
    } else {
        m_connected = false;
    }
    again(kTryAgainAfter);
}

void Presence::look()
{
    const auto at = m_clock.steady();
    auto nodes = m_registry.nodes();
    if (!nodes)
        return;
    auto seen = std::make_shared<NodesSeen>();
    seen->nodes = std::move(*nodes);
    seen->at = at;
    const std::lock_guard lock(m_mutex);
    m_seen = std::move(seen);
}

void Presence::again(std::chrono::milliseconds after)
{
    m_timer.expires_after(after);
    m_timer.async_wait([this](const boost::system::error_code& error) {
        if (!error)
            touch();
    });
}

void Presence::setProblem(std::optional<core::Error> problem)
{
    const std::lock_guard lock(m_mutex);
    m_problem = std::move(problem);
}

std::optional<core::Error> Presence::problem() const
{
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

std::shared_ptr<const NodesSeen> Presence::seen() const
{
    const std::lock_guard lock(m_mutex);
    return m_seen;
}

bool Presence::leads() const
{
    const auto seen = this->seen();
    if (m_clock.steady() - seen->at > issuing::kNodeSilence)
        return true;
    for (const auto& node : seen->nodes)
        if (node.isLive())
            return node.session == m_self.session;
    return true;
}

} // namespace firstcome::local
