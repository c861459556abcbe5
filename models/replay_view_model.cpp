#include "models/replay_view_model.h"

#include <algorithm>

namespace firstcome::models {

ReplayViewModel::ReplayViewModel(BackendModel& backend, const LaunchViewModel& launch, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_launch(launch)
{
    connect(&launch, &LaunchViewModel::selectionChanged, this, [this] {
        m_preview.reset();
        m_problem.clear();
        Q_EMIT changed();
    });
}

template <class T, class Take>
void ReplayViewModel::ask(Command command, Take take)
{
    const auto asked = m_launch.view()->event.draft.couponId;
    m_busy = true;
    m_problem.clear();
    m_backend.submit(std::move(command), this, [this, asked, take](const core::Result<Reply>& reply) {
        m_busy = false;
        const EventView* shown = m_launch.view();
        if (!shown || shown->event.draft.couponId != asked)
            return Q_EMIT changed();
        if (!reply)
            m_problem = QString::fromStdString(reply.error().code);
        else if (const auto* answer = std::get_if<T>(&*reply))
            take(*answer);
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void ReplayViewModel::load()
{
    if (m_busy || !m_launch.view())
        return;
    ask<ledger::ReplayPreview>(PreviewReplay{m_launch.view()->event.draft.couponId, {}},
                               [this](const ledger::ReplayPreview& preview) { m_preview = preview; });
}

void ReplayViewModel::replay(std::vector<std::int64_t> ids)
{
    if (m_busy || !m_launch.view())
        return;
    ask<ledger::ReplayReport>(
        ReplayDeadLetters{"console", m_launch.view()->event.draft.couponId, std::move(ids)},
        [this](const ledger::ReplayReport& report) {
            Q_EMIT replayed(report.replayed, report.refused);
            load(); // what is left
        });
}

int ReplayViewModel::count(ledger::ReplayEffect effect, const std::vector<std::int64_t>& ids) const
{
    if (!m_preview)
        return 0;
    return static_cast<int>(std::ranges::count_if(m_preview->letters, [&](const ledger::LetterPreview& letter) {
        return letter.effect == effect && (ids.empty() || std::ranges::find(ids, letter.id) != ids.end());
    }));
}

} // namespace firstcome::models
