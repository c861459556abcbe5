#include "models/audit_view_model.h"

namespace firstcome::models {

namespace {

using issuing::EventState;

AuditWord liveWord(const EquationView& equation)
{
    if (equation.critical())
        return AuditWord::OutOfBalance;
    return equation.balance == Balance::NotMeasured ? AuditWord::NotMeasured : AuditWord::BalancedSoFar;
}

const issuing::AuditReport* exactOf(const EventView& view)
{
    const bool own = view.audit && view.audit->exact && view.event.instance
        && view.audit->instance == view.event.instance->id;
    return own ? &*view.audit : nullptr;
}

/// What follows from the counters alone: the ledger's keys turn a second row of a person or a slot above the
/// total into a dead letter, so without dead letters there is none.
void fillLive(AuditView& audit, const EventView& view, const EquationView& equation)
{
    const auto& terms = *view.conservation;
    const auto& instance = *view.event.instance;
    audit.deadLetters = terms.deadLetters;
    audit.oversold = instance.issued > instance.total ? instance.issued - instance.total : 0;
    if (terms.deadLetters == std::optional<std::uint64_t>(0))
        audit.duplicates = 0;
    if (equation.balance != Balance::NotMeasured)
        audit.gaps = equation.balance == Balance::Missing ? equation.off : 0;
}

} // namespace

AuditViewModel::AuditViewModel(BackendModel& backend, const LaunchViewModel& launch, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_launch(launch)
{
    connect(&launch, &LaunchViewModel::updated, this, &AuditViewModel::changed);
    connect(&launch, &LaunchViewModel::selectionChanged, this, [this] { m_problem.clear(); });
}

AuditView AuditViewModel::view() const
{
    AuditView audit;
    audit.running = m_running;
    audit.problem = m_problem;
    const EventView* shown = m_launch.view();
    if (shown && shown->suspension)
        audit.word = AuditWord::NotMeasured;
    if (!shown || !shown->event.instance || !shown->conservation || shown->suspension)
        return audit;
    const auto state = shown->event.state;
    const auto& terms = *shown->conservation;
    const bool drained = terms.outbox.value_or(1) == 0 && terms.unconsumed.value_or(1) == 0;
    audit.canRunExact = !m_running && drained
        && (state == EventState::Paused || state == EventState::Draining || state == EventState::Closed);
    if (const auto* report = exactOf(*shown)) {
        audit.word = report->closed ? AuditWord::Proven : AuditWord::Differs;
        audit.exact = true;
        audit.duplicates = report->duplicates;
        audit.oversold = report->oversold;
        audit.gaps = report->gaps;
        audit.lost = report->lost;
        audit.deadLetters = report->deadLetters;
        audit.checkedAt = report->at;
        audit.took = report->took;
        return audit;
    }
    const bool waiting = state == EventState::Armed || state == EventState::Held;
    audit.word = waiting ? AuditWord::NothingIssued : liveWord(m_launch.equation());
    audit.finalInSeconds = shown->estimates.allSavedInSeconds;
    fillLive(audit, *shown, m_launch.equation());
    return audit;
}

std::vector<issuing::Difference> AuditViewModel::differences() const
{
    const EventView* shown = m_launch.view();
    const auto* report = shown ? exactOf(*shown) : nullptr;
    return report ? report->differences : std::vector<issuing::Difference>();
}

void AuditViewModel::runExact()
{
    if (m_running || !m_launch.view())
        return;
    m_running = true;
    m_problem.clear();
    m_backend.submit(RunAudit{"console", m_launch.view()->event.draft.couponId, true}, this,
                     [this](const core::Result<Reply>& reply) {
                         m_running = false;
                         if (!reply)
                             m_problem = QString::fromStdString(reply.error().code);
                         Q_EMIT changed();
                     });
    Q_EMIT changed();
}

} // namespace firstcome::models
