#pragma once

#include "backend/stock/embedded_stock_store.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/lane_driver.h"
#include "tests/support/manual_clock.h"
#include "tests/support/promise_check.h"
#include "tests/support/temporary_directory.h"

#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace firstcome::testing {

/// An embedded store on a disk that can fail, and a small launch to play on it: people try from two lanes,
/// some again, some while the event is paused. Everything that anybody is shown goes into a promise check.
/// One test thread.
class CutScript
{
public:
    static constexpr std::uint32_t kTotal = 150;
    /// Breaks the store on purpose; empty: it stays as it is.
    using Twin = std::function<void(stock::SessionOptions&)>;

    explicit CutScript(std::uint64_t seed);
    ~CutScript();

    FaultyVfs& vfs() { return m_vfs; }
    stock::EmbeddedStockStore& store() { return *m_store; }
    std::mt19937_64& random() { return m_random; }

    void start(const Twin& twin = {});
    void stop();
    /// True: the store serves. Tries for a long time, since it comes back by itself; false after a power cut.
    bool waitUntilServing();
    /// Makes the event and opens it, whatever fails on the way.
    void openEvent();
    /// Plays that many rounds, fewer where the power goes. Where `patient`, it waits out every failure.
    void play(int rounds, bool patient);
    /// Everybody who ever tried tries again, until answered with more than 503.
    void everybodyAgain();
    /// Everybody who ever tried asks what they have, which writes nothing.
    void everybodyLooks();

    std::vector<std::string> violations();
    std::size_t refused() const { return m_refused; } ///< attempts answered store_down so far
    std::size_t shownSlots() const { return m_promise.acceptedCount(); }

private:
    void tryAll(const std::vector<std::string>& people);
    void pauseForARound(const std::vector<std::string>& people);

    TemporaryDirectory m_directory;
    FaultyVfs m_vfs;
    ManualClock m_clock;
    std::mt19937_64 m_random;
    issuing::InstanceId m_instance = issuing::InstanceId::random();
    std::unique_ptr<stock::EmbeddedStockStore> m_store;
    std::unique_ptr<LaneDriver> m_lanes[2];
    PromiseCheck m_promise;
    std::vector<std::string> m_people; ///< everybody who tried
    std::size_t m_refused = 0;
};

} // namespace firstcome::testing
