#pragma once

#include "tests/support/coupon_crowd.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace firstcome::testing {

/// One new person after the other, or `atOnce` together, tries for a coupon, on a thread of its own, whatever
/// becomes of the servers. Keeps every call and its reply.
class Trickle
{
public:
    using Time = std::chrono::steady_clock::time_point;

    Trickle(std::uint16_t port, std::string couponId, std::string prefix, std::uint32_t atOnce = 1);
    ~Trickle();

    std::uint32_t accepted() const { return m_accepted; }
    std::uint32_t unavailable() const { return m_unavailable; } ///< 503, or no whole reply
    std::uint32_t unanswered() const { return m_unanswered; }   ///< of them, those without a whole reply
    std::uint32_t highestSlot() const { return m_highestSlot; } ///< that anybody was accepted with
    /// Waits until so many more were accepted than are now; false where that does not come.
    bool goesOn(std::uint32_t more = 20);
    /// Waits until one more was told 503 or nothing; false where that does not come.
    bool meetsAnOutage();
    /// Ends it. Everybody who knows no verdict asks again until there is one. All replies, in their order.
    std::vector<SeenReply> finish();

    // Once it has finished:
    /// From `since` to when the next was accepted, or told 503; absent where that did not happen.
    std::optional<std::chrono::milliseconds> acceptedAfter(Time since) const
    {
        return after(since, m_acceptedAt);
    }
    std::optional<std::chrono::milliseconds> refusedAfter(Time since) const
    {
        return after(since, m_refusedAt);
    }
    /// The longest time in between in which nobody was accepted.
    std::chrono::milliseconds longestGap(Time from, Time to) const;

private:
    void run();
    void note(SeenReply reply);
    static std::optional<std::chrono::milliseconds> after(Time since, const std::vector<Time>& times);

    const std::uint16_t m_port;
    const std::string m_couponId, m_prefix;
    const std::uint32_t m_atOnce;
    std::vector<SeenReply> m_replies; ///< the thread's until it has ended, as those below
    std::vector<Time> m_acceptedAt, m_refusedAt;
    std::atomic<std::uint32_t> m_accepted = 0, m_unavailable = 0, m_unanswered = 0, m_highestSlot = 0;
    std::atomic<bool> m_ended = false;
    std::thread m_thread;
};

} // namespace firstcome::testing
