#include "backend/local/server_watch.h"

namespace firstcome::local {

namespace {

constexpr std::chrono::seconds kAskServersEvery{1};

} // namespace

ServerWatch::Round::Round(const char* thread, std::function<void()> ask)
    : m_ask(std::move(ask))
    , m_thread(thread)
    , m_timer(m_thread.context())
{
}

void ServerWatch::Round::start()
{
    m_started = true;
    m_thread.post([this] { look(); });
    m_thread.start();
}

void ServerWatch::Round::stop()
{
    if (!m_started)
        return;
    m_thread.post([this] {
        m_stopping = true;
        m_timer.cancel();
    });
    m_thread.stop();
}

void ServerWatch::Round::look()
{
    if (m_stopping)
        return;
    m_ask();
    m_timer.expires_after(kAskServersEvery);
    m_timer.async_wait([this](const boost::system::error_code& error) {
        if (!error)
            look();
    });
}

ServerWatch::ServerWatch(stock::StockStore& store, AskTopics askTopics, const core::Clock& clock)
    : m_store(store)
    , m_askTopics(std::move(askTopics))
    , m_clock(clock)
    , m_storeHasServers(!store.status().durability.wanted.empty())
    , m_storeRound("store-servers", [this] { askStore(); })
    , m_logRound("log-topics", [this] { askLog(); })
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

void ServerWatch::askStore()
{
    auto servers = m_store.servers();
    const auto now = m_clock.wall();
    const std::lock_guard lock(m_mutex);
    m_readings.storeServersProblem = servers ? "" : servers.error().code;
    if (servers)
        m_readings.storeServers = issuing::StoreServers{std::move(*servers), now};
}

void ServerWatch::askLog()
{
    auto differences = m_askTopics();
    const auto now = m_clock.wall();
    const std::lock_guard lock(m_mutex);
    m_readings.logTopicsProblem = differences ? "" : differences.error().code;
    m_readings.logTopicsDetail = differences ? "" : differences.error().detail;
    if (differences)
        m_readings.logTopics = issuing::LogTopics{std::move(*differences), now};
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
