#include "backend/ledger/sql_ledger.h"
#include "backend/local/auditor.h"
#include "backend/stock/redis_instance.h"
#include "backend/stock/redis_stock_store.h"
#include "tests/support/core_application.h"
#include "tests/support/memory_event_log.h"
#include "tests/support/told_redis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

// What an exact audit asks of the server that issues meanwhile.

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kWinners = 100'000;
constexpr std::uint32_t kMostInOneCall = 1'000; ///< well under a millisecond

/// A store with very many winners, all of whom the log and the ledger have.
class RedisAudit : public ::testing::Test
{
protected:
    RedisAudit()
        : m_target(ledger::SqlTarget::sqliteFile(m_directory.path() / "ledger.db"))
        , m_store(stock::RedisStoreOptions{.target = m_redis.target()}, m_clock)
        , m_auditor(m_store, m_log, std::make_unique<ledger::SqlLedger>(m_target, m_clock), m_clock)
    {
        ensureCoreApplication();
        EXPECT_TRUE(m_store.start());
        m_auditor.start();
        issuing::Instance instance;
        instance.id = issuing::InstanceId::random();
        instance.couponId = *issuing::CouponId::parse("C");
        instance.total = kWinners;
        m_instance = m_store.create(instance).value();
        m_instance = m_store.act(instance.id, issuing::Act::Open, m_instance.version).value();
    }
    ~RedisAudit() override
    {
        m_auditor.stop();
        m_store.stop();
    }
    /// As if all of them had asked, and everything had been carried.
    void fill()
    {
        const stock::RedisKeys keys(m_instance.id);
        auto redis = m_redis.connect();
        ledger::SqlLedger ledger(m_target, m_clock);
        ASSERT_TRUE(ledger.open());
        const auto at = m_clock.wall();
        const auto atText = std::to_string(at.time_since_epoch().count());
        for (std::uint32_t slot = 1; slot <= kWinners;) {
            std::vector<std::string> words{"HSET", keys.winners};
            std::vector<eventlog::LogRecord> records;
            for (int i = 0; i < 10'000 && slot <= kWinners; ++i, ++slot) {
                const auto person = "p-" + std::to_string(slot);
                words.insert(words.end(), {person, std::to_string(slot) + ':' + atText});
                auto& record = records.emplace_back();
                record.topic = "issues";
                record.offset = slot - 1;
                record.issue = {m_instance.id, *issuing::PublicId::parse(person), slot, at};
                record.couponId = m_instance.couponId;
                record.total = kWinners;
            }
            redis.ask(words);
            m_log.append(records);
            ASSERT_TRUE(ledger.write(records, std::vector{eventlog::LogPosition{"issues", 0, slot - 1}}));
        }
        const auto all = std::to_string(kWinners);
        redis.ask({"HSET", keys.instance, "issued", all, "confirmed", all, "last_accepted_at", atText,
                   "sold_out_at", atText});
        for (int i = 0; i < 6'000 && m_store.status().published[m_instance.id] < kWinners; ++i)
            std::this_thread::sleep_for(10ms);
    }

    core::SystemClock m_clock;
    TemporaryDirectory m_directory;
    RedisServer m_redis;
    const ledger::SqlTarget m_target;
    MemoryEventLog m_log;
    stock::RedisStockStore m_store;
    local::Auditor m_auditor;
    issuing::Instance m_instance;
};

} // namespace

TEST_F(RedisAudit, ReadsAHundredThousandWinnersInManySmallCalls)
{
    fill();
    core::Result<issuing::AuditReport> report;
    const auto told =
        toldMeanwhile(m_redis, [&] { report = m_auditor.auditAndWait(m_store.poke(m_instance.id).value()); });
    ASSERT_TRUE(report) << report.error().code << ' ' << report.error().detail;
    EXPECT_TRUE(report->closed);
    EXPECT_EQ(report->conservation.ledger, kWinners);
    std::uint32_t calls = 0;
    for (const auto& words : told) {
        if (!std::ranges::count(words, stock::RedisKeys(m_instance.id).winners))
            continue;
        ++calls;
        ASSERT_EQ(words.at(0), "HSCAN") << "nothing else that reads them is bounded";
        const auto count = std::ranges::find(words, "COUNT");
        ASSERT_LT(count + 1, words.end());
        EXPECT_LE(std::stoul(*(count + 1)), kMostInOneCall);
    }
    EXPECT_GE(calls, kWinners / kMostInOneCall * 9 / 10) << "it stops at whole buckets, some a little beyond";
}
