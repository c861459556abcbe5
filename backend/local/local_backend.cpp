#include "backend/local/local_backend.h"

#include "backend/local/node_summary.h"
#include "backend/local/rooms.h"

#include <boost/asio/steady_timer.hpp>

#include <array>
#include <future>
#include <unistd.h>

namespace firstcome::local {

namespace {

constexpr auto kBindAgainAfter = std::chrono::seconds(1);

/// Under which others reach what is bound to `bind`.
std::string reachableHost(const std::string& bind)
{
    if (bind != "0.0.0.0" && bind != "::")
        return bind.find(':') == std::string::npos ? bind : "[" + bind + "]";
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

} // namespace

LocalBackend::LocalBackend(LocalParts parts)
    : m_rooms(std::make_unique<Rooms>(std::move(parts), *this, [this](std::function<void()> then) {
        settle(std::move(then));
    }))
    , m_snapshot(std::make_shared<Snapshot>())
{
    if (m_rooms->parts.nodes)
        keepPresence();
}

LocalBackend::~LocalBackend()
{
    stop();
}

core::Result<void> LocalBackend::start(std::function<void()> onSnapshot)
{
    m_onSnapshot = std::move(onSnapshot);
    publishSnapshot(false);
    m_rooms->commands.start();
    m_control.start();
    m_control.post([this] { scheduleTick(); });
    m_starter.post([this] { bringUp(); });
    m_starter.start();
    return {};
}

void LocalBackend::bringUp()
{
    auto& rooms = *m_rooms;
    if (auto started = rooms.parts.store->start(); !started) {
        rooms.parts.logFile->error("stock", started.error());
        return;
    }
    rooms.telemetry.start();
    rooms.auditor.start();
    rooms.rebuilder.start();
    if (rooms.ledgerWatch)
        rooms.ledgerWatch->start();
    rooms.probe.start();
    rooms.servers.start();
    rooms.lag.start();
    rooms.conductor.start();
    if (rooms.presence)
        rooms.presence->start(); // and join once the name is ours
    else
        join();
    serve();
}

void LocalBackend::join()
{
    if (m_stopping)
        return;
    if (m_rooms->parts.relay)
        m_rooms->parts.relay->start();
    m_rooms->consumer.start();
    m_rooms->desk.start();
}

/// Another node has taken our name: it relays and consumes under it now. Attempts are the store's to decide.
void LocalBackend::standBack()
{
    if (m_stopping)
        return;
    if (m_rooms->parts.relay)
        m_rooms->parts.relay->stop();
    m_rooms->consumer.stop();
}

void LocalBackend::keepPresence()
{
    const auto& parts = m_rooms->parts;
    issuing::NodeSelf self;
    self.node = parts.config.node;
    self.session = parts.session;
    self.before = parts.sessionBefore;
    self.program = parts.program + " " + parts.build;
    Presence::Callbacks callbacks;
    callbacks.doing = [this] {
        const auto now = snapshot();
        const auto& http = m_rooms->parts.config.http;
        const auto address = http.advertise.empty() ? reachableHost(http.bind) + ":" + std::to_string(now->port)
                                                    : http.advertise;
        return Presence::Doing{now->port == 0 ? "" : address, nodeSummary(*now)};
    };
    callbacks.onEnrolled = [this] { m_starter.post([this] { join(); }); };
    callbacks.onNews = [this] { m_rooms->desk.follow(); };
    callbacks.onNameLost = [this] { m_starter.post([this] { standBack(); }); };
    m_rooms->presence =
        std::make_unique<Presence>(*parts.nodes, std::move(self), *parts.clock, std::move(callbacks));
}

void LocalBackend::serve()
{
    if (m_stopping)
        return;
    auto bound = m_rooms->server.start();
    m_rooms->setApiProblem(bound ? std::nullopt : std::optional(bound.error()));
    if (bound) {
        m_rooms->parts.logFile->info("http", "serving on port " + std::to_string(m_rooms->server.status().port));
        m_starting = false;
        m_control.post([this] { settle({}); });
        return;
    }
    m_rooms->parts.logFile->error("http", bound.error());
    m_starting = false; // the rest works; the screen says why nobody is served
    auto timer = std::make_shared<boost::asio::steady_timer>(m_starter.context(), kBindAgainAfter);
    timer->async_wait([this, timer](const boost::system::error_code& error) {
        if (!error)
            serve();
    });
}

void LocalBackend::stop()
{
    if (m_stopped)
        return;
    m_stopped = true;
    m_stopping = true;
    auto& rooms = *m_rooms;
    m_starter.stop();
    rooms.commands.stop();
    rooms.conductor.stop();
    rooms.rebuilder.stop(); // finished by whoever asks for it next
    rooms.server.stop(); // answers what is in flight
    rooms.lag.stop();
    rooms.probe.stop();
    rooms.servers.stop();
    rooms.desk.stop();
    if (rooms.parts.relay)
        rooms.parts.relay->stop(); // waits a little for what is in flight
    rooms.consumer.stop();         // writes what it has in hand
    rooms.auditor.stop();
    if (rooms.ledgerWatch)
        rooms.ledgerWatch->stop();
    if (rooms.presence)
        rooms.presence->stop();
    m_control.stop();
    rooms.parts.store->stop();
    rooms.telemetry.stop();
    rooms.parts.logFile->flush();
}

void LocalBackend::scheduleTick()
{
    if (m_stopping)
        return;
    const auto now = m_rooms->parts.clock->wall();
    auto timer = std::make_shared<boost::asio::steady_timer>(m_control.context(), m_rooms->telemetry.nextSampleAt() - now);
    timer->async_wait([this, timer](const boost::system::error_code& error) {
        if (error || m_stopping)
            return;
        publishSnapshot(true);
        m_rooms->server.publish(m_rooms->eventTable(*snapshot()));
        m_rooms->watch.look(snapshot()->events, m_rooms->parts.clock->wall());
        scheduleTick();
    });
}

void LocalBackend::publishSnapshot(bool sample)
{
    auto next = m_rooms->makeSnapshot(sample, m_starting);
    {
        const std::lock_guard lock(m_mutex);
        m_snapshot = std::move(next);
    }
    if (m_onSnapshot)
        m_onSnapshot();
}

void LocalBackend::settle(std::function<void()> then)
{
    m_control.post([this, then = std::move(then)] {
        publishSnapshot(false);
        m_rooms->server.publish(m_rooms->eventTable(*snapshot()), then);
    });
}

std::shared_ptr<const Snapshot> LocalBackend::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

void LocalBackend::submit(Command command, Completion completion)
{
    if (m_stopping)
        return completion(core::fail(core::ErrorKind::Unavailable, "stopping"));
    m_rooms->commands.carryOut(std::move(command), snapshot(), std::move(completion));
}

void LocalBackend::metrics(std::function<void(std::string)> done)
{
    m_control.post([this, done = std::move(done)] { done(m_rooms->exposition(*snapshot())); });
}

void LocalBackend::refused(const http::RefusedAccess& refusal)
{
    m_rooms->desk.post([refusal](issuing::EventService& service) {
        service.record({}, "access_refused", issuing::Severity::Warning,
                       {refusal.address, refusal.method, refusal.path, refusal.code,
                        std::to_string(refusal.alsoRefused)});
    });
}

} // namespace firstcome::local
