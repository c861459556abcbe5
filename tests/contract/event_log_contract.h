#pragma once

// The contract suite of EventLog. Include it in one test program for each kind and instantiate
// EventLogContract with that kind.
#include "backend/eventlog/event_log.h"
#include "tests/support/node_program.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

namespace firstcome::testing {

using namespace std::chrono_literals;

/// One kind of event log with what fills it.
class LogUnderTest
{
public:
    virtual ~LogUnderTest() = default;
    /// A new instance, open.
    virtual issuing::Instance openInstance(std::string_view couponId, std::uint32_t total, bool shadow) = 0;
    /// These people get a coupon each, in this order, and the log has it when the call returns.
    virtual std::vector<issuing::Issue> accept(const issuing::Instance& instance,
                                               const std::vector<std::string>& people) = 0;
    virtual void correctTotal(const issuing::Instance& instance, std::uint32_t total) = 0;
    /// Another reader of the same log, not opened yet.
    virtual std::unique_ptr<eventlog::EventLog> reader() = 0;
};

struct LogKind
{
    std::string name;
    std::function<std::unique_ptr<LogUnderTest>()> make;
};

inline void PrintTo(const LogKind& kind, std::ostream* out)
{
    *out << kind.name;
}

/// What every kind of EventLog is held to.
class EventLogContract : public ::testing::TestWithParam<LogKind>
{
protected:
    void SetUp() override { m_kind = GetParam().make(); }
    LogUnderTest& kind() { return *m_kind; }

    std::unique_ptr<eventlog::EventLog> openAt(const std::vector<eventlog::LogPosition>& positions)
    {
        auto log = m_kind->reader();
        EXPECT_TRUE(comesTrue([&] { // a consumer tries again too
            const auto opened = log->open(positions);
            if (!opened)
                log->close();
            return opened.has_value();
        }));
        return log;
    }
    /// Polls until `count` records have come or for a long time nothing does.
    static std::vector<eventlog::LogRecord> take(eventlog::EventLog& log, std::size_t count,
                                                 std::size_t limit = 100)
    {
        std::vector<eventlog::LogRecord> all;
        while (all.size() < count) {
            const auto some = log.poll(limit, 10s);
            EXPECT_TRUE(some) << some.error().detail;
            if (!some || some->empty())
                break;
            EXPECT_LE(some->size(), limit);
            all.insert(all.end(), some->begin(), some->end());
        }
        return all;
    }
    static std::vector<eventlog::LogPosition> after(const std::vector<eventlog::LogRecord>& records)
    {
        std::map<std::int32_t, eventlog::LogPosition> next;
        for (const auto& record : records)
            next[record.partition] = {record.topic, record.partition, record.offset + 1};
        std::vector<eventlog::LogPosition> positions;
        for (const auto& entry : next)
            positions.push_back(entry.second);
        return positions;
    }
    static std::vector<std::string> names(std::string_view prefix, std::size_t count)
    {
        std::vector<std::string> names;
        for (std::size_t i = 1; i <= count; ++i)
            names.push_back(std::string(prefix) + std::to_string(i));
        return names;
    }

private:
    std::unique_ptr<LogUnderTest> m_kind;
};

TEST_P(EventLogContract, EveryAcceptedIssueComesOnceAndWhole)
{
    const auto real = kind().openInstance("XMAS", 100, false);
    const auto shadow = kind().openInstance("rehearsal-1", 50, true);
    auto issues = kind().accept(real, names("p", 30));
    const auto more = kind().accept(shadow, names("q", 20));
    issues.insert(issues.end(), more.begin(), more.end());

    auto log = openAt({});
    std::map<std::pair<issuing::InstanceId, std::uint32_t>, eventlog::LogRecord> bySlot;
    for (const auto& record : take(*log, issues.size()))
        EXPECT_TRUE(bySlot.emplace(std::pair(record.issue.instance, record.issue.slot), record).second);
    ASSERT_EQ(bySlot.size(), issues.size());
    for (const auto& issue : issues) {
        const auto& record = bySlot.at({issue.instance, issue.slot});
        EXPECT_EQ(record.issue.publicId, issue.publicId);
        EXPECT_EQ(record.issue.acceptedAt, issue.acceptedAt);
        const bool isShadow = issue.instance == shadow.id;
        EXPECT_EQ(record.shadow, isShadow);
        EXPECT_EQ(record.couponId.str(), isShadow ? "rehearsal-1" : "XMAS");
        EXPECT_EQ(record.total, isShadow ? 50u : 100u);
        EXPECT_EQ(record.unreadable, "");
    }
    EXPECT_TRUE(log->poll(10, 1ms)->empty());
}

TEST_P(EventLogContract, OffsetsGrowWithinAPartition)
{
    const auto instance = kind().openInstance("XMAS", 100, false);
    kind().accept(instance, names("p", 50));
    auto log = openAt({});
    std::map<std::pair<std::string, std::int32_t>, std::int64_t> last;
    for (const auto& record : take(*log, 50, 7)) {
        const auto partition = std::pair(record.topic, record.partition);
        if (last.contains(partition)) {
            EXPECT_GT(record.offset, last[partition]);
        }
        last[partition] = record.offset;
    }
}

TEST_P(EventLogContract, AReaderResumesWhereItsOwnTransactionStands)
{
    const auto instance = kind().openInstance("XMAS", 100, false);
    kind().accept(instance, names("p", 10));
    auto log = openAt({});
    const auto first = take(*log, 10);
    const auto positions = after(first);
    log->committed(positions);
    log->close();

    const auto later = kind().accept(instance, names("q", 5));
    const auto another = kind().openInstance("OTHER", 100, false);
    kind().accept(another, names("r", 3));
    log = openAt(positions);
    std::map<std::string, int> seen;
    for (const auto& record : take(*log, 8))
        ++seen[record.issue.publicId.str()];
    EXPECT_EQ(seen.size(), 8u) << "a partition that is not named starts at its beginning";
    for (const auto& person : {"q1", "q5", "r1", "r3"})
        EXPECT_EQ(seen[person], 1) << person;
    EXPECT_TRUE(log->poll(10, 1ms)->empty());
}

TEST_P(EventLogContract, PollingWakesForNewRecords)
{
    const auto instance = kind().openInstance("XMAS", 100, false);
    auto log = openAt({});
    EXPECT_TRUE(log->poll(10, 1ms)->empty());
    std::thread writer([&] { kind().accept(instance, names("p", 1)); });
    const auto records = take(*log, 1);
    writer.join();
    ASSERT_EQ(records.size(), 1u);
    EXPECT_EQ(records.front().issue.publicId.str(), "p1");
}

TEST_P(EventLogContract, EndsSayHowFarEachPartitionReaches)
{
    const auto instance = kind().openInstance("XMAS", 100, false);
    kind().accept(instance, names("p", 12));
    auto log = openAt({});
    const auto records = take(*log, 12);
    const auto ends = log->ends();
    ASSERT_TRUE(ends);
    for (const auto& position : after(records)) {
        const auto end = std::ranges::find_if(*ends, [&](const auto& e) {
            return e.topic == position.topic && e.partition == position.partition;
        });
        ASSERT_NE(end, ends->end());
        EXPECT_EQ(end->endOffset, position.nextOffset);
    }
}

TEST_P(EventLogContract, ATotalThatWasRaisedCoversItsSlots)
{
    const auto instance = kind().openInstance("XMAS", 3, false);
    kind().accept(instance, names("p", 3));
    kind().correctTotal(instance, 5);
    kind().accept(instance, names("q", 2));
    auto log = openAt({});
    for (const auto& record : take(*log, 5))
        EXPECT_LE(record.issue.slot, record.total);
}

} // namespace firstcome::testing
