#include "backend/issuing/audit.h"

#include "backend/core/named_values.h"

#include <algorithm>
#include <roaring/roaring.hh>
#include <unordered_map>
#include <unordered_set>

namespace firstcome::issuing {

namespace {

constexpr std::size_t kChunk = 10'000;
constexpr std::size_t kNamedDifferences = 100;

constexpr std::array<std::string_view, 8> kFindingNames{
    "oversold",      "duplicate_person", "slot_gap",        "lost_issue",
    "foreign_issue", "person_differs",   "dead_letter_left", "unidentified_record"};

/// Walks one side in slot order, a chunk at a time.
class Cursor
{
public:
    explicit Cursor(const IssueReader& reader)
        : m_reader(reader)
    {
    }
    /// The issue it stands on; null at the end.
    const Issue* current() const { return m_at < m_chunk.size() ? &m_chunk[m_at] : nullptr; }
    core::Result<void> advance()
    {
        if (++m_at < m_chunk.size())
            return inOrder();
        return load();
    }
    core::Result<void> load()
    {
        auto chunk = m_reader(m_lastSlot, kChunk);
        if (!chunk)
            return tl::unexpected<core::Error>(chunk.error());
        m_chunk = std::move(*chunk);
        m_at = 0;
        return inOrder();
    }

private:
    core::Result<void> inOrder()
    {
        if (const Issue* issue = current()) {
            if (issue->slot <= m_lastSlot)
                return core::fail(core::ErrorKind::Corrupt, "audit_reader_order",
                                  "slot " + std::to_string(issue->slot) + " after " +
                                      std::to_string(m_lastSlot));
            m_lastSlot = issue->slot;
        }
        return {};
    }

    const IssueReader& m_reader;
    std::vector<Issue> m_chunk;
    std::size_t m_at = 0;
    std::uint32_t m_lastSlot = 0;
};

/// Slots and people of one side.
struct Side
{
    Roaring slots;
    std::vector<std::uint64_t> people; ///< one hash a row

    void add(const Issue& issue)
    {
        slots.add(issue.slot);
        people.push_back(std::hash<PublicId>{}(issue.publicId));
    }
    /// Hashes seen more than once: people with two slots, and rarely two people with one hash.
    void addRepeated(std::unordered_set<std::uint64_t>& repeated)
    {
        std::ranges::sort(people);
        for (std::size_t i = 1; i < people.size(); ++i)
            if (people[i] == people[i - 1])
                repeated.insert(people[i]);
        people = {};
    }
};

/// Keeps the first differences of each kind and counts all.
class Differences
{
public:
    void note(Finding finding, std::uint32_t slot, const Issue* store, const Issue* ledger)
    {
        if (wants(finding))
            note({finding, slot, store ? store->publicId.str() : std::string(),
                  ledger ? ledger->publicId.str() : std::string()});
    }
    void note(Difference difference)
    {
        if (wants(difference.finding))
            m_kept[static_cast<std::size_t>(difference.finding)].push_back(std::move(difference));
    }
    std::vector<Difference> firstBySlot()
    {
        std::vector<Difference> all;
        for (auto& kept : m_kept)
            std::ranges::move(kept, std::back_inserter(all));
        std::ranges::stable_sort(all, {}, &Difference::slot);
        if (all.size() > kNamedDifferences)
            all.resize(kNamedDifferences);
        return all;
    }

private:
    bool wants(Finding finding) const
    {
        return m_kept[static_cast<std::size_t>(finding)].size() < kNamedDifferences;
    }

    std::array<std::vector<Difference>, kFindingNames.size()> m_kept;
};

/// One exact audit under way.
class ExactAudit
{
public:
    ExactAudit(const Instance& instance, const IssueReader& store, const IssueReader& ledger)
        : m_instance(instance)
        , m_storeReader(store)
        , m_ledgerReader(ledger)
    {
    }
    core::Result<AuditReport> run(std::uint64_t deadLetters, std::uint64_t voided, std::uint64_t unidentified);

private:
    core::Result<void> compareSlots();
    void comparePair(const Issue* store, const Issue* ledger);
    void findGaps(std::uint64_t voided);
    core::Result<void> findDuplicates();
    core::Result<void> collectSlots(const IssueReader& reader, bool ofStore);

    /// The slots of one suspect on both sides.
    struct Suspect
    {
        std::vector<std::uint32_t> inStore, inLedger;
    };

    const Instance& m_instance;
    const IssueReader& m_storeReader;
    const IssueReader& m_ledgerReader;
    Side m_store, m_ledger;
    std::unordered_set<std::uint64_t> m_repeated;
    std::unordered_map<PublicId, Suspect> m_suspects;
    Differences m_differences;
    AuditReport m_report;
};

core::Result<AuditReport> ExactAudit::run(std::uint64_t deadLetters, std::uint64_t voided,
                                          std::uint64_t unidentified)
{
    m_report.instance = m_instance.id;
    m_report.couponId = m_instance.couponId;
    m_report.exact = true;
    if (auto compared = compareSlots(); !compared)
        return tl::unexpected<core::Error>(compared.error());
    m_report.issued = m_store.slots.cardinality();
    findGaps(voided);
    if (auto found = findDuplicates(); !found)
        return tl::unexpected<core::Error>(found.error());
    m_report.deadLetters = deadLetters;
    if (deadLetters > 0)
        m_differences.note(Finding::DeadLetterLeft, 0, nullptr, nullptr);
    m_report.unidentified = unidentified;
    if (unidentified > 0)
        m_differences.note(Finding::UnidentifiedRecord, 0, nullptr, nullptr);
    m_report.differences = m_differences.firstBySlot();
    m_report.closed = m_report.oversold == 0 && m_report.duplicates == 0 && m_report.gaps == 0 &&
                      m_report.lost == 0 && m_report.foreign == 0 && m_report.differing == 0 &&
                      m_report.deadLetters == 0 && m_report.unidentified == 0;
    m_report.at = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    return std::move(m_report);
}

core::Result<void> ExactAudit::compareSlots()
{
    Cursor store(m_storeReader);
    Cursor ledger(m_ledgerReader);
    for (Cursor* side : {&store, &ledger})
        if (auto loaded = side->load(); !loaded)
            return loaded;
    while (store.current() || ledger.current()) {
        const Issue* left = store.current();
        const Issue* right = ledger.current();
        const bool takeLeft = left && (!right || left->slot <= right->slot);
        const bool takeRight = right && (!left || right->slot <= left->slot);
        comparePair(takeLeft ? left : nullptr, takeRight ? right : nullptr);
        if (takeLeft)
            if (auto advanced = store.advance(); !advanced)
                return advanced;
        if (takeRight)
            if (auto advanced = ledger.advance(); !advanced)
                return advanced;
    }
    return {};
}

void ExactAudit::comparePair(const Issue* store, const Issue* ledger)
{
    const std::uint32_t slot = store ? store->slot : ledger->slot;
    if (store)
        m_store.add(*store);
    if (ledger)
        m_ledger.add(*ledger);
    if (slot > m_instance.total) {
        ++m_report.oversold;
        m_differences.note(Finding::Oversold, slot, store, ledger);
    }
    if (!ledger) {
        ++m_report.lost;
        m_differences.note(Finding::LostIssue, slot, store, ledger);
    } else if (!store) {
        ++m_report.foreign;
        m_differences.note(Finding::ForeignIssue, slot, store, ledger);
    } else if (store->publicId != ledger->publicId) {
        ++m_report.differing;
        m_differences.note(Finding::PersonDiffers, slot, store, ledger);
    }
}

void ExactAudit::findGaps(std::uint64_t voided)
{
    const Roaring taken = m_store.slots | m_ledger.slots;
    const std::uint32_t highest = std::max(taken.isEmpty() ? 0 : taken.maximum(), m_instance.issued);
    const std::uint64_t missing = highest - taken.cardinality();
    if (missing <= voided)
        return;
    m_report.gaps = missing - voided;
    std::size_t named = 0;
    for (std::uint32_t slot = 1; slot <= highest && named < kNamedDifferences; ++slot) {
        if (taken.contains(slot))
            continue;
        m_differences.note(Finding::SlotGap, slot, nullptr, nullptr);
        ++named;
    }
}

core::Result<void> ExactAudit::collectSlots(const IssueReader& reader, bool ofStore)
{
    Cursor cursor(reader);
    if (auto loaded = cursor.load(); !loaded)
        return loaded;
    while (const Issue* issue = cursor.current()) {
        if (m_repeated.contains(std::hash<PublicId>{}(issue->publicId))) {
            Suspect& suspect = m_suspects[issue->publicId];
            (ofStore ? suspect.inStore : suspect.inLedger).push_back(issue->slot);
        }
        if (auto advanced = cursor.advance(); !advanced)
            return advanced;
    }
    return {};
}

core::Result<void> ExactAudit::findDuplicates()
{
    m_store.addRepeated(m_repeated);
    m_ledger.addRepeated(m_repeated);
    if (m_repeated.empty())
        return {};
    // Hashes only raise suspicion: the people themselves are read again before anybody is named.
    if (auto collected = collectSlots(m_storeReader, true); !collected)
        return collected;
    if (auto collected = collectSlots(m_ledgerReader, false); !collected)
        return collected;
    std::vector<Difference> found;
    for (const auto& [person, suspect] : m_suspects) {
        if (suspect.inStore.size() < 2 && suspect.inLedger.size() < 2)
            continue;
        ++m_report.duplicates;
        std::vector<std::uint32_t> slots;
        std::ranges::set_union(suspect.inStore, suspect.inLedger, std::back_inserter(slots));
        for (std::size_t i = 1; i < slots.size(); ++i)
            found.push_back(
                {Finding::DuplicatePerson, slots[i],
                 std::ranges::binary_search(suspect.inStore, slots[i]) ? person.str() : std::string(),
                 std::ranges::binary_search(suspect.inLedger, slots[i]) ? person.str() : std::string()});
    }
    std::ranges::sort(found, {}, &Difference::slot);
    for (const Difference& difference : found)
        m_differences.note(difference);
    return {};
}

} // namespace

std::string_view findingName(Finding finding)
{
    return core::nameOf(kFindingNames, finding);
}

bool Conservation::known() const
{
    return remaining && outbox && unconsumed && ledger && deadLetters && voided;
}

std::optional<std::int64_t> Conservation::difference() const
{
    if (!known())
        return std::nullopt;
    const std::uint64_t sum = *remaining + *outbox + *unconsumed + *ledger + *deadLetters + *voided;
    return static_cast<std::int64_t>(sum) - static_cast<std::int64_t>(total);
}

core::Result<AuditReport> auditExactly(const Instance& instance, const IssueReader& store,
                                       const IssueReader& ledger, std::uint64_t deadLetters,
                                       std::uint64_t voided, std::uint64_t unidentified)
{
    return ExactAudit(instance, store, ledger).run(deadLetters, voided, unidentified);
}

} // namespace firstcome::issuing
