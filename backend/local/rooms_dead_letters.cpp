// What the rooms do where somebody was shown what the ledger cannot hold: name them, and pause the event.
#include "backend/local/rooms.h"

namespace firstcome::local {

namespace {

constexpr auto kPauseAgainAfter = std::chrono::seconds(1);

} // namespace

/// Others went on with a store that had lost what this node showed, while nobody heard this node.
void LocalBackend::Rooms::nameShownAndLost()
{
    auto* const repair = parts.store->repair();
    if (!repair || m_isNaming)
        return;
    auto entries = repair->shownAndLost();
    if (entries.empty())
        return;
    m_isNaming = true;
    auditor.nameShownAndLost(entries, [this, repair, entries](const auto& named) {
        if (named)
            repair->keep(entries);
        else
            parts.logFile->error("journal", named.error()); // the next time
        std::set<issuing::InstanceId> instances;
        if (named)
            for (const auto& record : *named) {
                pauseForDeadLetter(record, ledger::Conflict::ShownAndLost);
                instances.insert(record.issue.instance);
            }
        for (const auto& instance : instances)
            consumer.refresh(instance);
        m_isNaming = false;
    });
}

void LocalBackend::Rooms::pauseForDeadLetter(const eventlog::LogRecord& record, ledger::Conflict conflict)
{
    const auto reason = std::string(ledger::conflictCode(conflict));
    desk.post([record, reason](issuing::EventService& service) {
        service.record(record.couponId, "dead_letter", issuing::Severity::Critical,
                       {record.issue.publicId.str(), std::to_string(record.issue.slot), reason},
                       "dead_letter:" + std::to_string(record.issue.slot) + ":" + record.issue.publicId.str());
    });
    {
        const std::lock_guard lock(m_mutex);
        m_toPause.insert(record.couponId);
        m_pauseAgain = {};
    }
    pauseForDeadLetters();
}

/// Tried until it is done: the store may be away when a dead letter is found, or not have shown the event yet.
void LocalBackend::Rooms::pauseForDeadLetters()
{
    std::set<issuing::CouponId> toPause;
    {
        const std::lock_guard lock(m_mutex);
        const auto now = parts.clock->steady();
        if (m_toPause.empty() || now < m_pauseAgain || m_isPausing.exchange(true))
            return;
        m_pauseAgain = now + kPauseAgainAfter;
        toPause = m_toPause;
    }
    desk.post([this, toPause](issuing::EventService& service) {
        service.lookAtClock(); // it may have been opened by schedule since the last look
        for (const auto& couponId : toPause) {
            const auto event = service.find(couponId);
            const bool isShown = event && !event->awaited;
            if (!isShown || (event->state == issuing::EventState::Open &&
                             !service.act("system", couponId, issuing::Act::Pause, event->version, {})))
                continue;
            const std::lock_guard lock(m_mutex);
            m_toPause.erase(couponId);
        }
        m_isPausing = false;
    });
}

} // namespace firstcome::local
