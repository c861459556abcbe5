#pragma once

#include "backend/core/repeating_thread.h"
#include "backend/issuing/go_no_go_watch.h"
#include "backend/stock/stock_store.h"

#include <filesystem>
#include <map>
#include <mutex>

namespace firstcome::local {

/// Measures once a second, on a thread of its own, what go/no-go needs and what may block: the store's probe
/// and audiences, the free disk, the kernel's clock.
class ProbeLoop
{
public:
    ProbeLoop(stock::StockStore& store, const core::Clock& clock, std::filesystem::path dataDir);

    void start();
    void stop();

    /// The newest readings; the other fields are the caller's to fill. Any thread.
    issuing::GoReadings readings() const;
    /// People in the audience of each listed instance. Any thread.
    std::map<issuing::InstanceId, std::uint64_t> audiences() const;

private:
    void measure();

    stock::StockStore& m_store;
    const core::Clock& m_clock;
    std::filesystem::path m_dataDir;
    mutable std::mutex m_mutex;
    issuing::GoReadings m_readings;
    std::map<issuing::InstanceId, std::uint64_t> m_audiences;
    core::RepeatingThread m_thread; ///< last: it writes the others
};

} // namespace firstcome::local
