#include "backend/issuing/audit.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace firstcome;
using namespace firstcome::issuing;

namespace {

PublicId person(std::uint32_t n)
{
    return *PublicId::parse("p-" + std::to_string(n));
}

/// One side of the audit held in memory; a test plants its fault here.
class Rows
{
public:
    explicit Rows(std::uint32_t count)
    {
        for (std::uint32_t slot = 1; slot <= count; ++slot)
            put(slot, person(slot));
    }
    void put(std::uint32_t slot, PublicId who)
    {
        drop(slot);
        const auto place = std::ranges::upper_bound(m_issues, slot, {}, &Issue::slot);
        m_issues.insert(place, Issue{InstanceId(), who, slot, core::WallTime()});
    }
    void drop(std::uint32_t slot)
    {
        std::erase_if(m_issues, [&](const Issue& i) { return i.slot == slot; });
    }
    IssueReader reader() const
    {
        return [this](std::uint32_t afterSlot, std::size_t limit) -> core::Result<std::vector<Issue>> {
            const auto from = std::ranges::upper_bound(m_issues, afterSlot, {}, &Issue::slot);
            const auto count =
                std::min<std::ptrdiff_t>(m_issues.end() - from, static_cast<std::ptrdiff_t>(limit));
            return std::vector<Issue>(from, from + count);
        };
    }

private:
    std::vector<Issue> m_issues;
};

Instance instanceOf(std::uint32_t total, std::uint32_t issued)
{
    Instance instance;
    instance.id = InstanceId::random();
    instance.couponId = *CouponId::parse("XMAS");
    instance.total = total;
    instance.issued = issued;
    return instance;
}

AuditReport audit(const Rows& store, const Rows& ledger, std::uint32_t total, std::uint32_t issued,
                  std::uint64_t deadLetters = 0, std::uint64_t voided = 0)
{
    const auto report =
        auditExactly(instanceOf(total, issued), store.reader(), ledger.reader(), deadLetters, voided);
    EXPECT_TRUE(report.has_value());
    return report.value_or(AuditReport());
}

/// Is there a difference of this kind at this slot with these people?
testing::AssertionResult names(const AuditReport& report, Finding finding, std::uint32_t slot,
                               const std::string& store, const std::string& ledger)
{
    for (const Difference& d : report.differences)
        if (d.finding == finding && d.slot == slot && d.storePerson == store && d.ledgerPerson == ledger)
            return testing::AssertionSuccess();
    auto result = testing::AssertionFailure()
                  << "no " << findingName(finding) << " at " << slot << "; there are";
    for (const Difference& d : report.differences)
        result << ' ' << findingName(d.finding) << '@' << d.slot << '(' << d.storePerson << '/'
               << d.ledgerPerson << ')';
    return result;
}

} // namespace

TEST(ExactAudit, ClosesOnAHundredThousandCleanRows)
{
    Rows rows(0);
    std::vector<Issue> many;
    for (std::uint32_t slot = 1; slot <= 100'000; ++slot)
        many.push_back({InstanceId(), person(slot), slot, core::WallTime()});
    const IssueReader reader = [&](std::uint32_t after,
                                   std::size_t limit) -> core::Result<std::vector<Issue>> {
        const auto end = std::min<std::size_t>(many.size(), after + limit);
        return std::vector<Issue>(many.begin() + after, many.begin() + static_cast<std::ptrdiff_t>(end));
    };
    const auto report = auditExactly(instanceOf(100'000, 100'000), reader, reader, 0, 0);
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->closed);
    EXPECT_TRUE(report->exact);
    EXPECT_EQ(report->issued, 100'000u);
    EXPECT_TRUE(report->differences.empty());
}

TEST(ExactAudit, ClosesOnAnEmptyInstance)
{
    EXPECT_TRUE(audit(Rows(0), Rows(0), 10, 0).closed);
}

TEST(ExactAudit, NamesAnOversell)
{
    const Rows both(12);
    const AuditReport report = audit(both, both, 10, 12);
    EXPECT_FALSE(report.closed);
    EXPECT_EQ(report.oversold, 2u);
    EXPECT_TRUE(names(report, Finding::Oversold, 11, "p-11", "p-11"));
    EXPECT_TRUE(names(report, Finding::Oversold, 12, "p-12", "p-12"));
}

TEST(ExactAudit, NamesAPersonWithTwoSlots)
{
    Rows both(10);
    both.put(8, person(3));
    const AuditReport report = audit(both, both, 10, 10);
    EXPECT_FALSE(report.closed);
    EXPECT_EQ(report.duplicates, 1u);
    EXPECT_TRUE(names(report, Finding::DuplicatePerson, 8, "p-3", "p-3"));
    EXPECT_EQ(report.differing, 0u);
}

TEST(ExactAudit, NamesAPersonTwiceInTheLedgerOnly)
{
    const Rows store(10);
    Rows ledger(10);
    ledger.put(8, person(3));
    const AuditReport report = audit(store, ledger, 10, 10);
    EXPECT_EQ(report.duplicates, 1u);
    EXPECT_EQ(report.differing, 1u);
    EXPECT_TRUE(names(report, Finding::DuplicatePerson, 8, "", "p-3"));
    EXPECT_TRUE(names(report, Finding::PersonDiffers, 8, "p-8", "p-3"));
}

TEST(ExactAudit, NamesAGap)
{
    Rows both(10);
    both.drop(4);
    const AuditReport report = audit(both, both, 10, 10);
    EXPECT_FALSE(report.closed);
    EXPECT_EQ(report.gaps, 1u);
    EXPECT_TRUE(names(report, Finding::SlotGap, 4, "", ""));
    EXPECT_TRUE(audit(both, both, 10, 10, 0, 1).closed) << "a voided slot is no gap";
}

TEST(ExactAudit, NamesATailThatBothSidesLost)
{
    const Rows both(8);
    const AuditReport report = audit(both, both, 10, 10);
    EXPECT_EQ(report.gaps, 2u);
    EXPECT_TRUE(names(report, Finding::SlotGap, 9, "", ""));
}

TEST(ExactAudit, NamesALoss)
{
    const Rows store(10);
    Rows ledger(10);
    ledger.drop(7);
    const AuditReport report = audit(store, ledger, 10, 10);
    EXPECT_FALSE(report.closed);
    EXPECT_EQ(report.lost, 1u);
    EXPECT_TRUE(names(report, Finding::LostIssue, 7, "p-7", ""));
}

TEST(ExactAudit, NamesAForeignIssue)
{
    Rows store(10);
    store.drop(5);
    const AuditReport report = audit(store, Rows(10), 10, 10);
    EXPECT_FALSE(report.closed);
    EXPECT_EQ(report.foreign, 1u);
    EXPECT_TRUE(names(report, Finding::ForeignIssue, 5, "", "p-5"));
}

TEST(ExactAudit, NamesADifferingPersonByCaseToo)
{
    Rows store(10), ledger(10);
    store.put(2, *PublicId::parse("kim"));
    ledger.put(2, *PublicId::parse("Kim"));
    const AuditReport report = audit(store, ledger, 10, 10);
    EXPECT_FALSE(report.closed);
    EXPECT_EQ(report.differing, 1u);
    EXPECT_TRUE(names(report, Finding::PersonDiffers, 2, "kim", "Kim"));
}

TEST(ExactAudit, NamesADeadLetterLeft)
{
    const AuditReport report = audit(Rows(10), Rows(10), 10, 10, 3);
    EXPECT_FALSE(report.closed);
    EXPECT_EQ(report.deadLetters, 3u);
    EXPECT_TRUE(names(report, Finding::DeadLetterLeft, 0, "", ""));
}

TEST(ExactAudit, CountsAllAndNamesTheFirstHundred)
{
    const AuditReport report = audit(Rows(500), Rows(0), 500, 500);
    EXPECT_EQ(report.lost, 500u);
    ASSERT_EQ(report.differences.size(), 100u);
    EXPECT_EQ(report.differences.back().slot, 100u);
}

TEST(ExactAudit, FailsWhereAReaderFailsOrGoesBack)
{
    const Rows rows(3);
    const IssueReader broken = [](std::uint32_t, std::size_t) -> core::Result<std::vector<Issue>> {
        return core::fail(core::ErrorKind::Io, "ledger_io");
    };
    const auto failed = auditExactly(instanceOf(3, 3), rows.reader(), broken, 0, 0);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "ledger_io");

    const IssueReader goesBack = [](std::uint32_t, std::size_t) -> core::Result<std::vector<Issue>> {
        return std::vector<Issue>{{InstanceId(), person(1), 1, core::WallTime()}};
    };
    const auto circular = auditExactly(instanceOf(3, 3), rows.reader(), goesBack, 0, 0);
    ASSERT_FALSE(circular);
    EXPECT_EQ(circular.error().code, "audit_reader_order");
}

TEST(Conservation, IsUnknownUntilEveryTermIsMeasured)
{
    Conservation c{.total = 10, .remaining = 4, .outbox = 1, .unconsumed = 2, .ledger = 2, .deadLetters = 1};
    EXPECT_FALSE(c.known());
    EXPECT_FALSE(c.difference());
    c.voided = 0;
    EXPECT_EQ(c.difference(), 0);
    c.ledger = 1;
    EXPECT_EQ(c.difference(), -1);
}
