#include "backend/local/server_watch.h"

namespace firstcome::local {

namespace {

constexpr std::chrono::seconds kAskServersEvery{1};

} // namespace

ServerWatch::ServerWatch(stock::StockStore& store, AskTopics askTopics, const core::Clock& clock)
    : m_store(store)
    , m_askTopics(std::move(askTopics))
    , m_clock(clock)
    , m_storeHasServers(!store.status().durability.wanted.empty())
    , m_storeRound("store-servers", [this] { return askStore(); })
    , m_logRound("log-topics", [this] { return askLog(); })
{
    m_readings.wantedDurability = store.status().durability.wanted;
    m_readings.logHasTopics = m_askTopics != nullptr;
}

void ServerWatch::start()
{
    if (m_storeHasServers)
        m_storeRound.start();
    if (m_askTopics)
        m_logRound.start();
}

void ServerWatch::stop()
{
    m_storeRound.stop();
    m_logRound.stop();
}

core::RepeatingThread::Pause ServerWatch::askStore()
{
    auto servers = m_store.servers();
    const auto now = m_clock.wall();
    const std::lock_guard lock(m_mutex);
    m_readings.storeServersProblem = servers ? "" : servers.error().code;
    if (servers)
        m_readings.storeServers = issuing::StoreServers{std::move(*servers), now};
    return kAskServersEvery;
}

core::RepeatingThread::Pause ServerWatch::askLog()
{
    auto differences = m_askTopics();
    const auto now = m_clock.wall();
    const std::lock_guard lock(m_mutex);
    m_readings.logTopicsProblem = differences ? "" : differences.error().code;
    m_readings.logTopicsDetail = differences ? "" : differences.error().detail;
    if (differences)
        m_readings.logTopics = issuing::LogTopics{std::move(*differences), now};
    return kAskServersEvery;
}

void ServerWatch::fill(issuing::GoReadings& readings) const
{
    const std::lock_guard lock(m_mutex);
    readings.wantedDurability = m_readings.wantedDurability;
    readings.storeServers = m_readings.storeServers;
    readings.storeServersProblem = m_readings.storeServersProblem;
    readings.logHasTopics = m_readings.logHasTopics;
    readings.logTopics = m_readings.logTopics;
    readings.logTopicsProblem = m_readings.logTopicsProblem;
    readings.logTopicsDetail = m_readings.logTopicsDetail;
}

} // namespace firstcome::local
