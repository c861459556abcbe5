#pragma once

#include "backend/core/repeating_thread.h"
#include "backend/issuing/go_no_go_watch.h"
#include "backend/stock/stock_store.h"

#include <functional>
#include <mutex>

namespace firstcome::local {

/// Asks the servers of store and log every second what go/no-go needs to know of them. Each has a thread of its
/// own, so that one which does not answer leaves the other's line alone. Where there is no server there is no thread.
class ServerWatch
{
public:
    using AskTopics = std::function<core::Result<std::vector<std::string>>()>;

    /// `askTopics` is null where the log has no topics.
    ServerWatch(stock::StockStore& store, AskTopics askTopics, const core::Clock& clock);

    void start();
    /// Waits for questions under way, which take a few seconds at most.
    void stop();

    /// Writes what was read last into the fields about servers. Any thread.
    void fill(issuing::GoReadings& readings) const;

private:
    core::RepeatingThread::Pause askStore();
    core::RepeatingThread::Pause askLog();

    stock::StockStore& m_store;
    const AskTopics m_askTopics;
    const core::Clock& m_clock;
    const bool m_storeHasServers;
    mutable std::mutex m_mutex; ///< guards the fields about servers
    issuing::GoReadings m_readings;
    core::RepeatingThread m_storeRound, m_logRound;
};

} // namespace firstcome::local
