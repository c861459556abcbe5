#pragma once

#include "backend/core/clock.h"
#include "backend/issuing/event.h"
#include "backend/stock/person_slots.h"
#include "backend/stock/stock_store.h"

#include <cstdint>
#include <functional>

namespace firstcome::stock {

/// What the embedded store remembers of one instance, built from its rows and thrown away with them.
struct InstanceBook
{
    issuing::Instance instance;
    std::uint32_t number = 0; ///< upper half of the keys of its issues
    PersonSlots people;
    std::uint32_t confirmedThrough = 0; ///< slots up to here are beyond the outbox
};

/// One attempt as the step sees it.
struct Question
{
    std::string_view person;
    core::SteadyTime deadline;
    std::uint64_t epoch = 0;    ///< the newest that the caller saw; 0: none yet
    std::uint32_t seenSlot = 0; ///< the highest of this instance that the caller saw
};

/// What the step is judged by.
struct StepTerms
{
    std::uint64_t epoch = 0;
    std::uint64_t outboxLimit = 0;
    core::WallTime now;
    core::SteadyTime steadyNow;
};

struct Decision
{
    AttemptReply reply;
    bool instanceChanged = false; ///< its row must be written in the same transaction, before the issue
    bool issued = false;          ///< the issue must be written too
};

/// The one atomic step, in exactness.md's order, with no I/O: decides, and changes the book accordingly.
/// What it changed must be made durable before anybody is told; where that fails the book is worthless.
/// `book` is null for an unknown instance.
Decision decideAttempt(InstanceBook* book, const Question& question, const StepTerms& terms);
/// The same question with no effect.
AttemptReply findIssue(const InstanceBook* book, const Question& question, const StepTerms& terms);
/// Lets the clock's latches act on the book. True: something changed and must be written.
bool latch(InstanceBook& book, core::WallTime now);

/// The step as the store takes it, so that a test can put a broken one in its place.
using DecideStep = std::function<Decision(InstanceBook*, const Question&, const StepTerms&)>;

} // namespace firstcome::stock
