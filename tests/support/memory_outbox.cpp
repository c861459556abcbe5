#include "tests/support/memory_outbox.h"

namespace firstcome::testing {

namespace {

tl::unexpected<core::Error> down()
{
    return core::fail(core::ErrorKind::Unavailable, "store_down", "as the test wants it");
}

} // namespace

void MemoryOutbox::add(const issuing::Instance& instance)
{
    const std::lock_guard lock(m_mutex);
    m_kept[instance.id].instance = instance;
}

std::vector<issuing::Issue> MemoryOutbox::accept(const issuing::InstanceId& instance,
                                                 const std::vector<std::string>& people)
{
    const std::lock_guard lock(m_mutex);
    auto& kept = m_kept.at(instance);
    std::vector<issuing::Issue> issues;
    for (const auto& person : people) {
        eventlog::LogRecord record;
        record.issue = {instance, *issuing::PublicId::parse(person), ++kept.instance.issued,
                        core::SystemClock().wall()};
        record.couponId = kept.instance.couponId;
        record.total = kept.instance.total;
        record.shadow = kept.instance.shadow;
        kept.waiting[record.issue.slot] = record;
        issues.push_back(record.issue);
    }
    return issues;
}

void MemoryOutbox::correctTotal(const issuing::InstanceId& instance, std::uint32_t total)
{
    const std::lock_guard lock(m_mutex);
    m_kept.at(instance).instance.total = total;
}

std::uint32_t MemoryOutbox::confirmed(const issuing::InstanceId& instance) const
{
    const std::lock_guard lock(m_mutex);
    return m_kept.at(instance).confirmed;
}

void MemoryOutbox::setDown(bool down)
{
    const std::lock_guard lock(m_mutex);
    m_down = down;
}

void MemoryOutbox::loseAnswers(bool lose)
{
    const std::lock_guard lock(m_mutex);
    m_answersAreLost = lose;
}

void MemoryOutbox::leaseToAnother(const issuing::InstanceId& instance)
{
    const std::lock_guard lock(m_mutex);
    m_kept.at(instance).isAnothers = true;
}

void MemoryOutbox::damage(const issuing::InstanceId& instance)
{
    const std::lock_guard lock(m_mutex);
    m_kept.at(instance).isDamaged = true;
}

core::Result<std::vector<eventlog::OutboxInstance>> MemoryOutbox::claim()
{
    const std::lock_guard lock(m_mutex);
    if (m_down)
        return down();
    std::vector<eventlog::OutboxInstance> held;
    for (const auto& [id, kept] : m_kept)
        if (!kept.isAnothers)
            held.push_back({id, kept.confirmed});
    return held;
}

core::Result<std::vector<eventlog::LogRecord>> MemoryOutbox::read(const issuing::InstanceId& instance,
                                                                  std::uint32_t afterSlot, std::size_t limit)
{
    const std::lock_guard lock(m_mutex);
    if (m_down)
        return down();
    if (m_kept.at(instance).isDamaged)
        return core::fail(core::ErrorKind::Corrupt, "corrupt", "as the test wants it");
    std::vector<eventlog::LogRecord> records;
    const auto& waiting = m_kept.at(instance).waiting;
    for (auto at = waiting.upper_bound(afterSlot); at != waiting.end() && records.size() < limit; ++at)
        records.push_back(at->second);
    return records;
}

core::Result<void> MemoryOutbox::confirm(const issuing::InstanceId& instance, std::uint32_t slot)
{
    const std::lock_guard lock(m_mutex);
    if (m_down)
        return down();
    auto& kept = m_kept.at(instance);
    kept.confirmed = std::max(kept.confirmed, slot);
    kept.waiting.erase(kept.waiting.begin(), kept.waiting.upper_bound(slot));
    if (m_answersAreLost)
        return down();
    return {};
}

} // namespace firstcome::testing
