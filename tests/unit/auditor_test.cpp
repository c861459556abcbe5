#include "backend/eventlog/embedded_event_log.h"
#include "backend/ledger/sql_ledger.h"
#include "backend/local/auditor.h"
#include "backend/stock/embedded_stock_store.h"
#include "tests/support/core_application.h"
#include "tests/support/lane_driver.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::testing;

namespace {

/// The auditor on the real store, log and ledger, with the consumer's work done by hand.
class AuditorTest : public ::testing::Test
{
protected:
    AuditorTest()
    {
        ensureCoreApplication();
        m_options.session.database.file = m_files.path() / "store.db";
        m_store = std::make_unique<stock::EmbeddedStockStore>(m_options, m_clock);
        m_log = std::make_unique<eventlog::EmbeddedEventLog>(m_options.session.database.file, "",
                                                             m_store->feed(), nullptr);
        m_auditor = std::make_unique<local::Auditor>(*m_store, *m_log, ledger(), m_clock);
        EXPECT_TRUE(m_store->start());
        m_auditor->start();
        issuing::Instance instance;
        instance.id = issuing::InstanceId::random();
        instance.couponId = *issuing::CouponId::parse("X");
        instance.total = 5;
        instance.version = 1;
        m_instance = m_store->create(instance).value();
        m_instance = m_store->act(m_instance.id, issuing::Act::Open, 1).value();
    }
    ~AuditorTest() override { m_auditor->stop(); }

    std::unique_ptr<ledger::Ledger> ledger()
    {
        return std::make_unique<ledger::SqlLedger>(
            ledger::SqlTarget::sqliteFile(m_files.path() / "ledger.db"), m_clock);
    }

    /// Writes so many of the log's records to the ledger, all with the positions after them.
    void consume(std::size_t count)
    {
        ASSERT_TRUE(m_log->open({}));
        const auto records = m_log->poll(count, {}).value();
        ASSERT_EQ(records.size(), count);
        const auto writer = ledger();
        ASSERT_TRUE(writer->open());
        const auto& last = records.back();
        const std::vector<eventlog::LogPosition> after{{last.topic, last.partition, last.offset + 1}};
        ASSERT_TRUE(writer->write(records, after));
        writer->close();
    }

    core::SystemClock m_clock;
    TemporaryDirectory m_files;
    stock::EmbeddedStoreOptions m_options;
    std::unique_ptr<stock::EmbeddedStockStore> m_store;
    std::unique_ptr<eventlog::EmbeddedEventLog> m_log;
    std::unique_ptr<local::Auditor> m_auditor;
    issuing::Instance m_instance;
};

} // namespace

TEST_F(AuditorTest, WhatIsOnItsWayIsNotLost)
{
    {
        LaneDriver lane(*m_store, m_clock);
        for (const auto& person : people("p", 3))
            ASSERT_EQ(lane.attempt(m_instance.id, person).verdict, issuing::Verdict::Accepted);
    }
    for (const std::size_t consumed : {0u, 2u}) {
        if (consumed > 0)
            consume(consumed);
        const auto early = m_auditor->auditAndWait(m_instance);
        ASSERT_FALSE(early);
        EXPECT_EQ(early.error().code, "not_drained");
        EXPECT_EQ(early.error().detail, std::to_string(3 - consumed) + " on their way to the ledger");
        EXPECT_TRUE(m_auditor->reports().empty());
    }
    consume(3);
    const auto report = m_auditor->auditAndWait(m_instance);
    ASSERT_TRUE(report) << report.error().code;
    EXPECT_TRUE(report->closed);
    EXPECT_EQ(report->issued, 3u);
}

TEST_F(AuditorTest, NothingIssuedIsDrained)
{
    const auto report = m_auditor->auditAndWait(m_instance);
    ASSERT_TRUE(report) << report.error().code;
    EXPECT_TRUE(report->closed);
}
