#pragma once

#include "backend/eventlog/ledger_consumer.h"
#include "backend/ledger/sql_ledger.h"
#include "backend/local/auditor.h"
#include "backend/local/rebuilder.h"
#include "backend/stock/redis_outbox.h"
#include "backend/stock/redis_stock_store.h"
#include "tests/support/core_application.h"
#include "tests/support/lane_driver.h"
#include "tests/support/memory_event_log.h"
#include "tests/support/promise_check.h"
#include "tests/support/redis_cluster.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace firstcome::testing {

using namespace std::chrono_literals;
using issuing::UnavailableReason;
using issuing::Verdict;

inline constexpr auto kRebuildPatience = 60s;
inline constexpr std::uint32_t kTotal = 1'000;

inline bool comesTrue(const std::function<bool()>& condition)
{
    const auto until = std::chrono::steady_clock::now() + kRebuildPatience;
    for (; !condition(); std::this_thread::sleep_for(10ms))
        if (std::chrono::steady_clock::now() > until)
            return false;
    return true;
}

/// One node: a store with its journal, and a lane.
struct Node
{
    Node(const stock::RedisTarget& target, const std::filesystem::path& directory, stock::RedisStoreOptions options,
         const core::Clock& clock)
    {
        options.target = target;
        if (options.durability != "always")
            options.journal = stock::AcceptJournal::Options{directory / options.node.node, 4 << 20, 10ms};
        store = std::make_unique<stock::RedisStockStore>(options, clock);
        EXPECT_TRUE(store->start());
        lane = std::make_unique<LaneDriver>(*store, clock);
    }
    ~Node()
    {
        lane.reset();
        store->stop();
    }
    std::unique_ptr<stock::RedisStockStore> store;
    std::unique_ptr<LaneDriver> lane;
};

/// Nodes on a Redis server that loses something, with everything behind it: log, consumer and ledger.
class RedisRebuild : public ::testing::Test
{
protected:
    RedisRebuild()
        : m_redis({"--appendfsync", "always"})
        , m_target(ledger::SqlTarget::sqliteFile(m_directory.path() / "ledger.db"))
        , m_consumerLedger(m_target, m_clock)
        , m_consumer(m_log, m_consumerLedger, {}, m_clock, {}, {10ms, 100ms})
    {
        ensureCoreApplication();
        m_consumer.start();
    }
    ~RedisRebuild() override
    {
        if (m_outbox)
            m_outbox->close();
        m_nodes.clear();
        m_consumer.stop();
    }
    Node& node(const std::string& name, bool journal = true)
    {
        return nodeAt(target(), name, journal);
    }
    Node& nodeAt(const stock::RedisTarget& target, const std::string& name, bool journal = true)
    {
        stock::RedisStoreOptions options;
        options.node.node = name;
        options.node.liveNodes = [this] {
            const std::lock_guard lock(m_mutex);
            return core::Result<std::vector<std::string>>(m_live);
        };
        options.node.relayLetGo = [this, name](const auto&, auto) {
            const std::lock_guard lock(m_mutex);
            return m_delivering != name;
        };
        options.durability = journal ? "everysec+journal" : "always";
        options.changeScripts = m_changeScripts;
        {
            const std::lock_guard lock(m_mutex);
            m_live.push_back(name);
        }
        return *m_nodes.emplace_back(std::make_unique<Node>(target, m_directory.path(), options, m_clock));
    }
    /// Another one that was given the same name, which is not its own.
    Node& twinOf(const std::string& name)
    {
        stock::RedisStoreOptions options;
        options.node.node = name;
        options.node.liveNodes = []() -> core::Result<std::vector<std::string>> {
            return core::fail(core::ErrorKind::Conflict, "node_not_enrolled");
        };
        return *m_nodes.emplace_back(std::make_unique<Node>(target(), m_directory.path(), options, m_clock));
    }
    /// Nobody hears of it any more.
    void isSilent(const std::string& name)
    {
        const std::lock_guard lock(m_mutex);
        std::erase(m_live, name);
    }
    /// It ends, with its journal left behind.
    void end(Node& gone, const std::string& name)
    {
        std::erase_if(m_nodes, [&](const auto& node) { return node.get() == &gone; });
        isSilent(name);
    }
    virtual stock::RedisTarget target() { return m_redis.target(); }
    issuing::Instance openInstance(stock::StockStore& store)
    {
        issuing::Instance instance;
        instance.id = issuing::InstanceId::random();
        instance.couponId = *issuing::CouponId::parse("C");
        instance.total = kTotal;
        const auto armed = store.create(instance).value();
        return store.act(armed.id, issuing::Act::Open, armed.version).value();
    }
    void attempts(Node& at, const std::string& prefix, std::size_t count)
    {
        const auto names = people(prefix, count);
        auto replies = at.lane->attemptAll(m_instance.id, names);
        for (std::size_t i = 0; i < names.size(); ++i) {
            EXPECT_TRUE(comesTrue([&] { // on a busy machine a server may be silent for too long
                if (replies[i].verdict == Verdict::Unavailable)
                    replies[i] = at.lane->attempt(m_instance.id, names[i]);
                return replies[i].slot != 0;
            })) << at.store->status().problem;
            m_promise.shown(names[i], replies[i]);
        }
    }
    /// As a relay would: everything up to `slot` goes to the log, and the outbox lets go of it.
    void carry(std::uint32_t slot)
    {
        if (!m_outbox) {
            m_outbox = std::make_unique<stock::RedisOutbox>(target(), "relay",
                                                            [this](const auto& instance, std::uint32_t through) {
                                                                m_nodes.front()->store->carried(instance, through);
                                                            });
            ASSERT_TRUE(m_outbox->open());
        }
        ASSERT_TRUE(comesTrue([this] {
            const auto held = m_outbox->claim();
            return held && std::ranges::count(*held, m_instance.id, &eventlog::OutboxInstance::instance) == 1;
        }));
        const auto held = m_outbox->claim().value();
        const auto from = std::ranges::find(held, m_instance.id, &eventlog::OutboxInstance::instance)->confirmed;
        if (slot <= from)
            return;
        append(m_outbox->read(m_instance.id, from, slot - from).value());
        ASSERT_TRUE(m_outbox->confirm(m_instance.id, slot));
    }
    void append(std::vector<eventlog::LogRecord> records)
    {
        for (auto& record : records) {
            record.topic = "issues";
            record.offset = m_offset++;
        }
        m_log.append(records);
    }
    void keepCopy()
    {
        m_redis.kill();
        std::filesystem::remove_all(m_directory.path() / "older");
        std::filesystem::copy(m_redis.dataDirectory() / "appendonlydir", m_directory.path() / "older",
                              std::filesystem::copy_options::recursive);
        m_redis.start();
        for (const auto& node : m_nodes)
            EXPECT_TRUE(comesTrue(
                [&] { return node->lane->find(m_instance.id, "nobody").verdict == Verdict::UnknownUser; }));
    }
    void loseEverything()
    {
        m_redis.kill();
        m_redis.wipe();
        m_redis.start();
    }
    void goBackToCopy()
    {
        m_redis.kill();
        m_redis.wipe();
        std::filesystem::copy(m_directory.path() / "older", m_redis.dataDirectory() / "appendonlydir",
                              std::filesystem::copy_options::recursive);
        m_redis.start();
    }
    std::optional<issuing::Suspension> suspension(Node& at)
    {
        const auto status = at.store->status();
        const auto found = status.suspended.find(m_instance.id);
        return found == status.suspended.end() ? std::nullopt : std::optional(found->second);
    }
    /// Waits until the node shows so many accepts at risk, and names `named` of them.
    ::testing::AssertionResult showsAtRisk(Node& at, std::uint64_t atRisk, std::uint64_t named)
    {
        const bool shown = comesTrue([&] {
            const auto lost = suspension(at);
            return lost && lost->atRisk == atRisk && lost->named == named;
        });
        const auto lost = suspension(at).value_or(issuing::Suspension());
        return (shown ? ::testing::AssertionSuccess() : ::testing::AssertionFailure())
               << lost.atRisk << " at risk, " << lost.named << " named";
    }
    core::Result<local::RebuildReport> rebuild(Node& at)
    {
        EXPECT_TRUE(comesTrue([&] { return at.store->probe().has_value(); }));
        local::RebuildPorts ports;
        ports.relayIsQuiet = [](const auto&, auto) { return true; };
        ports.republish = [this](std::span<const eventlog::LogRecord> records) -> core::Result<void> {
            if (m_failures-- > 0)
                return core::fail(core::ErrorKind::Unavailable, "log_down", "as the test wants it");
            append({records.begin(), records.end()});
            return {};
        };
        local::Rebuilder rebuilder(*at.store, m_log, std::make_unique<ledger::SqlLedger>(m_target, m_clock), ports);
        rebuilder.start();
        std::promise<core::Result<local::RebuildReport>> done;
        rebuilder.rebuild(m_instance, [&](const auto& report) { done.set_value(report); });
        auto report = done.get_future().get();
        rebuilder.stop();
        return report;
    }
    /// Resumes, lets some more have one, and holds everything against the promise.
    void expectExactAfter(Node& at, std::uint32_t next)
    {
        EXPECT_TRUE(comesTrue([&] { return !suspension(at); }));
        EXPECT_TRUE(comesTrue([&] { return at.lane->attempt(m_instance.id, "early").verdict == Verdict::Paused; }));
        const auto paused = at.store->poke(m_instance.id).value();
        ASSERT_TRUE(at.store->act(m_instance.id, issuing::Act::Unpause, paused.version));
        const auto after = at.lane->attempt(m_instance.id, "afterwards");
        EXPECT_EQ(after.slot, next);
        m_promise.shown("afterwards", after);
        attempts(at, "more-", 20);
        carry(next + 20);
        local::Auditor auditor(*at.store, m_log, std::make_unique<ledger::SqlLedger>(m_target, m_clock), m_clock);
        auditor.start();
        core::Result<issuing::AuditReport> report;
        EXPECT_TRUE(comesTrue([&] {
            report = auditor.auditAndWait(at.store->poke(m_instance.id).value());
            return report.has_value();
        }));
        auditor.stop();
        EXPECT_TRUE(report->closed) << report->gaps << " gaps, " << report->lost << " lost, " << report->foreign;
        EXPECT_EQ(report->conservation.difference(), 0);
        std::map<std::string, std::uint32_t> saved;
        ledger::SqlLedger ledger(m_target, m_clock);
        ASSERT_TRUE(ledger.open());
        const auto rows = ledger.readIssues(m_instance.id, 0, 10'000).value();
        for (const auto& issue : rows)
            EXPECT_TRUE(saved.emplace(issue.publicId.str(), issue.slot).second) << issue.publicId.view();
        for (const auto& [person, slot] : m_promise.slots())
            EXPECT_EQ(saved[person], slot) << person;
        m_voided = ledger.voided(m_instance.id).value();
        EXPECT_EQ(rows.size() + m_voided.size(), next + 20u) << "slots are contiguous but for what is void";
    }

    core::SystemClock m_clock;
    TemporaryDirectory m_directory;
    RedisServer m_redis;
    std::mutex m_mutex; ///< guards the two below
    std::vector<std::string> m_live;
    std::string m_delivering; ///< the node whose relay has something in flight
    std::function<void(stock::RedisScripts&)> m_changeScripts;
    MemoryEventLog m_log;
    const ledger::SqlTarget m_target;
    ledger::SqlLedger m_consumerLedger;
    eventlog::LedgerConsumer m_consumer;
    std::vector<std::unique_ptr<Node>> m_nodes;
    std::unique_ptr<stock::RedisOutbox> m_outbox;
    issuing::Instance m_instance;
    PromiseCheck m_promise;
    std::vector<ledger::VoidedSlot> m_voided;
    std::atomic<std::int64_t> m_offset = 0;
    std::atomic<int> m_failures = 0;
};

/// The same on a cluster, of which one master loses something.
class RedisClusterRebuild : public RedisRebuild
{
protected:
    ~RedisClusterRebuild() override
    {
        m_nodes.clear(); // before the cluster goes
    }
    stock::RedisTarget target() override { return m_cluster.target(); }
    RedisServer& masterOf(const issuing::Instance& instance)
    {
        return m_cluster.server(m_cluster.masterOf(stock::RedisKeys(instance.id).instance));
    }

    RedisCluster m_cluster;
};

} // namespace firstcome::testing
