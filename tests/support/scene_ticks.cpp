#include "tests/support/scene_ticks.h"

#include <algorithm>
#include <cmath>

namespace firstcome::testing {

namespace {

using issuing::Verdict;
using telemetry::InstanceTick;
using telemetry::ServerTick;

constexpr std::int64_t kStock = 100'000;
constexpr double kAcceptedPerSecond = 21'000;
constexpr double kSoldOutAfter = 4.762;

std::int64_t indexOf(core::WallTime time)
{
    return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count() / telemetry::kTickMs;
}

std::uint32_t& count(InstanceTick& tick, Verdict verdict)
{
    return tick.verdicts[static_cast<std::size_t>(verdict)];
}

std::uint32_t sum(const InstanceTick& tick)
{
    std::uint32_t all = 0;
    for (const auto one : tick.verdicts)
        all += one;
    return all;
}

/// Accepted up to `t` seconds after opening.
std::int64_t acceptedUpTo(double t, std::int64_t index)
{
    if (t <= 0)
        return 0;
    if (t >= kSoldOutAfter)
        return kStock;
    const bool wholeSecond = std::abs(t - std::round(t)) < 0.05;
    return std::llround(t * kAcceptedPerSecond + (wholeSecond ? 0 : 60 * irregularity(index, 1)));
}

void setLevels(InstanceTick& tick, double t, std::int64_t accepted)
{
    tick.remaining = kStock - accepted;
    double lag = 0;
    if (t > 0)
        lag = t < kSoldOutAfter ? 22'500 * std::pow(t / kSoldOutAfter, 0.8)
                                : 11'007 + 11'493 * (std::exp(-(t - kSoldOutAfter) / 2.1) - 0.1329) / 0.8671;
    double outbox = t <= 0 ? 0 : std::max(t > 5 ? 17.0 : 0.0, 0.219 * lag);
    if (t > kSoldOutAfter)
        outbox = std::max(17.0, 3'000 * std::exp(-(t - kSoldOutAfter) * 3.5));
    tick.outbox = std::llround(outbox);
    tick.unconsumed = std::max<std::int64_t>(0, std::llround(lag) - tick.outbox);
    tick.ledger = accepted - tick.outbox - tick.unconsumed;
}

void setLaunchVerdicts(InstanceTick& tick, double t, std::int64_t accepted)
{
    const double wobble = irregularity(tick.index, 2);
    if (t <= 0) {
        const double rate = t > -1 ? 6'500 + 500 * wobble : 4'100 + 180 * t + 220 * wobble;
        count(tick, Verdict::NotOpen) = static_cast<std::uint32_t>(std::lround(rate / 10));
        return;
    }
    count(tick, Verdict::Accepted) = static_cast<std::uint32_t>(accepted);
    if (t < kSoldOutAfter) {
        count(tick, Verdict::Duplicate) = static_cast<std::uint32_t>(std::lround(206 + 30 * wobble));
        count(tick, Verdict::Throttled) = static_cast<std::uint32_t>(
            std::lround(std::max(0.0, 115 - 25 * t) + 20 * std::abs(irregularity(tick.index, 3))));
        return;
    }
    const double since = t - kSoldOutAfter;
    const double share = std::min(1.0, since * 10); // of the tick in which the last one went
    count(tick, Verdict::Duplicate) = static_cast<std::uint32_t>(std::lround(116 + 60 * std::exp(-since)));
    count(tick, Verdict::SoldOut) =
        static_cast<std::uint32_t>(std::lround(share * (1'500 + 1'280 * std::exp(-since / 3) + 25 * wobble)));
}

void setLatency(ServerTick& tick, double t)
{
    const double after = t <= 0 ? 0 : std::exp(-t / 2.2);
    const bool open = t > 0;
    const double wobble = irregularity(tick.index, 4);
    tick.p50Ms = static_cast<float>(open ? 1.1 + 0.8 * after + 0.04 * wobble : 0.5 + 0.02 * wobble);
    tick.p95Ms = static_cast<float>(open ? 2.4 + 3.2 * after + 0.12 * wobble : 0.85 + 0.06 * wobble);
    tick.p99Ms = static_cast<float>(open ? 4.2 + 6.3 * after + 0.5 * irregularity(tick.index, 5)
                                         : 1.45 + 0.25 * irregularity(tick.index, 5));
    tick.maxMs = tick.p99Ms * 1.6F;
    tick.stageP95Ms = {0.05F, 0.02F, tick.p95Ms * 0.4F, tick.p95Ms * 0.45F, 0.06F};
}

/// The last second of the launch, with exactly the figures of the pictures.
void settleLastSecond(Scene& scene)
{
    const auto ticks = scene.instanceTicks.size();
    for (std::size_t i = 0; i < 10; ++i) {
        auto& tick = scene.instanceTicks[ticks - 10 + i];
        count(tick, Verdict::Duplicate) = 116;
        count(tick, Verdict::SoldOut) = i == 0 ? 1'845 : 1'846;
        scene.serverTicks[ticks - 10 + i].requests = sum(tick);
    }
    auto& last = scene.instanceTicks.back();
    last.outbox = 17;
    last.unconsumed = 10'990;
    last.ledger = 88'993;
    auto& server = scene.serverTicks.back();
    server.p50Ms = 1.2F;
    server.p95Ms = 2.6F;
    server.p99Ms = 4.7F;
}

double spikeUsers(double t)
{
    if (t < 10)
        return 50 * t;
    return t < 40 ? 500 : std::max(0.0, 500 - 50 * (t - 40));
}

} // namespace

double irregularity(std::int64_t index, unsigned stream)
{
    auto x = static_cast<std::uint64_t>(index) * 0x9E3779B97F4A7C15ULL + stream * 0xD1B54A32D192ED03ULL;
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9ULL;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBULL;
    x ^= x >> 31;
    return static_cast<double>(x % 20'001) / 10'000.0 - 1;
}

void addWaitingTicks(Scene& scene, const issuing::InstanceId& instance, core::WallTime until, int seconds,
                     double perSecond, std::int64_t remaining)
{
    const auto end = indexOf(until);
    for (auto index = end - seconds * 10; index < end; ++index) {
        InstanceTick tick;
        tick.index = index;
        tick.instance = instance;
        count(tick, Verdict::NotOpen) =
            static_cast<std::uint32_t>(std::lround(perSecond / 10 * (1 + 0.08 * irregularity(index, 2))));
        tick.remaining = remaining;
        tick.outbox = tick.unconsumed = tick.ledger = 0;
        ServerTick server;
        server.index = index;
        server.requests = sum(tick);
        setLatency(server, -1);
        scene.instanceTicks.push_back(tick);
        scene.serverTicks.push_back(server);
    }
}

void addLaunchTicks(Scene& scene, const issuing::InstanceId& instance, core::WallTime opening)
{
    const auto opened = indexOf(opening);
    std::int64_t before = 0;
    for (auto index = opened - 150; index < opened + 90; ++index) {
        const double t = static_cast<double>(index + 1 - opened) / 10; // at the tick's end
        const auto accepted = acceptedUpTo(t, index);
        InstanceTick tick;
        tick.index = index;
        tick.instance = instance;
        setLaunchVerdicts(tick, t, accepted - before);
        setLevels(tick, t, accepted);
        before = accepted;
        ServerTick server;
        server.index = index;
        server.requests = sum(tick);
        setLatency(server, t);
        scene.instanceTicks.push_back(tick);
        scene.serverTicks.push_back(server);
    }
    settleLastSecond(scene);
}

void addTotals(Scene& scene, const issuing::InstanceId& instance, std::uint64_t attempts)
{
    auto& totals = scene.snapshot.telemetry.totals[instance];
    for (const auto& tick : scene.instanceTicks)
        if (tick.instance == instance)
            for (std::size_t i = 0; i < tick.verdicts.size(); ++i)
                totals.verdicts[i] += tick.verdicts[i];
    if (attempts > totals.attempts())
        totals.verdicts[static_cast<std::size_t>(Verdict::NotOpen)] += attempts - totals.attempts();
}

std::vector<spike::ClientTick> spikeTicks(double seconds)
{
    std::vector<spike::ClientTick> ticks;
    for (std::int64_t i = 0; i < std::lround(seconds * 10); ++i) {
        const double t = static_cast<double>(i) / 10;
        const double share = spikeUsers(t + 0.1) / 500;
        spike::ClientTick tick;
        tick.atSeconds = t;
        tick.target = tick.users = std::round(share * 500);
        const auto all = std::lround(2'610 * share * (1 + 0.02 * irregularity(i, 6)));
        const long accepted = i < 2 ? std::min<long>(all, i == 0 ? 18 : 34) : i < 10 ? 56 : 0;
        const auto repeated = accepted > 0 ? 0 : std::lround(static_cast<double>(all) * 0.29);
        tick.verdicts[static_cast<std::size_t>(Verdict::Accepted)] = static_cast<std::uint32_t>(accepted);
        tick.verdicts[static_cast<std::size_t>(Verdict::Duplicate)] = static_cast<std::uint32_t>(repeated);
        tick.verdicts[static_cast<std::size_t>(Verdict::SoldOut)] =
            static_cast<std::uint32_t>(std::max(0L, all - accepted - repeated));
        tick.p50Ms = static_cast<float>(0.8 + 0.7 * share + 0.05 * irregularity(i, 7));
        tick.p95Ms = static_cast<float>(1.4 + 3.2 * share + 0.2 * irregularity(i, 8));
        tick.p99Ms = static_cast<float>(2.2 + 5.8 * share + 0.7 * irregularity(i, 9));
        ticks.push_back(tick);
    }
    return ticks;
}

void addSpikeServerTicks(Scene& scene, const issuing::InstanceId& shadow, core::WallTime now, double seconds)
{
    const auto clients = spikeTicks(seconds);
    const auto first = indexOf(now) - static_cast<std::int64_t>(clients.size());
    std::int64_t remaining = 500;
    for (std::size_t i = 0; i < clients.size(); ++i) {
        const auto index = first + static_cast<std::int64_t>(i);
        InstanceTick tick;
        tick.index = index;
        tick.instance = shadow;
        std::copy_n(clients[i].verdicts.begin(), tick.verdicts.size(), tick.verdicts.begin());
        remaining -= tick.verdicts[0];
        tick.remaining = remaining;
        tick.outbox = tick.unconsumed = 0;
        tick.ledger = 500 - remaining;
        ServerTick server;
        server.index = index;
        server.requests = sum(tick);
        const auto share = static_cast<float>(clients[i].users / 500);
        server.p50Ms = 0.4F + 0.3F * share;
        server.p95Ms = 0.7F + 1.2F * share + 0.05F * static_cast<float>(irregularity(index, 4));
        server.p99Ms = 1.4F + 2.4F * share;
        server.maxMs = server.p99Ms * 2;
        server.stageP95Ms = {0.05F, 0.02F, 0.3F + 0.5F * share, 0.3F + 0.6F * share, 0.06F};
        scene.serverTicks.push_back(server);
        scene.instanceTicks.push_back(tick);
    }
    if (!scene.serverTicks.empty())
        scene.serverTicks.back().p95Ms = 1.9F;
}

} // namespace firstcome::testing
