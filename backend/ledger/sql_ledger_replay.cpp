#include "backend/ledger/sql_ledger.h"

#include <algorithm>
#include <array>
#include <map>

// Dead letters: what replaying would do, and doing it.

namespace firstcome::ledger {

namespace {

constexpr std::array<std::string_view, 4> kReplayEffects{"inserts", "already_done", "fails_again", "gone"};

/// Rows that the letters before one in the same replay would have written.
struct RowsToBe
{
    std::map<std::uint32_t, issuing::PublicId> bySlot;
    std::map<issuing::PublicId, std::uint32_t> byPerson;

    Judgement judge(const issuing::Issue& issue) const
    {
        if (const auto slot = bySlot.find(issue.slot); slot != bySlot.end()) {
            const bool same = slot->second == issue.publicId;
            return {same ? Conflict::None : Conflict::SlotHasOtherPerson, same, same ? "" : slot->second.str(), 0};
        }
        const auto person = byPerson.find(issue.publicId);
        return person == byPerson.end() ? Judgement() : Judgement{Conflict::PersonHasOtherSlot, false, {}, person->second};
    }
    void add(const issuing::Issue& issue)
    {
        bySlot.emplace(issue.slot, issue.publicId);
        byPerson.emplace(issue.publicId, issue.slot);
    }
};

LetterPreview shown(const DeadLetter& letter, const Judgement& judgement)
{
    LetterPreview preview;
    preview.id = letter.id;
    preview.publicId = letter.record.issue.publicId.str();
    preview.slot = letter.record.issue.slot;
    preview.at = letter.at;
    preview.reason = conflictCode(letter.conflict);
    preview.effect = judgement.conflict != Conflict::None ? ReplayEffect::FailsAgain
        : judgement.there                                 ? ReplayEffect::AlreadyDone
                                                          : ReplayEffect::Inserts;
    preview.conflict = conflictCode(judgement.conflict);
    preview.holder = judgement.holder;
    preview.otherSlot = judgement.otherSlot;
    return preview;
}

} // namespace

std::string_view replayEffectName(ReplayEffect effect)
{
    return kReplayEffects[static_cast<std::size_t>(effect)];
}

KeyedDeadLetter SqlLedger::letter(std::int64_t id)
{
    auto keyed = m_tables.deadLetters.find(id);
    if (!keyed)
        raise(core::ErrorKind::NotFound, "unknown_dead_letter", std::to_string(id));
    return *keyed;
}

IssueRows& SqlLedger::tableOf(const eventlog::LogRecord& record)
{
    return record.shadow ? m_tables.shadowIssues : m_tables.issues;
}

Judgement SqlLedger::judgeReplay(const KeyedDeadLetter& keyed)
{
    eventlog::LogRecord record = keyed.letter.record;
    if (keyed.letter.replayed)
        return {Conflict::None, true, {}, 0};
    if (record.total != 0)
        record.unreadable.clear(); // the payload was read; it was the row that was refused
    const Conflict conflict = conflictInItself(record);
    return conflict != Conflict::None ? Judgement{conflict, false, {}, 0}
                                      : tableOf(record).judge(keyed.instanceKey, record);
}

std::vector<KeyedDeadLetter> SqlLedger::lettersToReplay(std::int64_t instanceKey, std::span<const std::int64_t> ids)
{
    std::vector<KeyedDeadLetter> letters;
    if (ids.empty()) {
        letters = m_tables.deadLetters.list(instanceKey, ReplayPreview::kMost);
        std::erase_if(letters, [](const KeyedDeadLetter& keyed) { return keyed.letter.replayed; });
        return letters;
    }
    for (const auto id : ids.first(std::min(ids.size(), ReplayPreview::kMost)))
        if (auto keyed = m_tables.deadLetters.find(id); keyed && keyed->instanceKey == instanceKey)
            letters.push_back(std::move(*keyed));
    return letters;
}

core::Result<ReplayPreview> SqlLedger::previewReplay(const issuing::InstanceId& instance,
                                                     std::span<const std::int64_t> ids)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection); // ends as it began
        ReplayPreview preview;
        const auto row = m_tables.instances.find(instance);
        std::vector<KeyedDeadLetter> letters;
        if (row && !row->tombstoned) {
            preview.waiting = row->counts.deadLetters;
            letters = lettersToReplay(row->key, ids);
        }
        RowsToBe before;
        for (const KeyedDeadLetter& keyed : letters) {
            const auto& issue = keyed.letter.record.issue;
            auto judgement = judgeReplay(keyed);
            if (judgement.conflict == Conflict::None && !judgement.there) {
                judgement = before.judge(issue);
                if (judgement.conflict == Conflict::None && !judgement.there)
                    before.add(issue);
            }
            preview.letters.push_back(shown(keyed.letter, judgement));
        }
        for (const auto id : ids)
            if (std::ranges::find(preview.letters, id, &LetterPreview::id) == preview.letters.end())
                preview.letters.push_back({.id = id});
        return preview;
    });
}

core::Result<Conflict> SqlLedger::replay(std::int64_t id)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        const KeyedDeadLetter keyed = letter(id);
        const Judgement judgement = judgeReplay(keyed);
        if (judgement.conflict != Conflict::None || keyed.letter.replayed)
            return judgement.conflict;
        if (!judgement.there)
            tableOf(keyed.letter.record).insertOne(keyed.instanceKey, keyed.letter.record);
        m_tables.deadLetters.settle(id);
        const bool wasVoid = m_tables.voids.remove(keyed.instanceKey, keyed.letter.record.issue.slot);
        m_tables.instances.change(keyed.instanceKey, {.rows = judgement.there ? 0 : 1,
                                                      .deadLetters = -1,
                                                      .voided = wasVoid ? -1 : 0});
        transaction.commit();
        return Conflict::None;
    });
}

} // namespace firstcome::ledger
