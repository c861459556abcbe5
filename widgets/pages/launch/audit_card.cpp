#include "widgets/pages/launch/audit_card.h"

#include "widgets/parts/format.h"
#include "widgets/parts/problem_words.h"

#include <QHBoxLayout>

#include <cmath>

namespace firstcome::pages::launch {

using models::AuditView;
using models::AuditWord;
using parts::ActButton;
using parts::Label;
using parts::Tone;
using theme::Token;
using theme::Type;

namespace {

struct Verdict
{
    Tone tone;
    QString text;
};

Verdict verdictOf(AuditWord word)
{
    switch (word) {
    case AuditWord::NotArmed: return {Tone::Neutral, AuditCard::tr("Nothing to audit yet")};
    case AuditWord::NothingIssued: return {Tone::Neutral, AuditCard::tr("Nothing issued yet")};
    case AuditWord::NotMeasured: return {Tone::Neutral, AuditCard::tr("Not measured")};
    case AuditWord::BalancedSoFar: return {Tone::Neutral, AuditCard::tr("Balanced so far")};
    case AuditWord::OutOfBalance: return {Tone::Critical, AuditCard::tr("Out of balance")};
    case AuditWord::Proven: return {Tone::Ok, AuditCard::tr("Nothing lost, nothing twice")};
    case AuditWord::Differs: return {Tone::Critical, AuditCard::tr("Store and ledger differ")};
    }
    return {Tone::Neutral, {}};
}

QString count(const std::optional<std::uint64_t>& value)
{
    return value ? parts::formatCount(static_cast<std::int64_t>(*value)) : parts::notKnown();
}

bool wrong(const std::optional<std::uint64_t>& value)
{
    return value.value_or(0) > 0;
}

} // namespace

AuditCard::AuditCard(const theme::Theme& theme, models::BackendModel& backend, models::LaunchViewModel& launch,
                     QWidget* parent)
    : Card(theme, tr("Audit"), parent)
    , m_audit(backend, launch)
    , m_banner(new parts::Banner(theme, this))
    , m_problem(new Label(theme, Type::Caption, Token::Critical, this))
    , m_run(new ActButton(theme, tr("Run the exact audit"), {}, this))
    , m_show(new ActButton(theme, tr("Show differences"), {}, this))
    , m_replay(new ActButton(theme, tr("Replay dead letters…"), {}, this))
{
    body()->setSpacing(4);
    body()->addWidget(m_banner);
    body()->addSpacing(4);
    const std::array names{tr("Duplicate people"), tr("Slots above total"), tr("Slot gaps"), tr("Dead letters"),
                           tr("Final check when all saved")};
    for (int i = 0; i < kRows; ++i) {
        auto* row = new QHBoxLayout;
        row->setContentsMargins(0, 1, 0, 1);
        m_names[static_cast<std::size_t>(i)] = new Label(theme, names[static_cast<std::size_t>(i)], Type::Row,
                                                         Token::SoftText, this);
        m_figures[static_cast<std::size_t>(i)] = new parts::Figure(
            theme, Type::RowStrong, i == Final ? QStringLiteral("88:88:88") : QStringLiteral("888,888"), this);
        m_figures[static_cast<std::size_t>(i)]->setAccessibleName(names[static_cast<std::size_t>(i)]);
        m_names[static_cast<std::size_t>(i)]->setWordWrap(true);
        row->addWidget(m_names[static_cast<std::size_t>(i)], 1);
        row->addWidget(m_figures[static_cast<std::size_t>(i)]);
        body()->addLayout(row);
    }
    m_problem->setWordWrap(true);
    body()->addWidget(m_problem);
    for (auto* act : {m_run, m_show, m_replay})
        body()->addWidget(act, 0, Qt::AlignLeft);
    m_replay->setHint(tr("Shows first what it would do"));
    body()->addStretch(1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(m_run, &ActButton::activated, &m_audit, &models::AuditViewModel::runExact);
    connect(m_replay, &ActButton::activated, this, &AuditCard::replayWanted);
    connect(m_show, &ActButton::activated, this, &AuditCard::differencesWanted);
    connect(&m_audit, &models::AuditViewModel::changed, this, &AuditCard::refresh);
    refresh();
}

void AuditCard::runExact()
{
    if (m_audit.view().canRunExact)
        m_audit.runExact();
}

void AuditCard::setRow(Row row, const QString& text, bool isWrong)
{
    auto* figure = m_figures[static_cast<std::size_t>(row)];
    figure->setText(text);
    figure->setToken(isWrong ? Token::Critical : Token::Text);
}

void AuditCard::refreshRows(const AuditView& audit)
{
    setRow(Duplicates, count(audit.duplicates), wrong(audit.duplicates));
    setRow(Oversold, count(audit.oversold), wrong(audit.oversold));
    setRow(Gaps, count(audit.gaps), wrong(audit.gaps));
    setRow(DeadLetters, count(audit.deadLetters), wrong(audit.deadLetters));
    QString name = tr("Final check when all saved");
    QString value = parts::notKnown();
    if (audit.checkedAt) {
        name = tr("Checked");
        value = parts::formatTimeOfDay(*audit.checkedAt);
    } else if (audit.finalInSeconds) {
        const std::chrono::milliseconds left(std::max(1LL, std::llround(*audit.finalInSeconds)) * 1000);
        value = left < std::chrono::seconds(10) ? tr("in ~%1\u00a0s").arg(left.count() / 1000)
                                                : tr("in ~%1").arg(parts::formatDuration(left));
    }
    auto* label = m_names[Final];
    if (label->text() != name)
        label->setText(name);
    setRow(Final, value, false);
}

void AuditCard::refresh()
{
    const AuditView audit = m_audit.view();
    const Verdict verdict = verdictOf(audit.word);
    m_banner->setState(verdict.tone, verdict.text);
    setSummary(audit.word == AuditWord::NotArmed ? QString() : audit.exact ? tr("exact") : tr("live"));
    refreshRows(audit);
    const QString problem = audit.problem.isEmpty() ? QString() : parts::ProblemWords::refusal(audit.problem);
    if (m_problem->text() != problem)
        m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_run->setVisible(audit.canRunExact || audit.running);
    m_run->setDisabledReason(audit.running ? tr("The exact audit is running") : QString());
    m_show->setVisible(audit.word == AuditWord::Differs);
    m_replay->setVisible(wrong(audit.deadLetters));
    const bool red = verdict.tone == Tone::Critical;
    if (red == m_red)
        return;
    m_red = red;
    Q_EMIT redChanged(red);
}

} // namespace firstcome::pages::launch
