#include "backend/stock/instance_decider.h"

#include "backend/issuing/acts.h"

#include <algorithm>
#include <optional>

namespace firstcome::stock {

using issuing::EventState;
using issuing::UnavailableReason;
using issuing::Verdict;

namespace {

AttemptReply verdictOnly(Verdict verdict)
{
    AttemptReply reply;
    reply.verdict = verdict;
    return reply;
}

AttemptReply withSlot(Verdict verdict, std::uint32_t slot, core::WallTime acceptedAt)
{
    AttemptReply reply;
    reply.verdict = verdict;
    reply.slot = slot;
    reply.acceptedAt = acceptedAt;
    return reply;
}

AttemptReply duplicateOf(const PersonSlots::Person& person)
{
    return withSlot(Verdict::Duplicate, person.slot,
                    core::WallTime(std::chrono::microseconds(person.acceptedAtMicros)));
}

/// Steps 1 and 2: a store that lost something, and callers that have gone.
std::optional<AttemptReply> refusedUnseen(const InstanceBook* book, const Question& question,
                                          const StepTerms& terms)
{
    const bool otherEpoch = question.epoch != 0 && question.epoch != terms.epoch;
    if (otherEpoch || (book && question.seenSlot > book->instance.issued))
        return unavailable(UnavailableReason::Suspended);
    if (terms.steadyNow > question.deadline)
        return unavailable(UnavailableReason::Expired);
    return std::nullopt;
}

std::optional<AttemptReply> refusedByState(EventState state)
{
    switch (state) {
    case EventState::Open:
        return std::nullopt;
    case EventState::Armed:
    case EventState::Held:
        return verdictOnly(Verdict::NotOpen);
    case EventState::Paused:
        return verdictOnly(Verdict::Paused);
    case EventState::Draining:
    case EventState::Closed:
        return verdictOnly(Verdict::Closed);
    case EventState::Draft:
        break;
    }
    return verdictOnly(Verdict::UnknownEvent);
}

/// Steps 5 to 7: audience, outbox limit, stock.
std::optional<AttemptReply> refusedByStock(const InstanceBook& book, bool known, std::uint64_t outboxLimit)
{
    const auto& instance = book.instance;
    if (instance.audience == issuing::Audience::Listed && !known)
        return verdictOnly(Verdict::UnknownUser);
    const std::uint64_t confirmed = std::min(book.confirmedThrough, instance.issued);
    if (instance.issued - confirmed >= outboxLimit)
        return unavailable(UnavailableReason::OutboxFull);
    if (instance.issued >= instance.total)
        return verdictOnly(Verdict::SoldOut);
    return std::nullopt;
}

} // namespace

bool latch(InstanceBook& book, core::WallTime now)
{
    bool changed = false;
    while (auto next = issuing::applyClock(book.instance, now)) {
        book.instance = *next;
        changed = true;
    }
    return changed;
}

Decision decideAttempt(InstanceBook* book, const Question& question, const StepTerms& terms)
{
    Decision decision;
    const auto refuse = [&](const AttemptReply& reply) {
        decision.reply = reply;
        return decision;
    };
    if (const auto refused = refusedUnseen(book, question, terms))
        return refuse(*refused);
    if (!book)
        return refuse(verdictOnly(Verdict::UnknownEvent));
    const auto* person = book->people.find(question.person);
    if (person && person->slot != 0)
        return refuse(duplicateOf(*person));
    decision.instanceChanged = latch(*book, terms.now);
    auto& instance = book->instance;
    if (const auto refused = refusedByState(instance.state))
        return refuse(*refused);
    if (const auto refused = refusedByStock(*book, person != nullptr, terms.outboxLimit))
        return refuse(*refused);

    const auto acceptedAt = std::max(terms.now, instance.lastAcceptedAt.value_or(terms.now));
    book->people.give(question.person, ++instance.issued, acceptedAt);
    instance.lastAcceptedAt = acceptedAt;
    if (instance.issued == instance.total) {
        instance.soldOutAt = acceptedAt;
        decision.instanceChanged = true;
    }
    decision.issued = true;
    decision.reply = withSlot(Verdict::Accepted, instance.issued, acceptedAt);
    return decision;
}

AttemptReply findIssue(const InstanceBook* book, const Question& question, const StepTerms& terms)
{
    if (const auto refused = refusedUnseen(book, question, terms))
        return *refused;
    if (!book)
        return verdictOnly(Verdict::UnknownEvent);
    const auto* person = book->people.find(question.person);
    return person && person->slot != 0 ? duplicateOf(*person) : verdictOnly(Verdict::UnknownUser);
}

} // namespace firstcome::stock
