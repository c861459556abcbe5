#include "backend/issuing/admission.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <random>

namespace firstcome::issuing {

namespace {

std::int64_t nanosecondsOf(core::SteadyTime time)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

/// The finaliser of SplitMix64: every bit of the input moves every bit of the output.
std::uint64_t mixed(std::uint64_t x)
{
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9u;
    x ^= x >> 27;
    x *= 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

} // namespace

TokenBucket::Rate::Rate(double perSecond, double burst)
{
    if (perSecond <= 0)
        return;
    const double tokens = std::max(1.0, burst < 1 ? perSecond : burst);
    intervalNs = std::max<std::int64_t>(1, static_cast<std::int64_t>(1e9 / perSecond));
    toleranceNs = static_cast<std::int64_t>((tokens - 1) * static_cast<double>(intervalNs));
}

std::chrono::nanoseconds TokenBucket::take(std::atomic<std::int64_t>& fullAt, const Rate& rate,
                                           std::int64_t nowNs)
{
    if (rate.intervalNs == 0)
        return {};
    std::int64_t seen = fullAt.load(std::memory_order_relaxed);
    for (;;) {
        const std::int64_t ahead = std::max<std::int64_t>(0, seen - nowNs);
        if (ahead > rate.toleranceNs)
            return std::chrono::nanoseconds(ahead - rate.toleranceNs);
        if (fullAt.compare_exchange_weak(seen, nowNs + ahead + rate.intervalNs, std::memory_order_relaxed))
            return {};
    }
}

AddressBuckets::AddressBuckets(std::size_t capacity)
    : m_mask(std::bit_ceil(std::max<std::size_t>(1, capacity / kWays)) - 1)
    , m_sets(std::make_unique<Set[]>(m_mask + 1))
{
    std::random_device entropy;
    for (auto& word : m_seed)
        word = std::uint64_t{entropy()} << 32 | entropy();
}

std::uint64_t AddressBuckets::keyOf(const ClientAddress& address) const
{
    std::uint64_t half[2];
    std::memcpy(half, address.bytes.data(), sizeof half);
    const std::uint64_t key = mixed(mixed(half[0] ^ m_seed[0]) ^ half[1] ^ m_seed[1]);
    return key == 0 ? 1 : key;
}

std::chrono::nanoseconds AddressBuckets::take(const ClientAddress& address, const TokenBucket::Rate& rate,
                                              std::int64_t nowNs)
{
    const std::uint64_t key = keyOf(address);
    auto& entries = m_sets[key & m_mask].entries;
    Entry* quietest = &entries[0];
    for (auto& entry : entries) {
        if (entry.key.load(std::memory_order_relaxed) == key)
            return TokenBucket::take(entry.fullAt, rate, nowNs);
        if (entry.fullAt.load(std::memory_order_relaxed) < quietest->fullAt.load(std::memory_order_relaxed))
            quietest = &entry;
    }
    // Two threads may take the same entry at once; the loser's address then starts once more with a full
    // bucket, which is the promise of the class.
    quietest->fullAt.store(nowNs, std::memory_order_relaxed);
    quietest->key.store(key, std::memory_order_relaxed);
    return TokenBucket::take(quietest->fullAt, rate, nowNs);
}

Admission::Admission(const core::AdmissionConfig& config, std::uint32_t maxInFlight,
                     std::size_t addressCapacity)
    : m_global(config.globalPerSecond, config.globalBurst)
    , m_perAddress(config.perAddressPerSecond, config.perAddressBurst)
    , m_maxInFlight(maxInFlight)
    , m_addresses(addressCapacity)
{
}

Admission::Decision Admission::admit(const ClientAddress& address, core::SteadyTime now)
{
    const std::int64_t nowNs = nanosecondsOf(now);
    std::chrono::nanoseconds wait{0};
    // The address first: one that floods must not eat the tokens of everybody.
    if (m_perAddress.intervalNs != 0 && !address.isLoopback())
        wait = m_addresses.take(address.limitKey(), m_perAddress, nowNs);
    if (wait.count() == 0)
        wait = TokenBucket::take(m_globalFullAt, m_global, nowNs);
    if (wait.count() != 0)
        return {Kind::Throttled, std::chrono::ceil<std::chrono::milliseconds>(wait)};
    if (m_inFlight.fetch_add(1, std::memory_order_relaxed) >= m_maxInFlight) {
        release();
        return {Kind::Overloaded, {}};
    }
    return {Kind::Admitted, {}};
}

} // namespace firstcome::issuing
