#pragma once

#include "backend/core/clock.h"
#include "backend/core/config.h"
#include "backend/issuing/client_address.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace firstcome::issuing {

/// One token bucket, kept as the single time at which it will be full again (the generic cell rate
/// algorithm), so that taking a token is one compare-and-swap. Any thread.
class TokenBucket
{
public:
    /// `perSecond` 0: no limit. `burst` below 1 counts as one second's worth, and never as less than 1.
    struct Rate
    {
        Rate(double perSecond, double burst);
        std::int64_t intervalNs = 0;  ///< between two tokens; 0: no limit
        std::int64_t toleranceNs = 0; ///< how far ahead of now the bucket may be drawn
    };

    /// Takes one token out of the bucket behind `fullAt`. Zero: taken; else how long until there is one.
    static std::chrono::nanoseconds take(std::atomic<std::int64_t>& fullAt, const Rate& rate,
                                         std::int64_t nowNs);
};

/// Token buckets by client address in a table of fixed size: where it is full, the address that has been
/// quiet for longest makes room. An address that makes room starts again with a full bucket, so forgetting
/// only ever errs towards letting in. Any thread, no lock.
class AddressBuckets
{
public:
    explicit AddressBuckets(std::size_t capacity);
    std::chrono::nanoseconds take(const ClientAddress& address, const TokenBucket::Rate& rate,
                                  std::int64_t nowNs);

private:
    static constexpr std::size_t kWays = 8;
    struct Entry
    {
        std::atomic<std::uint64_t> key{0}; ///< keyed hash of the address; 0: free
        std::atomic<std::int64_t> fullAt{0};
    };
    struct alignas(64) Set
    {
        std::array<Entry, kWays> entries;
    };
    std::uint64_t keyOf(const ClientAddress& address) const;

    std::size_t m_mask;
    std::uint64_t m_seed[2]; ///< random, so that nobody can aim at one set
    std::unique_ptr<Set[]> m_sets;
};

/// Decides whether an attempt may go on to the store: token buckets, global and per address, and the number
/// of attempts under way. One object is shared by all io threads; any thread may call everything, nothing
/// waits and nothing locks. Owned by what composes the backend; must outlive the io threads.
class Admission
{
public:
    enum class Kind { Admitted, Throttled, Overloaded };
    struct Decision
    {
        Kind kind = Kind::Admitted;
        std::chrono::milliseconds retryAfter{0}; ///< rounded up; not 0 where throttled
    };

    Admission(const core::AdmissionConfig& config, std::uint32_t maxInFlight,
              std::size_t addressCapacity = 65'536);

    /// Every Admitted must be paid back by one release(). Loopback has no limit per address.
    Decision admit(const ClientAddress& address, core::SteadyTime now);
    void release() { m_inFlight.fetch_sub(1, std::memory_order_relaxed); }
    std::uint32_t inFlight() const { return m_inFlight.load(std::memory_order_relaxed); }

private:
    TokenBucket::Rate m_global;
    TokenBucket::Rate m_perAddress;
    std::uint32_t m_maxInFlight;
    AddressBuckets m_addresses;
    alignas(64) std::atomic<std::int64_t> m_globalFullAt{0};
    alignas(64) std::atomic<std::uint32_t> m_inFlight{0};
};

} // namespace firstcome::issuing
