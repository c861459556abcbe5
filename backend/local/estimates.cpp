#include "backend/local/estimates.h"

namespace firstcome::local {

namespace {

constexpr std::size_t kMostTicks = 30;
constexpr std::size_t kFewestTicks = 10;

} // namespace

Estimates estimate(const std::vector<telemetry::InstanceTick>& ticks, const issuing::InstanceId& instance)
{
    std::vector<const telemetry::InstanceTick*> own;
    for (auto tick = ticks.rbegin(); tick != ticks.rend() && own.size() <= kMostTicks; ++tick)
        if (tick->instance == instance)
            own.push_back(&*tick);
    if (own.size() <= kFewestTicks)
        return {};
    const auto& newest = *own.front();
    const auto& oldest = *own.back();
    const double seconds = static_cast<double>(newest.index - oldest.index) * telemetry::kTickMs / 1000.0;
    if (seconds < 1)
        return {};

    Estimates result;
    if (newest.remaining > 0 && oldest.remaining > newest.remaining) {
        const double rate = static_cast<double>(oldest.remaining - newest.remaining) / seconds;
        result.soldOutInSeconds = static_cast<double>(newest.remaining) / rate;
    }
    if (newest.ledger > oldest.ledger && oldest.ledger >= 0) {
        const double saved = static_cast<double>(newest.ledger - oldest.ledger) / seconds;
        result.savedPerSecond = saved;
        const auto lag = newest.unconsumed + std::max<std::int64_t>(newest.outbox, 0);
        const double arriving = oldest.remaining > newest.remaining && newest.remaining >= 0
            ? static_cast<double>(oldest.remaining - newest.remaining) / seconds : 0;
        if (newest.unconsumed >= 0 && lag > 0 && saved > arriving)
            result.allSavedInSeconds = static_cast<double>(lag) / (saved - arriving);
    }
    return result;
}

} // namespace firstcome::local
