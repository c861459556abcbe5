#pragma once

#include "backend/issuing/event_directory.h"
#include "backend/issuing/node_registry.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

// What every event directory promises. A kind of directory runs it by instantiating EventDirectoryContract.

namespace firstcome::testing {

using namespace firstcome::issuing;

/// One fresh database of one kind of directory.
class DirectoryHarness
{
public:
    virtual ~DirectoryHarness() = default;
    /// A directory on the harness's database, not opened yet; the same database every time.
    virtual std::unique_ptr<EventDirectory> make() = 0;
    /// A registry on the same database, not opened yet.
    virtual std::unique_ptr<NodeRegistry> makeRegistry() = 0;
    /// Runs SQL past the directory; false where the database refuses it.
    virtual bool run(const std::string& sql) = 0;
};

struct DirectoryKind
{
    std::string name;
    std::function<std::unique_ptr<DirectoryHarness>()> make;
};

inline core::WallTime at(std::int64_t seconds)
{
    return core::WallTime(std::chrono::seconds(seconds));
}

inline EventDraft draftOf(const std::string& couponId)
{
    EventDraft draft;
    draft.couponId = *CouponId::parse(couponId);
    draft.name = "성탄 쿠폰 'half; price' \"%\"";
    draft.total = 500;
    draft.opensAt = at(1'800'000'000);
    draft.audience = Audience::Listed;
    return draft;
}

class EventDirectoryContract : public ::testing::TestWithParam<DirectoryKind>
{
protected:
    void SetUp() override
    {
        m_harness = GetParam().make();
        m_directory = m_harness->make();
        const auto opened = m_directory->open();
        ASSERT_TRUE(opened) << opened.error().detail;
    }
    void TearDown() override { m_directory->close(); }
    void reopen()
    {
        m_directory->close();
        m_directory = m_harness->make();
        ASSERT_TRUE(m_directory->open());
    }
    TimelineEntry entry(const std::string& couponId, const std::string& code)
    {
        TimelineEntry made;
        made.at = at(1'800'000'000);
        made.couponId = CouponId::parse(couponId).value_or(CouponId());
        made.code = code;
        made.actor = "console";
        made.outcome = "ok";
        return made;
    }

    std::unique_ptr<DirectoryHarness> m_harness;
    std::unique_ptr<EventDirectory> m_directory;
};

TEST_P(EventDirectoryContract, KeepsEventsInOrderOfCreationAndWhole)
{
    const auto created = m_directory->create(draftOf("ZULU"));
    ASSERT_TRUE(created);
    EXPECT_EQ(created->version, 1u);
    ASSERT_TRUE(m_directory->create(draftOf("ALPHA")));
    reopen();
    const auto events = m_directory->events();
    ASSERT_TRUE(events);
    ASSERT_EQ(events->size(), 2u);
    const DirectoryEvent& first = events->front();
    EXPECT_EQ(first.draft.couponId.view(), "ZULU");
    EXPECT_EQ(first.draft.name, draftOf("ZULU").name);
    EXPECT_EQ(first.draft.total, 500u);
    EXPECT_EQ(first.draft.opensAt, at(1'800'000'000));
    EXPECT_FALSE(first.draft.closesAt);
    EXPECT_EQ(first.draft.audience, Audience::Listed);
    EXPECT_EQ(first.version, 1u);
    EXPECT_FALSE(first.instance);
    EXPECT_EQ(first.plannedTotal, 500u);
}

TEST_P(EventDirectoryContract, OneCouponIdOneEventAndCaseCounts)
{
    ASSERT_TRUE(m_directory->create(draftOf("XMAS")));
    const auto again = m_directory->create(draftOf("XMAS"));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, core::ErrorKind::Conflict);
    EXPECT_EQ(again.error().code, "coupon_exists");
    EXPECT_TRUE(m_directory->create(draftOf("xmas")));
}

TEST_P(EventDirectoryContract, UpdatesOnlyTheVersionItWasDecidedOn)
{
    DirectoryEvent event = *m_directory->create(draftOf("XMAS"));
    event.version = 2;
    event.draft.total = 700;
    event.draft.opensAt.reset();
    event.draft.closesAt = at(1'900'000'000);
    event.instance = InstanceId::random();
    event.plannedTotal = 650;
    ASSERT_TRUE(m_directory->update(event, 1));
    const DirectoryEvent stored = m_directory->events()->front();
    EXPECT_EQ(stored.version, 2u);
    EXPECT_EQ(stored.draft.total, 700u);
    EXPECT_FALSE(stored.draft.opensAt);
    EXPECT_EQ(stored.draft.closesAt, at(1'900'000'000));
    EXPECT_EQ(stored.instance, event.instance);
    EXPECT_EQ(stored.plannedTotal, 650u);

    event.version = 3;
    event.draft.total = 1;
    const auto late = m_directory->update(event, 1);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, core::ErrorKind::VersionConflict);
    EXPECT_EQ(late.error().code, "version_conflict");
    EXPECT_EQ(m_directory->events()->front().draft.total, 700u);

    event.version = 2;
    EXPECT_FALSE(m_directory->update(event, 2)) << "a change must raise the version";
    event.draft.couponId = *CouponId::parse("NONE");
    event.version = 9;
    EXPECT_EQ(m_directory->update(event, 2).error().kind, core::ErrorKind::NotFound);
}

TEST_P(EventDirectoryContract, RemovesOnlyTheVersionItWasDecidedOn)
{
    const auto created = m_directory->create(draftOf("XMAS"));
    EXPECT_EQ(m_directory->remove(created->draft.couponId, 7).error().code, "version_conflict");
    EXPECT_TRUE(m_directory->remove(created->draft.couponId, 1));
    EXPECT_TRUE(m_directory->events()->empty());
    EXPECT_EQ(m_directory->remove(created->draft.couponId, 1).error().kind, core::ErrorKind::NotFound);
}

TEST_P(EventDirectoryContract, TwoConnectionsCannotBothWinOneVersion)
{
    DirectoryEvent event = *m_directory->create(draftOf("XMAS"));
    const auto other = m_harness->make();
    ASSERT_TRUE(other->open());
    event.version = 2;
    EXPECT_TRUE(m_directory->update(event, 1));
    EXPECT_FALSE(other->update(event, 1));
    other->close();
}

TEST_P(EventDirectoryContract, TheTimelineIsReadNewestFirstInPages)
{
    for (int i = 0; i < 10; ++i)
        ASSERT_TRUE(m_directory->append(entry(i % 2 ? "ODD" : "EVEN", "code_" + std::to_string(i))));
    TimelineEntry full = entry("", "waived");
    full.severity = Severity::Critical;
    full.instance = InstanceId::random();
    full.outcome = "wrong_state";
    full.arguments = {"디스크", "", "a \"b\" \\ c\n", "12"};
    const auto appended = m_directory->append(full);
    ASSERT_TRUE(appended);
    EXPECT_GT(appended->id, 0);
    reopen();

    const auto all = m_directory->timeline(std::nullopt, 0, 100);
    ASSERT_EQ(all->size(), 11u);
    const TimelineEntry& newest = all->front();
    EXPECT_EQ(newest.id, appended->id);
    EXPECT_EQ(newest.at, full.at);
    EXPECT_TRUE(newest.couponId.empty());
    EXPECT_EQ(newest.instance, full.instance);
    EXPECT_EQ(newest.severity, Severity::Critical);
    EXPECT_EQ(newest.actor, "console");
    EXPECT_EQ(newest.outcome, "wrong_state");
    EXPECT_EQ(newest.arguments, full.arguments);
    EXPECT_TRUE(all->back().instance.isNil());

    const auto page = m_directory->timeline(CouponId::parse("ODD"), 0, 2);
    ASSERT_EQ(page->size(), 2u);
    EXPECT_EQ(page->at(0).code, "code_9");
    const auto next = m_directory->timeline(CouponId::parse("ODD"), page->back().id, 2);
    EXPECT_EQ(next->at(0).code, "code_5");
}

TEST_P(EventDirectoryContract, TheTimelineCannotBeChangedOrShortened)
{
    ASSERT_TRUE(m_directory->append(entry("XMAS", "opened")));
    EXPECT_FALSE(m_harness->run("UPDATE timeline SET outcome = 'ok', actor = 'nobody'"));
    EXPECT_FALSE(m_harness->run("DELETE FROM timeline"));
    EXPECT_EQ(m_directory->timeline(std::nullopt, 0, 10)->size(), 1u);
}

TEST_P(EventDirectoryContract, CreatesPeopleOnceEach)
{
    const auto first = m_directory->createPeople(1'000, "p-");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->added, 1'000u);
    EXPECT_EQ(first->alreadyThere, 0u);
    const auto more = m_directory->createPeople(1'500, "p-");
    EXPECT_EQ(more->added, 500u);
    EXPECT_EQ(more->alreadyThere, 1'000u);
    EXPECT_EQ(more->total, 1'500u);
    EXPECT_EQ(m_directory->createPeople(10, "P-")->added, 10u) << "another case is another person";
    EXPECT_EQ(m_directory->peopleCount().value(), 1'510u);

    EXPECT_EQ(m_directory->createPeople(0, "p-").error().code, "bad_count");
    EXPECT_EQ(m_directory->createPeople(5'000'001, "p-").error().code, "bad_count");
    EXPECT_EQ(m_directory->createPeople(10, "-p").error().code, "bad_prefix");
    EXPECT_EQ(m_directory->createPeople(10, std::string(63, 'p')).error().code, "bad_prefix");
    EXPECT_EQ(m_directory->createPeople(10, "").value().added, 10u) << "plain numbers are valid";
}

TEST_P(EventDirectoryContract, PagesThroughPeopleInByteOrder)
{
    m_directory->createPeople(250, "p-");
    m_directory->createPeople(3, "Z");
    std::vector<PublicId> all;
    std::string after;
    for (auto page = m_directory->people(after, 100); !page->empty();
         page = m_directory->people(after, 100)) {
        EXPECT_LE(page->size(), 100u);
        all.insert(all.end(), page->begin(), page->end());
        after = page->back().str();
    }
    EXPECT_EQ(all.size(), 253u);
    EXPECT_TRUE(std::ranges::is_sorted(all));
    EXPECT_EQ(all.front().view(), "Z1");
}

TEST_P(EventDirectoryContract, ImportsTheGoodRowsAndReportsTheBad)
{
    m_directory->createPeople(2, "p-");
    std::string csv =
        "\xef\xbb\xbfpublicId,name\r\nkim,\"Kim, Min-su\"\r\nKim,x\r\np-1,again\r\n-bad,x\r\nkim,twice\r\n";
    for (int i = 0; i < 1'234; ++i)
        csv += "q" + std::to_string(i) + ",x\n";
    const auto report = m_directory->importPeople(csv);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->added, 1'236u);
    EXPECT_EQ(report->alreadyThere, 1u);
    EXPECT_EQ(report->total, 1'238u);
    EXPECT_EQ(report->badRowCount, 2u);
    ASSERT_EQ(report->badRows.size(), 2u);
    EXPECT_EQ(report->badRows[0].line, 5u);
    EXPECT_EQ(report->badRows[0].code, "bad_public_id");
    EXPECT_EQ(report->badRows[0].text, "-bad");
    EXPECT_EQ(report->badRows[1].line, 6u);
    EXPECT_EQ(report->badRows[1].code, "duplicate_in_file");
    EXPECT_EQ(m_directory->peopleCount().value(), 1'238u);
    const auto again = m_directory->importPeople(csv);
    EXPECT_EQ(again->added, 0u);
    EXPECT_EQ(again->alreadyThere, 1'237u);
}

TEST_P(EventDirectoryContract, TheRevisionTellsOtherConnectionsWhetherToReadAgain)
{
    const auto other = m_harness->make();
    ASSERT_TRUE(other->open());
    auto seen = other->revision().value();
    const auto hasGrown = [&](const char* after) {
        const auto now = other->revision().value();
        EXPECT_GT(now, seen) << after;
        seen = now;
    };
    DirectoryEvent event = m_directory->create(draftOf("XMAS")).value();
    hasGrown("create");
    const auto expected = event.version++;
    ASSERT_TRUE(m_directory->update(event, expected));
    hasGrown("update");
    ASSERT_TRUE(m_directory->append(entry("XMAS", "waived")));
    hasGrown("append");
    ASSERT_TRUE(m_directory->createPeople(3, "p-"));
    hasGrown("createPeople");
    ASSERT_TRUE(m_directory->importPeople("kim\n"));
    hasGrown("importPeople");
    ASSERT_TRUE(m_directory->remove(event.draft.couponId, event.version));
    hasGrown("remove");
    const auto registry = m_harness->makeRegistry();
    ASSERT_TRUE(registry->open());
    EXPECT_EQ(registry->revision().value(), seen);
    ASSERT_TRUE(registry->enroll({"a", InstanceId::random().str(), "test", "", ""}));
    registry->close();
    EXPECT_FALSE(m_directory->update(event, 1));
    ASSERT_TRUE(m_directory->events());
    ASSERT_TRUE(m_directory->timeline(std::nullopt, 0, 10));
    EXPECT_EQ(other->revision().value(), seen) << "nothing was written";
    other->close();
}

TEST_P(EventDirectoryContract, AnEventMadeAgainHasNoVersionItHadBefore)
{
    const auto first = m_directory->create(draftOf("XMAS")).value();
    ASSERT_TRUE(m_directory->remove(first.draft.couponId, first.version));
    const auto again = m_directory->create(draftOf("XMAS")).value();
    EXPECT_GT(again.version, first.version);
    EXPECT_EQ(m_directory->events()->front().version, again.version);
}

TEST_P(EventDirectoryContract, WhatSeveralSawIsToldOnce)
{
    const auto other = m_harness->make();
    ASSERT_TRUE(other->open());
    const auto first = m_directory->appendOnce(entry("XMAS", "sold_out"), "a:sold_out");
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->has_value());
    const auto revision = m_directory->revision().value();
    for (auto* told : {m_directory.get(), other.get()}) {
        const auto again = told->appendOnce(entry("XMAS", "sold_out"), "a:sold_out");
        ASSERT_TRUE(again) << again.error().detail;
        EXPECT_FALSE(again->has_value());
    }
    EXPECT_TRUE(other->appendOnce(entry("XMAS", "sold_out"), "b:sold_out").value());
    EXPECT_EQ(m_directory->timeline(std::nullopt, 0, 10)->size(), 2u);
    EXPECT_EQ(m_directory->revision().value(), revision + 1);
    other->close();
}

TEST_P(EventDirectoryContract, ClosedItSaysSo)
{
    m_directory->close();
    EXPECT_EQ(m_directory->events().error().code, "directory_down");
    EXPECT_EQ(m_directory->append({}).error().kind, core::ErrorKind::Unavailable);
}

} // namespace firstcome::testing
