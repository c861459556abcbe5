#pragma once

#include "tests/contract/ledger_contract.h"

// What every ledger promises of the records that cannot be rows.

namespace firstcome::testing {

TEST_P(LedgerContract, RecordsThatCannotBeRowsBecomeDeadLetters)
{
    RecordMaker make(10);
    std::vector<LogRecord> records{make.record(11, "over"), make.record(0, "zero"), make.record(1, "torn"),
                                   make.record(2, "nobody"), make.record(3, "fine")};
    records[2].unreadable = "checksum";
    records[3].unreadable = "checksum";
    records[3].issue.publicId = {};
    records[3].issue.instance = {};
    const auto report = writeAll(*m_ledger, records);
    EXPECT_EQ(report.conflicts, (std::vector{Conflict::SlotOutOfRange, Conflict::SlotOutOfRange,
                                             Conflict::Unreadable, Conflict::Unidentified, Conflict::None}));
    EXPECT_EQ(report.deadLetters, 4u);
    EXPECT_EQ(m_ledger->counts(make.instance())->deadLetters, 3u);
    EXPECT_EQ(m_ledger->counts(issuing::InstanceId())->deadLetters, 1u);
    const auto letters = m_ledger->deadLetters(make.instance(), 10);
    ASSERT_EQ(letters->size(), 3u);
    EXPECT_EQ(letters->front().record.issue.publicId.view(), "over");
    EXPECT_EQ(letters->front().record.issue.instance, make.instance());
    EXPECT_EQ(letters->front().record.total, 10u);
    EXPECT_EQ(m_ledger->deadLetters(std::nullopt, 10)->size(), 4u);
    EXPECT_EQ(m_ledger->deadLetters(std::nullopt, 2)->size(), 2u);
}

TEST_P(LedgerContract, DeadLettersDeliveredAgainCountOnce)
{
    RecordMaker make(10);
    std::vector<LogRecord> records{make.record(11, "over"), make.record(1, "nobody")};
    records[1].unreadable = "checksum";
    records[1].issue.publicId = {};
    writeAll(*m_ledger, records);
    EXPECT_EQ(writeAll(*m_ledger, records).deadLetters, 2u) << "each delivery is told";
    EXPECT_EQ(m_ledger->counts(make.instance())->deadLetters, 2u) << "but counted once";
    EXPECT_EQ(m_ledger->deadLetters(make.instance(), 10)->size(), 2u);
}

TEST_P(LedgerContract, WhatTheLogDoesNotCarryIsPutAsideOnce)
{
    RecordMaker make(10);
    writeAll(*m_ledger, {make.record(1, "kim")});
    const std::vector<LogRecord> lost{make.record(1, "lee"), make.record(2, "kim")};
    const auto added = m_ledger->putAside(lost, Conflict::ShownAndLost);
    ASSERT_TRUE(added) << added.error().detail;
    EXPECT_EQ(added->size(), 2u);
    EXPECT_EQ(m_ledger->putAside(lost, Conflict::ShownAndLost)->size(), 0u);
    EXPECT_EQ(m_ledger->counts(make.instance())->deadLetters, 2u);
    EXPECT_EQ(rows(make.instance()), 1u);
    const auto letters = m_ledger->deadLetters(make.instance(), 10);
    ASSERT_EQ(letters->size(), 2u);
    EXPECT_EQ(letters->front().conflict, Conflict::ShownAndLost);
    EXPECT_EQ(letters->front().record.issue.publicId.view(), "lee");
    ASSERT_TRUE(m_ledger->tombstone(make.instance(), false));
    EXPECT_EQ(m_ledger->putAside(lost, Conflict::ShownAndLost)->size(), 0u) << "a rehearsal that is forgotten stays so";
}

TEST_P(LedgerContract, ReplayWritesTheRowOnceNothingStandsInItsWay)
{
    RecordMaker make(10);
    LogRecord refused = make.record(1, "kim");
    refused.unreadable = "the database refused the row"; // what the consumer makes of a poison row
    writeAll(*m_ledger, {refused, make.record(2, "lee"), make.record(3, "lee")});
    const auto letters = m_ledger->deadLetters(make.instance(), 10);
    ASSERT_EQ(letters->size(), 2u);
    const std::int64_t curable = letters->at(0).id;
    const std::int64_t incurable = letters->at(1).id;

    EXPECT_EQ(m_ledger->previewReplay(make.instance(), {})->letters.size(), 2u);
    EXPECT_EQ(rows(make.instance()), 1u) << "a preview does nothing";
    EXPECT_EQ(m_ledger->replay(curable).value(), Conflict::None);
    EXPECT_EQ(rows(make.instance()), 2u);
    EXPECT_EQ(m_ledger->replay(curable).value(), Conflict::None) << "again is harmless";
    EXPECT_EQ(rows(make.instance()), 2u);

    EXPECT_EQ(m_ledger->replay(incurable).value(), Conflict::PersonHasOtherSlot);
    EXPECT_EQ(m_ledger->counts(make.instance())->deadLetters, 1u);
    const auto after = m_ledger->deadLetters(make.instance(), 10);
    EXPECT_FALSE(after->at(0).replayed);
    EXPECT_EQ(after->at(0).id, incurable);
    EXPECT_TRUE(after->at(1).replayed);
    EXPECT_EQ(m_ledger->replay(4711).error().code, "unknown_dead_letter");
}

TEST_P(LedgerContract, APreviewSaysOfEachLetterWhatItsReplayWouldDoAndChangesNothing)
{
    using ledger::ReplayEffect;
    RecordMaker make(10);
    const auto poison = [&](std::uint32_t slot, const std::string& person) {
        LogRecord record = make.record(slot, person);
        record.unreadable = "the database refused the row";
        return record;
    };
    LogRecord broken = make.record(7, "han");
    broken.unreadable = "not JSON";
    broken.total = 0; // nothing of the payload was read
    writeAll(*m_ledger, {make.record(1, "kim"), make.record(2, "lee"), make.record(3, "lee"), make.record(1, "choi"),
                         make.record(11, "over"), broken, poison(4, "park"), poison(5, "park"), poison(6, "yoon")});
    const auto before = m_ledger->previewReplay(make.instance(), {});
    ASSERT_TRUE(before) << before.error().detail;
    ASSERT_EQ(before->letters.size(), 7u);
    EXPECT_EQ(before->waiting, 7u);
    const auto of = [](const ledger::ReplayPreview& preview, std::uint32_t slot, std::string_view person) {
        for (const auto& letter : preview.letters)
            if (letter.slot == slot && letter.publicId == person)
                return letter;
        ADD_FAILURE() << "no letter of " << person << " with slot " << slot;
        return ledger::LetterPreview();
    };
    EXPECT_EQ(of(*before, 3, "lee").effect, ReplayEffect::FailsAgain);
    EXPECT_EQ(of(*before, 3, "lee").conflict, "person_has_other_slot");
    EXPECT_EQ(of(*before, 3, "lee").otherSlot, 2u);
    EXPECT_EQ(of(*before, 1, "choi").conflict, "slot_has_other_person");
    EXPECT_EQ(of(*before, 1, "choi").holder, "kim");
    EXPECT_EQ(of(*before, 11, "over").conflict, "slot_out_of_range");
    EXPECT_EQ(of(*before, 7, "han").conflict, "unreadable");
    EXPECT_EQ(of(*before, 4, "park").effect, ReplayEffect::Inserts);
    EXPECT_EQ(of(*before, 4, "park").reason, "unreadable");
    EXPECT_EQ(of(*before, 5, "park").effect, ReplayEffect::FailsAgain) << "the letter before it will have written 4";
    EXPECT_EQ(of(*before, 5, "park").otherSlot, 4u);
    EXPECT_EQ(of(*before, 6, "yoon").effect, ReplayEffect::Inserts);
    EXPECT_EQ(rows(make.instance()), 2u);
    EXPECT_EQ(m_ledger->counts(make.instance())->deadLetters, 7u);

    const auto done = of(*before, 4, "park").id;
    ASSERT_EQ(m_ledger->replay(done).value(), Conflict::None);
    const std::vector<std::int64_t> chosen{done, of(*before, 6, "yoon").id, 4711};
    const auto some = m_ledger->previewReplay(make.instance(), chosen);
    ASSERT_EQ(some->letters.size(), 3u);
    EXPECT_EQ(some->waiting, 6u);
    EXPECT_EQ(of(*some, 4, "park").effect, ReplayEffect::AlreadyDone);
    EXPECT_EQ(of(*some, 6, "yoon").effect, ReplayEffect::Inserts);
    EXPECT_EQ(some->letters.back().id, 4711);
    EXPECT_EQ(some->letters.back().effect, ReplayEffect::Gone);

    RecordMaker other(10);
    EXPECT_EQ(m_ledger->previewReplay(other.instance(), chosen)->letters.front().effect, ReplayEffect::Gone)
        << "another event's letter";
    ASSERT_TRUE(m_ledger->tombstone(make.instance(), false));
    const auto gone = m_ledger->previewReplay(make.instance(), chosen);
    ASSERT_EQ(gone->letters.size(), 3u);
    EXPECT_EQ(gone->waiting, 0u);
    EXPECT_EQ(gone->letters.front().effect, ReplayEffect::Gone);
}

TEST_P(LedgerContract, ARowThatComesAfterItsDeadLetterSettlesIt)
{
    RecordMaker make(10);
    const LogRecord good = make.record(1, "kim");
    LogRecord refused = good;
    refused.unreadable = "the database refused the row";
    writeAll(*m_ledger, {refused});
    EXPECT_EQ(writeAll(*m_ledger, {good}).written, 1u);
    EXPECT_EQ(m_ledger->counts(make.instance())->deadLetters, 0u);
    EXPECT_TRUE(m_ledger->deadLetters(make.instance(), 1)->front().replayed);
}

} // namespace firstcome::testing
