#include "models/rehearsal_ghost.h"

#include <algorithm>

namespace firstcome::models {

RehearsalGhost::RehearsalGhost(BackendModel& backend, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
{
    connect(&backend, &BackendModel::updated, this, [this](const Snapshot& snapshot) {
        if (snapshot.spike.pastRuns != m_runs)
            look();
    });
}

void RehearsalGhost::want(std::uint64_t total)
{
    if (total == m_total)
        return;
    m_total = total;
    look();
}

void RehearsalGhost::look()
{
    m_runs = m_backend.snapshot()->spike.pastRuns;
    const bool had = known();
    m_remaining.clear();
    ++m_search;
    std::vector<std::string> ids; // newest last
    if (m_runs && m_total > 0)
        for (const auto& run : *m_runs)
            if (run.rehearsal && run.passed && ids.size() < kRunsToLookAt)
                ids.insert(ids.begin(), run.id);
    if (had)
        Q_EMIT changed();
    readNext(std::move(ids), m_search);
}

void RehearsalGhost::readNext(std::vector<std::string> ids, std::uint64_t search)
{
    if (ids.empty())
        return;
    const std::string id = ids.back();
    ids.pop_back();
    m_backend.submit(ReadRun{id}, this, [this, ids = std::move(ids), search](const core::Result<Reply>& reply) {
        if (search != m_search)
            return;
        const auto* run = reply ? std::get_if<std::shared_ptr<const spike::RunResult>>(&*reply) : nullptr;
        if (run && *run && take(**run))
            Q_EMIT changed();
        else
            readNext(ids, search);
    });
}

bool RehearsalGhost::take(const spike::RunResult& run)
{
    if (run.stock != std::optional<std::uint64_t>(m_total))
        return false;
    const auto accepted = [](const spike::ClientTick& tick) {
        return tick.verdicts[static_cast<std::size_t>(issuing::Verdict::Accepted)];
    };
    const auto opened = std::ranges::find_if(run.ticks100ms, [&](const auto& tick) { return accepted(tick) > 0; });
    if (opened == run.ticks100ms.end())
        return false;
    std::uint64_t left = m_total;
    for (auto tick = opened; tick != run.ticks100ms.end(); ++tick) {
        left -= std::min<std::uint64_t>(left, accepted(*tick));
        m_remaining.push_back(left);
    }
    m_rehearsedAt = run.startedAt;
    return true;
}

std::optional<std::uint64_t> RehearsalGhost::remainingAt(std::int64_t tick) const
{
    if (m_remaining.empty())
        return std::nullopt;
    if (tick < 0)
        return m_total;
    return m_remaining[std::min(static_cast<std::size_t>(tick), m_remaining.size() - 1)];
}

} // namespace firstcome::models
