#include "backend/remote/remote_backend.h"

#include <algorithm>
#include <utility>

namespace firstcome::remote {

namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 100ms;
constexpr auto kLongestStill = 250ms; ///< ages are shown, so there is news even when none comes
constexpr auto kShownWithin = 2s;     ///< a reply waits for the snapshot that shows it no longer than this
constexpr std::size_t kMostResults = 16;

core::Error stoppingError()
{
    return {core::ErrorKind::Unavailable, "stopping", {}};
}

bool sameRuns(const std::vector<spike::PastRun>& a, const std::vector<spike::PastRun>& b)
{
    return std::ranges::equal(a, b, {}, &spike::PastRun::id, &spike::PastRun::id); // runs do not change
}

} // namespace

/// One reading of the history, asked of every live node.
struct RemoteBackend::Gathering
{
    std::vector<telemetry::History> parts;
    std::optional<core::Error> problem;
    std::size_t missing = 0;
    Completion completion;

    void finish() const
    {
        if (parts.empty())
            return completion(tl::unexpected(problem.value_or(stoppingError())));
        std::vector<const telemetry::History*> all;
        for (const auto& part : parts)
            all.push_back(&part);
        completion(Reply(mergeHistories(all)));
    }
};

RemoteBackend::RemoteBackend(std::vector<NodeAddress> nodes, std::string token, std::unique_ptr<core::Clock> clock)
    : m_clock(std::move(clock))
    , m_sender(m_io.context(), token)
    , m_look(m_io.context())
{
    for (std::size_t i = 0; i < nodes.size(); ++i)
        m_links.push_back(std::make_unique<NodeLink>(
            m_io.context(), std::move(nodes[i]), token, *m_clock,
            [this, i] {
                // One snapshot of the fleet for each of the leading node's; the others' newest are in it.
                if (FleetPicture::leader(read()).value_or(i) == i)
                    publish();
            },
            [this] { publish(); }));
    auto first = std::make_shared<Snapshot>(m_picture.make(read(), m_clock->wall()));
    m_snapshot = std::move(first);
}

RemoteBackend::~RemoteBackend()
{
    stop();
}

core::Result<void> RemoteBackend::start(std::function<void()> onSnapshot)
{
    m_onSnapshot = std::move(onSnapshot);
    m_io.post([this] {
        publish();
        scheduleLook();
        for (const auto& link : m_links)
            link->start();
    });
    m_io.start();
    return {};
}

void RemoteBackend::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_stopping, true))
            return;
    }
    m_io.post([this] {
        m_ended = true;
        m_look.cancel();
        for (const auto& link : m_links)
            link->stop();
        m_sender.stop();
        for (const auto& held : std::exchange(m_held, {}))
            held.completion(held.reply); // carried out, only not shown any more
    });
    m_io.stop();
}

std::shared_ptr<const Snapshot> RemoteBackend::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

std::vector<NodeReading> RemoteBackend::read() const
{
    std::vector<NodeReading> readings;
    for (const auto& link : m_links) {
        readings.push_back({link->view(), link->snapshot(), link->clockLead()});
        auto& view = readings.back().view;
        if (m_links.size() > 1 && view.state == LinkState::Live && link->snapshot()->profile == "embedded") {
            view.state = LinkState::Refused; // its events are nobody else's, and sums of them would mean nothing
            view.code = "shares_nothing";
        }
    }
    return readings;
}

void RemoteBackend::publish()
{
    if (m_ended)
        return;
    const auto readings = read();
    auto next = std::make_shared<Snapshot>(m_picture.make(readings, m_clock->wall()));
    next->sequence = ++m_sequence;
    joinResult(next->spike.run, FleetPicture::spikeHost(readings));
    keepPastRuns(next->spike);
    m_publishedAt = m_clock->steady();
    {
        const std::lock_guard lock(m_mutex);
        m_snapshot = std::move(next);
    }
    m_onSnapshot();
    release();
}

/// The stream names a finished run's result; the whole of it is fetched once, and until then the run is still at its
/// report.
void RemoteBackend::joinResult(spike::RunProgress& run, std::optional<std::size_t> host)
{
    if (!run.result)
        return;
    const auto id = run.result->id;
    run.result = nullptr;
    if (!m_results.contains(id) && host)
        askResult(id, *host);
    const auto known = m_results.find(id);
    if (known != m_results.end() && known->second)
        run.result = *known->second;
    else if (run.phase == spike::RunPhase::Done)
        run.phase = spike::RunPhase::Reporting;
}

void RemoteBackend::askResult(const std::string& id, std::size_t host)
{
    if (m_results.size() >= kMostResults)
        m_results.clear();
    m_results[id] = std::nullopt;
    m_sender.send(m_links[host]->address(), ReadRun{id}, [this, id](core::Result<wire::SeenReply> answer) {
        auto* result = answer ? std::get_if<std::shared_ptr<const spike::RunResult>>(&answer->reply) : nullptr;
        if (result)
            m_results[id] = std::move(*result);
        else if (!answer && (answer.error().code == "unknown_run" || answer.error().code == "bad_result"))
            m_results[id] = nullptr; // the run is done, and its result is no more
        else
            m_results.erase(id); // the next snapshot asks again
    });
}

/// A new pointer means that the list changed.
void RemoteBackend::keepPastRuns(spike::SpikePart& part)
{
    if (part.pastRuns && m_pastRuns && sameRuns(*part.pastRuns, *m_pastRuns))
        part.pastRuns = m_pastRuns;
    m_pastRuns = part.pastRuns;
}

void RemoteBackend::release()
{
    const auto now = m_clock->steady();
    std::vector<Held> due;
    std::erase_if(m_held, [&](Held& held) {
        const auto& link = *m_links[held.node];
        if (link.isLive() && link.snapshot()->sequence < held.sequence && now < held.until)
            return false;
        due.push_back(std::move(held));
        return true;
    });
    for (auto& held : due)
        held.completion(std::move(held.reply));
}

void RemoteBackend::scheduleLook()
{
    m_look.expires_after(kLook);
    m_look.async_wait([this](const boost::system::error_code& error) {
        if (error || m_ended) // one that has fired can no longer be cancelled
            return;
        if (m_clock->steady() - m_publishedAt >= kLongestStill)
            publish();
        scheduleLook();
    });
}

void RemoteBackend::submit(Command command, Completion completion)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopping) {
            auto asked = std::make_shared<std::pair<Command, Completion>>(std::move(command), std::move(completion));
            m_io.post([this, asked] { carryOut(asked->first, std::move(asked->second)); });
            return;
        }
    }
    completion(tl::unexpected(stoppingError()));
}

void RemoteBackend::carryOut(const Command& command, Completion completion)
{
    const auto readings = read();
    const auto leader = FleetPicture::leader(readings);
    if (!leader)
        return completion(core::fail(core::ErrorKind::Unavailable, "no_node", readings.front().view.address));
    if (const auto* history = std::get_if<ReadHistory>(&command))
        return readHistory(*history, readings, *leader, std::move(completion));
    const bool ofRun = std::holds_alternative<AbortSpike>(command) || std::holds_alternative<ReadRun>(command);
    const auto node = ofRun ? *FleetPicture::spikeHost(readings) : *leader;
    m_sender.send(m_links[node]->address(), command,
                  [this, node, completion = std::move(completion)](core::Result<wire::SeenReply> answer) {
                      if (!answer)
                          return completion(tl::unexpected(std::move(answer.error())));
                      m_held.push_back({node, answer->sequence, m_clock->steady() + kShownWithin,
                                        std::move(answer->reply), completion});
                      release();
                  });
}

void RemoteBackend::readHistory(const ReadHistory& wanted, const std::vector<NodeReading>& readings,
                                std::size_t leader, Completion completion)
{
    const auto gathering = std::make_shared<Gathering>();
    gathering->completion = std::move(completion);
    for (const auto& reading : readings)
        gathering->missing += reading.view.state == LinkState::Live;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (readings[i].view.state != LinkState::Live)
            continue;
        const auto shift = tickShift(readings[leader], readings[i]);
        const ReadHistory shifted{wanted.from - shift, wanted.to - shift, wanted.step};
        m_sender.send(m_links[i]->address(), shifted, [gathering, shift](core::Result<wire::SeenReply> answer) {
            if (auto* history = answer ? std::get_if<History>(&answer->reply) : nullptr) {
                for (auto& tick : history->serverTicks)
                    tick.index += shift;
                for (auto& tick : history->instanceTicks)
                    tick.index += shift;
                gathering->parts.push_back(std::move(*history));
            } else if (!answer) {
                gathering->problem = answer.error();
            }
            if (--gathering->missing == 0)
                gathering->finish();
        });
    }
}

} // namespace firstcome::remote
