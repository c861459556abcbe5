#include "widgets/pages/spike/verdict_cards.h"

#include "models/run_standing.h"
#include "widgets/pages/spike/spike_words.h"
#include "widgets/parts/format.h"

namespace firstcome::pages {

using models::Outcome;
using models::Proof;
using parts::Mark;
using parts::Tone;

namespace {

QString count(std::uint64_t value)
{
    return parts::formatCount(static_cast<std::int64_t>(value));
}
QString count(std::optional<std::uint64_t> value)
{
    return value ? count(*value) : parts::notKnown();
}

Tone toneOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Passed:
        return Tone::Ok;
    case Outcome::ThresholdsCrossed:
    case Outcome::AuditViolated:
    case Outcome::Broken:
        return Tone::Critical;
    case Outcome::NotValid:
    case Outcome::Aborted:
        return Tone::Warning;
    }
    return Tone::Neutral;
}

Tone toneOf(Proof proof)
{
    switch (proof) {
    case Proof::NothingLost:
        return Tone::Ok;
    case Proof::Violated:
        return Tone::Critical;
    case Proof::NotClosed:
        return Tone::Warning;
    case Proof::NotAudited:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

/// What the exact audit found wrong, each by its name.
std::vector<FactList::Fact> findings(const issuing::AuditReport& audit)
{
    std::vector<FactList::Fact> facts;
    const auto add = [&](const QString& name, std::uint64_t value) {
        if (value > 0)
            facts.push_back({name, count(value), Mark::Critical});
    };
    add(VerdictCard::tr("People with two slots"), audit.duplicates);
    add(VerdictCard::tr("Slots above the stock"), audit.oversold);
    add(VerdictCard::tr("Slots that nobody has"), audit.gaps);
    add(VerdictCard::tr("Accepted but not in the ledger"), audit.lost);
    add(VerdictCard::tr("In the ledger but not accepted"), audit.foreign);
    add(VerdictCard::tr("Slots with another person"), audit.differing);
    add(VerdictCard::tr("Dead letters left"), audit.deadLetters);
    return facts;
}

} // namespace

VerdictCard::VerdictCard(const theme::Theme& theme, bool large, QWidget* parent)
    : Card(theme, {}, parent)
    , m_banner(new parts::Banner(theme, this))
    , m_facts(new FactList(theme, this))
{
    m_banner->setLarge(large);
    body()->addWidget(m_banner);
    body()->addWidget(m_facts);
    body()->addStretch(1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void VerdictCard::showOutcome(const spike::RunResult& result)
{
    m_banner->setState(toneOf(models::outcomeOf(result)), outcomeText(result));
    std::vector<FactList::Fact> facts;
    for (const auto& threshold : result.thresholds) {
        const auto metric = QString::fromStdString(threshold.metric);
        const auto expression = QString::fromStdString(threshold.expression);
        facts.push_back({thresholdWords(metric, expression),
                         thresholdValue(metric, expression, threshold.value),
                         threshold.passed ? Mark::Fine : Mark::Critical});
    }
    if (facts.empty())
        facts.push_back({tr("No thresholds were set"), {}, Mark::NotKnown});
    m_facts->setFacts(std::move(facts));
    setAccessibleName(m_banner->text());
}

void VerdictCard::showProof(const spike::RunResult& result)
{
    const auto proof = models::proofOf(result);
    m_banner->setState(toneOf(proof), proofText(proof));
    std::vector<FactList::Fact> facts;
    if (proof == Proof::NotAudited) {
        facts.push_back({tr("Only a rehearsal is audited by itself"), {}, Mark::None});
        facts.push_back({tr("Accepted, as the clients were told"),
                         count(result.verdicts[static_cast<std::size_t>(issuing::Verdict::Accepted)]),
                         Mark::None});
    } else {
        const QString slots_ = tr("%1 / %2").arg(count(result.issued), count(result.stock));
        facts.push_back({tr("Issued of stock"), slots_, Mark::None});
        facts.push_back({tr("Duplicates · oversold"),
                         count(result.duplicates) + QStringLiteral(" · ") + count(result.oversold),
                         Mark::None});
        if (proof == Proof::NothingLost)
            facts.push_back({tr("Ledger equals accepts"),
                             tr("after %1\u00a0s").arg(result.ledgerAfterSeconds, 0, 'f', 2), Mark::None});
        for (auto& finding : findings(*result.audit))
            facts.push_back(std::move(finding));
    }
    m_facts->setFacts(std::move(facts));
    setAccessibleName(m_banner->text());
}

void VerdictCard::showValidity(const spike::RunResult& result)
{
    const bool valid = result.validity == spike::Validity::Valid;
    m_banner->setState(valid ? Tone::Ok : Tone::Warning, validityText(result.validity));
    std::vector<FactList::Fact> facts;
    for (const auto& reason : result.validityReasons)
        facts.push_back({validityReason(reason), {}, Mark::Warning});
    facts.push_back({tr("Generator CPU"), parts::formatPercent(result.generatorCpuPercent), Mark::None});
    facts.push_back({tr("Dropped arrivals"), count(result.droppedArrivals), Mark::None});
    facts.push_back(
        {tr("Scheduler late, p99"), parts::formatMilliseconds(result.schedulerLateP99Ms), Mark::None});
    m_facts->setFacts(std::move(facts));
    setAccessibleName(m_banner->text());
}

} // namespace firstcome::pages
