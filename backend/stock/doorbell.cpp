#include "backend/stock/doorbell.h"

#include <cstdint>
#include <poll.h>
#include <stdexcept>
#include <sys/eventfd.h>
#include <unistd.h>

namespace firstcome::stock {

Doorbell::Doorbell()
    : m_descriptor(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (m_descriptor < 0)
        throw std::runtime_error("eventfd failed");
}

Doorbell::~Doorbell()
{
    ::close(m_descriptor);
}

void Doorbell::ring() noexcept
{
    if (m_state.exchange(Rung, std::memory_order_acq_rel) != Asleep)
        return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_descriptor, &one, sizeof one);
}

void Doorbell::wait(std::chrono::milliseconds atMost)
{
    int quiet = Quiet;
    if (m_state.compare_exchange_strong(quiet, Asleep, std::memory_order_acq_rel)) {
        pollfd descriptor{m_descriptor, POLLIN, 0};
        if (::poll(&descriptor, 1, static_cast<int>(atMost.count())) > 0) {
            std::uint64_t rings = 0;
            [[maybe_unused]] const auto read = ::read(m_descriptor, &rings, sizeof rings);
        }
    }
    m_state.exchange(Quiet, std::memory_order_acq_rel);
}

} // namespace firstcome::stock
