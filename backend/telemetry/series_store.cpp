#include "backend/telemetry/series_store.h"

namespace firstcome::telemetry {

namespace {

constexpr std::size_t kMostUnwritten = 8 * 1024 * 1024;

} // namespace

SeriesStore::SeriesStore()
    : m_levels([]<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<Level, kResolutionCount>{Level{{kResolutions[I].step, kResolutions[I].columns},
                                                         {kResolutions[I].step, kResolutions[I].columns},
                                                         {}}...};
    }(std::make_index_sequence<kResolutionCount>()))
{
}

void SeriesStore::advance(Level& level, std::int64_t index)
{
    std::vector<ServerRow> server;
    std::vector<InstanceRow> instances;
    level.server.advance(index, server);
    level.instances.advance(index, instances);
    auto& unwritten = level.unwritten;
    if (unwritten.records.size() > kMostUnwritten)
        unwritten.records.clear();
    const auto keep = [&unwritten](const auto& row) {
        appendRecord(unwritten.records, row);
        unwritten.newestIndex = row.index;
    };
    std::ranges::for_each(server, keep);
    std::ranges::for_each(instances, keep);
}

void SeriesStore::add(const ServerTick& server, std::span<const InstanceTick> instances)
{
    const auto serverRow = rowOf(server);
    const std::lock_guard lock(m_mutex);
    for (auto& level : m_levels) {
        advance(level, server.index);
        level.server.fold(serverRow);
        for (const auto& tick : instances)
            level.instances.fold(rowOf(tick));
    }
}

core::Result<const SeriesStore::Level*> SeriesStore::levelOf(int step) const
{
    for (std::size_t i = 0; i < kResolutionCount; ++i)
        if (kResolutions[i].step == step)
            return &m_levels[i];
    return core::fail(core::ErrorKind::InvalidArgument, "bad_step", "steps are 1, 10 and 100 ticks");
}

core::Result<std::vector<ServerRow>> SeriesStore::readServer(std::int64_t from, std::int64_t to,
                                                             int step) const
{
    const std::lock_guard lock(m_mutex);
    return levelOf(step).map([&](const Level* level) {
        std::vector<ServerRow> rows;
        level->server.visit(from, to, [&rows](const ServerRow& row) { rows.push_back(row); });
        return rows;
    });
}

core::Result<std::vector<InstanceRow>> SeriesStore::readInstances(std::int64_t from, std::int64_t to,
                                                                  int step) const
{
    const std::lock_guard lock(m_mutex);
    return levelOf(step).map([&](const Level* level) {
        std::vector<InstanceRow> rows;
        level->instances.visit(from, to, [&rows](const InstanceRow& row) { rows.push_back(row); });
        return rows;
    });
}

core::Result<History> SeriesStore::readHistory(std::int64_t from, std::int64_t to, int step) const
{
    const std::lock_guard lock(m_mutex);
    return levelOf(step).map([&](const Level* level) {
        History history;
        level->server.visit(from, to,
                            [&](const ServerRow& row) { history.serverTicks.push_back(tickOf(row)); });
        level->instances.visit(from, to,
                               [&](const InstanceRow& row) { history.instanceTicks.push_back(tickOf(row)); });
        return history;
    });
}

void SeriesStore::restore(std::size_t resolution, const SeriesRecord& record)
{
    const std::lock_guard lock(m_mutex);
    auto& level = m_levels[resolution];
    if (const auto* server = std::get_if<ServerRow>(&record))
        level.server.restore(*server);
    else
        level.instances.restore(std::get<InstanceRow>(record));
}

void SeriesStore::finishRestoring()
{
    const std::lock_guard lock(m_mutex);
    for (std::size_t i = 1; i < kResolutionCount; ++i) {
        auto& level = m_levels[i];
        const auto& finer = m_levels[i - 1];
        const auto from = level.server.completeUntil();
        std::vector<ServerRow> server;
        std::vector<InstanceRow> instances;
        finer.server.visit(from, INT64_MAX, [&server](const ServerRow& row) { server.push_back(row); });
        finer.instances.visit(from, INT64_MAX,
                              [&instances](const InstanceRow& row) { instances.push_back(row); });
        auto instance = instances.begin();
        for (const auto& row : server) {
            advance(level, row.index);
            level.server.fold(row);
            for (; instance != instances.end() && instance->index <= row.index; ++instance)
                if (instance->index == row.index)
                    level.instances.fold(*instance);
        }
    }
}

std::array<UnwrittenSeries, kResolutionCount> SeriesStore::takeUnwritten()
{
    std::array<UnwrittenSeries, kResolutionCount> taken;
    const std::lock_guard lock(m_mutex);
    for (std::size_t i = 0; i < kResolutionCount; ++i)
        taken[i] = std::exchange(m_levels[i].unwritten, {});
    return taken;
}

} // namespace firstcome::telemetry
