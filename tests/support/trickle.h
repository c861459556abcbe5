#pragma once

#include "tests/support/coupon_crowd.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace firstcome::testing {

/// One new person after the other tries for a coupon, on a thread of its own, whatever becomes of the servers. Keeps
/// every call and its reply.
class Trickle
{
public:
    Trickle(std::uint16_t port, std::string couponId, std::string prefix);
    ~Trickle();

    std::uint32_t accepted() const { return m_accepted; }
    std::uint32_t unavailable() const { return m_unavailable; } ///< 503, or no whole reply
    /// Waits until so many more were accepted than are now; false where that does not come.
    bool goesOn(std::uint32_t more = 20);
    /// Waits until one more was told 503 or nothing; false where that does not come.
    bool meetsAnOutage();
    /// Ends it. Everybody who knows no verdict asks again until there is one. All replies, in their order.
    std::vector<SeenReply> finish();

private:
    void run();
    void note(SeenReply reply);

    const std::uint16_t m_port;
    const std::string m_couponId, m_prefix;
    std::vector<SeenReply> m_replies; ///< the thread's until it has ended
    std::atomic<std::uint32_t> m_accepted = 0, m_unavailable = 0;
    std::atomic<bool> m_ended = false;
    std::thread m_thread;
};

} // namespace firstcome::testing
