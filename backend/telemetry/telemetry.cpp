#include "backend/telemetry/telemetry.h"

#include "backend/core/may_block.h"
#include "backend/core/thread_name.h"
#include "backend/core/thread_priority.h"

namespace firstcome::telemetry {

namespace {

constexpr std::int64_t kRecentTicks = 5'000 / kTickMs;
constexpr std::chrono::seconds kPause(1);

template <class Tick>
void keepRecent(std::deque<Tick>& recent, const std::vector<Tick>& added, std::int64_t newest)
{
    recent.insert(recent.end(), added.begin(), added.end());
    // Ticks after the newest are from before the clock was set back.
    std::erase_if(recent, [newest](const Tick& tick) {
        return tick.index <= newest - kRecentTicks || tick.index > newest;
    });
}

} // namespace

Telemetry::Telemetry(const std::filesystem::path& dataDir, const core::Clock& clock,
                     std::function<void(const core::Error&)> onProblem)
    : m_clock(clock)
    , m_onProblem(std::move(onProblem))
    , m_files(dataDir / "series")
    , m_hostReader(dataDir, clock)
{
}

Telemetry::~Telemetry()
{
    stop();
}

void Telemetry::start()
{
    const core::MayBlock mark("Telemetry::start");
    tell(m_files.load(m_store));
    m_restored = true;
    readHost();
    m_thread = std::thread([this] { run(); });
}

void Telemetry::stop()
{
    const core::MayBlock mark("Telemetry::stop");
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void Telemetry::run()
{
    core::nameThisThread("telemetry");
    core::lowerThisThreadsPriority();
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, kPause, [this] { return m_stopping; })) {
        lock.unlock();
        readHost();
        write();
        lock.lock();
    }
    lock.unlock();
    write();
}

void Telemetry::readHost()
{
    const auto readings = m_hostReader.read();
    const std::lock_guard lock(m_mutex);
    m_host = readings;
}

void Telemetry::write()
{
    tell(m_files.append(m_store.takeUnwritten()));
}

void Telemetry::tell(const core::Result<void>& outcome)
{
    if (!outcome && !m_failing && m_onProblem)
        m_onProblem(outcome.error());
    m_failing = !outcome;
}

TelemetryPart Telemetry::sample(const std::map<issuing::InstanceId, InstanceLevels>& levels)
{
    const auto taken = m_sampler.sample(m_clock.wall(), levels);
    auto instance = taken.instanceTicks.begin();
    for (const auto& tick : taken.serverTicks) {
        const auto first = instance;
        while (instance != taken.instanceTicks.end() && instance->index == tick.index)
            ++instance;
        if (m_restored)
            m_store.add(tick, {first, instance});
    }
    if (!taken.serverTicks.empty()) {
        const auto newest = taken.serverTicks.back().index;
        keepRecent(m_recentServer, taken.serverTicks, newest);
        keepRecent(m_recentInstances, taken.instanceTicks, newest);
    }
    TelemetryPart part;
    part.serverTicks.assign(m_recentServer.begin(), m_recentServer.end());
    part.instanceTicks.assign(m_recentInstances.begin(), m_recentInstances.end());
    part.totals = m_sampler.totals();
    part.connections = m_sampler.connections();
    part.confirmed = m_sampler.confirmations();
    const std::lock_guard lock(m_mutex);
    part.host = m_host;
    return part;
}

} // namespace firstcome::telemetry
