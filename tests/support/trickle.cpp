#include "tests/support/trickle.h"

#include "tests/support/node_program.h"

#include <array>

namespace firstcome::testing {

namespace {

bool isVerdict(const SeenReply& reply)
{
    return reply.status != 0 && reply.status != 503;
}

} // namespace

Trickle::Trickle(std::uint16_t port, std::string couponId, std::string prefix)
    : m_port(port)
    , m_couponId(std::move(couponId))
    , m_prefix(std::move(prefix))
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
    if (reply.accepted())
        ++m_accepted;
    else if (!isVerdict(reply))
        ++m_unavailable;
    m_replies.push_back(std::move(reply));
}

void Trickle::run()
{
    Wave wave(m_port, m_couponId);
    for (std::uint32_t person = 1; !m_ended; ++person) {
        note(wave.tryFor(peopleNamed(m_prefix, person, 1)).front());
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

} // namespace firstcome::testing
