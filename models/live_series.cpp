#include "models/live_series.h"

#include <algorithm>

namespace firstcome::models {

LiveSeries::LiveSeries(BackendModel& backend, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
{
    connect(&backend, &BackendModel::updated, this, &LiveSeries::take);
    take(*backend.snapshot());
}

void LiveSeries::select(const issuing::InstanceId& instance)
{
    if (instance == m_instance)
        return;
    m_instance = instance;
    m_series.clear();
    m_seenEnd = 0;
    ++m_selection;
    take(*m_backend.snapshot());
    Q_EMIT replaced();
}

void LiveSeries::take(const Snapshot& snapshot)
{
    const auto& part = snapshot.telemetry;
    if (part.serverTicks.empty())
        return;
    const std::int64_t first = part.serverTicks.front().index;
    const std::int64_t end = part.serverTicks.back().index + 1;
    const bool fresh = m_seenEnd == 0;
    const std::int64_t missingFrom = fresh ? end - TickSeries::kFineTicks : m_seenEnd;
    for (const auto& tick : part.serverTicks)
        if (tick.index >= m_seenEnd)
            m_series.put(tick);
    for (const auto& tick : part.instanceTicks)
        if (tick.index >= m_seenEnd && tick.instance == m_instance)
            m_series.put(tick);
    const bool more = end > m_seenEnd;
    m_seenEnd = std::max(m_seenEnd, end);
    if (first > missingFrom)
        readHistory(missingFrom, first, 1);
    if (fresh)
        readHistory(end - TickSeries::kSeconds * TickSeries::kTicksPerSecond, missingFrom,
                    static_cast<int>(TickSeries::kTicksPerSecond));
    if (more)
        Q_EMIT advanced();
}

void LiveSeries::readHistory(std::int64_t from, std::int64_t to, int step)
{
    const auto selection = m_selection;
    m_backend.submit(ReadHistory{std::max<std::int64_t>(from, 0), to, step}, this,
                     [this, selection, step](const core::Result<Reply>& reply) {
                         const auto* history = reply ? std::get_if<History>(&*reply) : nullptr;
                         if (history && selection == m_selection)
                             takeHistory(*history, step);
                     });
}

void LiveSeries::takeHistory(const History& history, int step)
{
    for (const auto& tick : history.serverTicks)
        step == 1 ? m_series.put(tick) : m_series.putSecond(tick);
    for (const auto& tick : history.instanceTicks)
        if (tick.instance == m_instance)
            step == 1 ? m_series.put(tick) : m_series.putSecond(tick);
    if (!history.serverTicks.empty() || !history.instanceTicks.empty())
        Q_EMIT replaced();
}

} // namespace firstcome::models
