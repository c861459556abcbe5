#include "models/conservation_check.h"

#include <algorithm>

namespace firstcome::models {

namespace {

using namespace std::chrono_literals;
using issuing::EventState;

constexpr auto kBelieveAfter = 1s;

std::optional<std::uint64_t> sum(const std::vector<TermView>& terms)
{
    std::uint64_t all = 0;
    for (const auto& term : terms) {
        if (!term.value)
            return std::nullopt;
        all += *term.value;
    }
    return all;
}

/// Read from the log and dealt with, and yet no row.
std::uint64_t putAside(const EventView& view)
{
    return view.conservation->deadLetters.value_or(0) + view.conservation->voided.value_or(0);
}

/// What a term should be by the other sources' word; absent where they say nothing.
std::optional<std::uint64_t> expectedOf(Term term, const EventView& view)
{
    const auto& event = view.event;
    const std::uint64_t issued = event.instance ? event.instance->issued : 0;
    const std::uint64_t planned = event.plannedTotal ? event.plannedTotal : event.instance->total;
    const auto less = [](std::uint64_t a, std::uint64_t b) { return a > b ? a - b : 0; };
    switch (term) {
    case Term::Remaining:
        return less(planned, issued);
    case Term::Outbox:
        return view.published ? std::optional(less(issued, *view.published)) : std::nullopt;
    case Term::Unconsumed:
        return view.published && view.confirmed
                 ? std::optional(less(*view.published, *view.confirmed + putAside(view)))
                 : std::nullopt;
    case Term::Ledger:
        return view.confirmed;
    default:
        return std::nullopt;
    }
}

/// The first term that its sources contradict. Where none is: the dead letters, if there are enough of them to be what is
/// too many (the log has what the store never issued), else the ledger, where the truth must end up.
void markWrong(EquationView& equation, const EventView& view)
{
    for (auto& term : equation.terms)
        if (const auto expected = expectedOf(term.term, view); expected && term.value != expected) {
            term.wrong = true;
            return;
        }
    const bool foreign =
        equation.balance == Balance::TooMany && view.conservation->deadLetters.value_or(0) >= equation.off;
    for (auto& term : equation.terms)
        term.wrong = term.term == (foreign ? Term::DeadLetters : Term::Ledger);
}

bool inMotion(EventState state)
{
    return state == EventState::Open || state == EventState::Paused || state == EventState::Draining;
}

} // namespace

EquationView equationOf(const EventView& view)
{
    EquationView equation;
    equation.suspended = view.suspension.has_value();
    if (equation.suspended || !view.conservation || !view.event.instance)
        return equation;
    const auto& terms = *view.conservation;
    equation.total = view.event.plannedTotal ? view.event.plannedTotal : terms.total;
    equation.terms = {{Term::Remaining, terms.remaining}, {Term::Outbox, terms.outbox},
                      {Term::Unconsumed, terms.unconsumed}, {Term::Ledger, terms.ledger},
                      {Term::DeadLetters, terms.deadLetters}};
    if (terms.voided.value_or(0) > 0)
        equation.terms.push_back({Term::Voided, terms.voided});
    const auto all = sum(equation.terms);
    if (!all)
        return equation;
    const bool proven = view.audit && view.audit->exact && view.audit->closed
        && view.audit->instance == view.event.instance->id;
    if (*all == equation.total) {
        equation.balance = proven ? Balance::Proven : Balance::BalancedSoFar;
        return equation;
    }
    const bool tooFew = *all < equation.total;
    equation.off = tooFew ? equation.total - *all : *all - equation.total;
    const bool onlyLoaded = view.event.instance->issued == 0 && !inMotion(view.event.state);
    if (onlyLoaded)
        equation.balance = tooFew ? Balance::StockShort : Balance::StockOver;
    else
        equation.balance = tooFew ? Balance::Missing : Balance::TooMany;
    markWrong(equation, view);
    return equation;
}

EquationView BalanceWatch::judge(const EventView& view, core::WallTime now)
{
    EquationView equation = equationOf(view);
    const auto instance = view.event.instance ? std::optional(view.event.instance->id) : std::nullopt;
    if (instance != m_instance || !equation.critical())
        m_offSince.reset();
    m_instance = instance;
    if (!equation.critical() || !inMotion(view.event.state))
        return equation;
    if (!m_offSince)
        m_offSince = now;
    if (now - *m_offSince >= kBelieveAfter)
        return equation;
    equation.balance = Balance::BalancedSoFar;
    equation.off = 0;
    for (auto& term : equation.terms)
        term.wrong = false;
    return equation;
}

} // namespace firstcome::models
