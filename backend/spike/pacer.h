#pragma once

#include "backend/core/clock.h"
#include "backend/spike/connection.h"

#include <cstdint>

namespace firstcome::spike {

/// What a pacer may ask of its worker.
class AttemptStarter
{
public:
    virtual ~AttemptStarter() = default;
    /// Starts an attempt on connection `index`, which is made where it is new and must not be busy. `due` is
    /// when it should have started; `scheduled` tells that somebody waited for that moment, so that being
    /// late is the generator's fault.
    virtual void startAttempt(std::uint32_t index, core::SteadyTime due, bool scheduled) = 0;
    virtual void closeConnection(std::uint32_t index) = 0;
    /// An arrival that was due and found no connection.
    virtual void dropArrival() = 0;
    /// Uniform in [0, 1).
    virtual double random() = 0;
};

/// Decides when attempts start. One for each worker, which makes all calls on its thread.
class Pacer
{
public:
    virtual ~Pacer() = default;
    /// Starts what is due at `now`, or a part of it.
    virtual void wake(core::SteadyTime now) = 0;
    /// When wake() has something to do again; SteadyTime::max() for never.
    virtual core::SteadyTime nextDue() const = 0;
    /// Ten milliseconds went by, roughly.
    virtual void beat(core::SteadyTime now) = 0;
    virtual void attemptOver(std::uint32_t index, const Connection& connection) = 0;
    /// No attempt starts after this.
    virtual void end() = 0;
    virtual double users() const = 0;
};

} // namespace firstcome::spike
