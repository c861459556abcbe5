// What the rooms do where somebody was shown what the ledger cannot hold.
#include "backend/local/rooms.h"

namespace firstcome::local {

namespace {

constexpr auto kNameAgainAfter = std::chrono::seconds(1);

} // namespace

/// Others went on with a store that had lost what this node showed, while nobody heard this node.
void LocalBackend::Rooms::nameShownAndLost()
{
    auto* const repair = parts.store->repair();
    const auto now = parts.clock->steady();
    if (!repair || now < m_nameAgain || m_isNaming.exchange(true))
        return;
    auto entries = repair->shownAndLost();
    if (entries.empty()) {
        m_isNaming = false;
        return;
    }
    m_nameAgain = now + kNameAgainAfter;
    auditor.nameShownAndLost(entries, [this, repair, entries](const auto& named) {
        if (named)
            repair->keep(entries);
        else
            parts.logFile->error("journal", named.error()); // the next time
        std::set<issuing::InstanceId> instances;
        if (named)
            for (const auto& record : *named) {
                deadLetterAlarm.found(record, ledger::Conflict::ShownAndLost);
                instances.insert(record.issue.instance);
            }
        for (const auto& instance : instances)
            consumer.refresh(instance);
        m_isNaming = false;
    });
}

void LocalBackend::Rooms::lookForDeadLetters(const SnapshotInputs& inputs)
{
    std::map<issuing::InstanceId, std::uint64_t> open;
    for (const auto& instance : inputs.storeAfter.instances)
        if (const auto found = inputs.progress.find(instance.id);
            instance.state == issuing::EventState::Open && found != inputs.progress.end() &&
            found->second.deadLetters > 0)
            open.emplace(instance.id, found->second.deadLetters);
    deadLetterAlarm.look(open);
}

} // namespace firstcome::local
