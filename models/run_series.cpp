#include "models/run_series.h"

#include <algorithm>
#include <cmath>

namespace firstcome::models {

namespace {

std::int64_t tenth(const spike::ClientTick& tick)
{
    return std::llround(tick.atSeconds * 10);
}

TimeShares sharesOf(const spike::ClientTick& client, const std::vector<telemetry::ServerTick>& server,
                    std::int64_t index)
{
    const auto at = std::ranges::lower_bound(server, index, {}, &telemetry::ServerTick::index);
    if (at == server.end() || at->index != index)
        return {};
    const auto stage = [&](telemetry::Stage s) { return at->stageP95Ms[static_cast<std::size_t>(s)]; };
    TimeShares shares;
    if (!std::isnan(client.p95Ms) && !std::isnan(at->p95Ms))
        shares.networkMs = std::max(0.0F, client.p95Ms - at->p95Ms);
    shares.storeWaitMs = stage(telemetry::Stage::StoreWait);
    shares.commitMs = stage(telemetry::Stage::Commit);
    return shares;
}

} // namespace

void RunSeries::append(const std::vector<spike::ClientTick>& recent,
                       const std::vector<telemetry::ServerTick>& server, std::int64_t firstIndex)
{
    for (const auto& tick : recent) {
        if (!clients.empty() && tenth(tick) <= tenth(clients.back()))
            continue;
        clients.push_back(tick);
        shares.push_back(sharesOf(tick, server, firstIndex + tenth(tick)));
    }
}

void RunSeries::fillShares(const std::vector<telemetry::ServerTick>& server, std::int64_t firstIndex)
{
    for (std::size_t i = 0; i < clients.size(); ++i)
        if (std::isnan(shares[i].storeWaitMs))
            shares[i] = sharesOf(clients[i], server, firstIndex + tenth(clients[i]));
}

void RunSeries::clear()
{
    clients.clear();
    shares.clear();
}

RunSeries seriesOf(const spike::RunResult& result)
{
    RunSeries series;
    series.clients = result.ticks100ms;
    series.shares.resize(series.clients.size());
    return series;
}

} // namespace firstcome::models
