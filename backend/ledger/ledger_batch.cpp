#include "backend/ledger/ledger_batch.h"

#include <algorithm>

namespace firstcome::ledger {

Conflict conflictInItself(const eventlog::LogRecord& record)
{
    const bool readable = record.unreadable.empty();
    if (record.issue.instance.isNil() || record.issue.publicId.empty() ||
        (!readable && record.issue.slot == 0))
        return Conflict::Unidentified;
    if (!readable)
        return Conflict::Unreadable;
    if (record.issue.slot < 1 || record.issue.slot > record.total)
        return Conflict::SlotOutOfRange;
    return Conflict::None;
}

WriteReport LedgerBatch::write(std::span<const eventlog::LogRecord> records)
{
    m_records = records;
    m_report.outcomes.assign(records.size(), RecordOutcome::Written);
    m_report.conflicts.assign(records.size(), Conflict::None);
    for (const eventlog::LogRecord& record : records) {
        Part& part = partOf(record);
        const Conflict conflict = conflictInItself(record);
        if (part.row.tombstoned) {
            ++part.change.discarded;
            note(record, RecordOutcome::Discarded);
        } else if (conflict != Conflict::None) {
            putAside(part, record, conflict);
        } else {
            part.inserts.push_back(&record);
        }
    }
    for (auto& [instance, part] : m_parts) {
        insert(part);
        m_tables.instances.change(part.row.key, part.change);
    }
    return std::move(m_report);
}

LedgerBatch::Part& LedgerBatch::partOf(const eventlog::LogRecord& record)
{
    const auto [place, added] = m_parts.try_emplace(record.issue.instance);
    Part& part = place->second;
    if (added)
        part.row = m_tables.instances.findOrAdd(record.issue.instance, record.couponId, record.shadow);
    return part;
}

void LedgerBatch::insert(Part& part)
{
    // By key: the table grows at its end only. Stable, so that of two records at one slot the first wins.
    std::ranges::stable_sort(part.inserts, {}, [](const auto* record) { return record->issue.slot; });
    // A relay that sends again soon after brings the same record twice: one statement must not hold both.
    std::vector<const eventlog::LogRecord*> firsts, repeats;
    for (const eventlog::LogRecord* record : part.inserts) {
        const bool isRepeat = !firsts.empty() && firsts.back()->issue.slot == record->issue.slot &&
                              firsts.back()->issue.publicId == record->issue.publicId;
        (isRepeat ? repeats : firsts).push_back(record);
    }
    insertSorted(part, firsts);
    insertSorted(part, repeats);
}

void LedgerBatch::insertSorted(Part& part, std::span<const eventlog::LogRecord* const> rest)
{
    IssueRows& table = m_tables.issuesOf(part.row);
    while (!rest.empty()) {
        const auto chunk = rest.first(IssueRows::chunkOf(rest.size()));
        rest = rest.subspan(chunk.size());
        if (!table.insertChunk(part.row.key, chunk)) {
            const auto others = passOverThoseThere(part, chunk);
            if (others.size() < chunk.size())
                insertSorted(part, others);
            else
                insertJudging(part, chunk);
            continue;
        }
        part.change.rows += static_cast<std::int64_t>(chunk.size());
        for (const eventlog::LogRecord* record : chunk)
            done(part, *record, RecordOutcome::Written);
    }
}

/// A log that delivers again mostly delivers what is there: one read shows it, where judging each takes two.
std::vector<const eventlog::LogRecord*>
LedgerBatch::passOverThoseThere(Part& part, std::span<const eventlog::LogRecord* const> records)
{
    const auto there = m_tables.issuesOf(part.row).standing(part.row.key, records);
    std::vector<const eventlog::LogRecord*> others;
    for (std::size_t i = 0; i < records.size(); ++i)
        if (there[i])
            done(part, *records[i], RecordOutcome::AlreadyThere);
        else
            others.push_back(records[i]);
    return others;
}

void LedgerBatch::insertJudging(Part& part, std::span<const eventlog::LogRecord* const> records)
{
    IssueRows& table = m_tables.issuesOf(part.row);
    for (const eventlog::LogRecord* record : records) {
        const Judgement judgement = table.judge(part.row.key, *record);
        if (judgement.there) {
            done(part, *record, RecordOutcome::AlreadyThere);
        } else if (judgement.conflict != Conflict::None) {
            putAside(part, *record, judgement.conflict);
        } else {
            table.insertOne(part.row.key, *record);
            ++part.change.rows;
            done(part, *record, RecordOutcome::Written);
        }
    }
}

void LedgerBatch::putAside(Part& part, const eventlog::LogRecord& record, Conflict conflict)
{
    if (m_tables.deadLetters.put(part.row.key, record, conflict, m_now))
        ++part.change.deadLetters;
    note(record, RecordOutcome::DeadLetter, conflict);
}

void LedgerBatch::done(Part& part, const eventlog::LogRecord& record, RecordOutcome outcome)
{
    const auto waiting = static_cast<std::int64_t>(part.row.counts.deadLetters) + part.change.deadLetters;
    if (waiting > 0 && m_tables.deadLetters.settle(record))
        --part.change.deadLetters;
    const auto voided = static_cast<std::int64_t>(part.row.counts.voided) + part.change.voided;
    if (voided > 0 && m_tables.voids.remove(part.row.key, record.issue.slot))
        --part.change.voided;
    note(record, outcome);
}

void LedgerBatch::note(const eventlog::LogRecord& record, RecordOutcome outcome, Conflict conflict)
{
    const auto index = static_cast<std::size_t>(&record - m_records.data());
    m_report.outcomes[index] = outcome;
    m_report.conflicts[index] = conflict;
    switch (outcome) {
    case RecordOutcome::Written:
        ++m_report.written;
        break;
    case RecordOutcome::AlreadyThere:
        ++m_report.alreadyThere;
        break;
    case RecordOutcome::Discarded:
        ++m_report.discarded;
        break;
    case RecordOutcome::DeadLetter:
        ++m_report.deadLetters;
        break;
    }
}

} // namespace firstcome::ledger
