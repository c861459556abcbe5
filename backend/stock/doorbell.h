#pragma once

#include <atomic>
#include <chrono>

namespace firstcome::stock {

/// Wakes one sleeping thread without a lock. Put the work where the sleeper finds it, then ring: while the
/// sleeper is awake that costs one atomic exchange, no system call. A ring between looking for work and going
/// to sleep is not lost. `ring` is for any thread; `wait` for the sleeper. Spurious wakes happen.
class Doorbell
{
public:
    Doorbell();
    ~Doorbell();
    Doorbell(const Doorbell&) = delete;
    Doorbell& operator=(const Doorbell&) = delete;

    void ring() noexcept;
    /// Returns when rung since the last return, or after `atMost`; negative: without limit.
    void wait(std::chrono::milliseconds atMost);

private:
    enum State { Quiet, Rung, Asleep };
    std::atomic<int> m_state{Quiet};
    int m_descriptor;
};

} // namespace firstcome::stock
