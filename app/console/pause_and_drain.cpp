#include "app/console/pause_and_drain.h"

#include <algorithm>
#include <utility>

namespace firstcome::console {

using issuing::EventState;

namespace {

/// Paused or past its opening, and nothing on its way to the ledger. Not measured is not saved.
bool isAtRest(const EventView& view)
{
    if (view.event.state == EventState::Open)
        return false;
    if (view.event.state != EventState::Paused && view.event.state != EventState::Draining)
        return true;
    if (!view.conservation || !view.conservation->outbox || !view.conservation->unconsumed)
        return false;
    return *view.conservation->outbox == 0 && *view.conservation->unconsumed == 0;
}

} // namespace

PauseAndDrain::PauseAndDrain(models::BackendModel& backend, std::chrono::milliseconds within, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_within(within)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { finish(false); });
    connect(&m_backend, &models::BackendModel::updated, this, &PauseAndDrain::look);
}

void PauseAndDrain::run(std::function<void(bool allSaved)> done)
{
    m_waiting.push_back(std::move(done));
    if (isRunning())
        return;
    m_deadline.start(m_within);
    const auto snapshot = m_backend.snapshot();
    for (const auto& view : snapshot->events) {
        const auto& event = view.event;
        if (event.state != EventState::Open || event.shadow())
            continue;
        // A refusal (somebody paused or closed it meanwhile) shows in the next snapshot.
        m_backend.submit(ActOnEvent{"console", event.draft.couponId, issuing::Act::Pause, event.version},
                         this, [](const core::Result<Reply>&) {});
    }
    look(*m_backend.snapshot());
}

void PauseAndDrain::look(const Snapshot& snapshot)
{
    if (!isRunning())
        return;
    const auto atRest = [](const EventView& view) { return view.event.shadow() || isAtRest(view); };
    if (std::ranges::all_of(snapshot.events, atRest))
        finish(true);
}

void PauseAndDrain::finish(bool allSaved)
{
    m_deadline.stop();
    for (const auto& done : std::exchange(m_waiting, {}))
        done(allSaved);
}

} // namespace firstcome::console
