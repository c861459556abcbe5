#include "tests/support/trickle.h"

#include "tests/support/node_program.h"

#include <algorithm>
#include <array>

namespace firstcome::testing {

namespace {

bool isVerdict(const SeenReply& reply)
{
    return reply.status != 0 && reply.status != 503;
}

} // namespace

Trickle::Trickle(std::uint16_t port, std::string couponId, std::string prefix, std::uint32_t atOnce)
    : m_port(port)
    , m_couponId(std::move(couponId))
    , m_prefix(std::move(prefix))
    , m_atOnce(atOnce)
    , m_thread([this] { run(); })
{
}

Trickle::~Trickle()
{
    m_ended = true;
    if (m_thread.joinable())
        m_thread.join();
}

void Trickle::note(SeenReply reply)
{
    const auto now = std::chrono::steady_clock::now();
    if (reply.accepted()) {
        m_acceptedAt.push_back(now);
        m_highestSlot = std::max<std::uint32_t>(m_highestSlot, reply.slot);
        ++m_accepted;
    } else if (reply.status == 0) {
        ++m_unanswered;
        ++m_unavailable;
    } else if (!isVerdict(reply)) {
        m_refusedAt.push_back(now);
        ++m_unavailable;
    }
    m_replies.push_back(std::move(reply));
}

void Trickle::run()
{
    Wave wave(m_port, m_couponId);
    for (std::uint32_t person = 1; !m_ended; person += m_atOnce) {
        for (auto& reply : wave.tryFor(peopleNamed(m_prefix, person, m_atOnce)))
            note(std::move(reply));
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

bool Trickle::goesOn(std::uint32_t more)
{
    const auto wanted = m_accepted + more;
    return comesTrue([&] { return m_accepted >= wanted; });
}

bool Trickle::meetsAnOutage()
{
    const auto wanted = m_unavailable + 1;
    return comesTrue([&] { return m_unavailable >= wanted; });
}

std::vector<SeenReply> Trickle::finish()
{
    m_ended = true;
    m_thread.join();
    Wave wave(m_port, m_couponId);
    const auto first = m_replies;
    for (const auto& reply : first) {
        const std::array<std::string, 1> person{reply.person};
        bool known = isVerdict(reply);
        if (!known)
            comesTrue([&] {
                note(wave.tryFor(person).front());
                return known = isVerdict(m_replies.back());
            });
    }
    return m_replies;
}

std::optional<std::chrono::milliseconds> Trickle::after(Time since, const std::vector<Time>& times)
{
    const auto next = std::ranges::lower_bound(times, since);
    if (next == times.end())
        return std::nullopt;
    return std::chrono::ceil<std::chrono::milliseconds>(*next - since);
}

std::chrono::milliseconds Trickle::longestGap(Time from, Time to) const
{
    auto gap = Time::duration::zero();
    Time last = from;
    for (const Time at : m_acceptedAt)
        if (at > from && at < to) {
            gap = std::max(gap, at - last);
            last = at;
        }
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(gap, to - last));
}

} // namespace firstcome::testing
