#include "widgets/pages/spike/setup_view.h"

#include "widgets/pages/spike/spike_words.h"
#include "widgets/parts/format.h"

#include <QBoxLayout>

namespace firstcome::pages {

using namespace Qt::Literals::StringLiterals;

namespace {

QString presetSentence(const QString& preset)
{
    if (preset == "smoke"_L1)
        return SetupView::tr("Ten users for 30 seconds: does the path work at all?");
    if (preset == "load"_L1)
        return SetupView::tr("The expected day: 0 to 50 to 100 users and back to 0 in 2 minutes.");
    if (preset == "stress"_L1)
        return SetupView::tr("Beyond the expected day: 100 to 200 to 300 users and back to 0 in 5 minutes.");
    if (preset == "spike"_L1)
        return SetupView::tr(
            "Everybody at once: 0 to 500 users in 10 seconds, held for 30, back to 0 in 10.");
    if (preset == "launch"_L1)
        return SetupView::tr(
            "A launch: 10 to 50 users wait for the opening, 2,000 come within 5 seconds of it and "
            "stay for 30.");
    if (preset == "quick"_L1)
        return SetupView::tr("A quick look: 50 users for 10 seconds.");
    return {};
}

} // namespace

SetupView::SetupView(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_problem(new parts::Banner(theme, this))
    , m_guideCard(new parts::Card(theme, {}, this))
    , m_guide(new parts::EmptyState(theme, {}, {}, m_guideCard))
    , m_start(m_guide->offer(tr("Start a rehearsal"), tr("F5")))
    , m_pastRuns(new PastRunsCard(theme, model.pastRuns(), this))
{
    m_guideCard->body()->addWidget(m_guide, 1);
    m_guideCard->setMinimumHeight(120);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::kGap);
    column->addWidget(m_problem);
    column->addWidget(m_guideCard, 1);
    column->addWidget(m_pastRuns, 3);
    connect(m_start, &parts::ActButton::activated, &model, &models::SpikeViewModel::start);
    connect(m_pastRuns, &PastRunsCard::chosen, &model, &models::SpikeViewModel::showRun);
    connect(&model, &models::SpikeViewModel::setupChanged, this, &SetupView::refresh);
    connect(&model.pastRuns(), &QAbstractItemModel::rowsInserted, this, &SetupView::refresh);
    connect(&model.pastRuns(), &QAbstractItemModel::modelReset, this, &SetupView::refresh);
    connect(&model, &models::SpikeViewModel::viewChanged, this, [this] { m_pastRuns->setShown({}); });
    refresh();
}

void SetupView::refresh()
{
    const auto& run = m_model.run();
    const bool failed = run.phase == spike::RunPhase::Failed;
    m_problem->setVisible(failed);
    if (failed)
        m_problem->setState(parts::Tone::Critical,
                            spikeErrorText({core::ErrorKind::Internal, run.problem, run.detail}));

    const bool first = m_model.pastRuns().rowCount() == 0;
    m_pastRuns->setVisible(!first);
    m_guideCard->setMaximumHeight(first ? QWIDGETSIZE_MAX : 160);
    const bool rehearsal = m_model.aim().rehearsal;
    m_start->setVisible(first && rehearsal);
    const auto problem = m_model.startProblem();
    m_start->setDisabledReason(problem ? startProblemText(*problem) : QString());
    const auto& scenario = m_model.scenario().scenario();
    QString sentence = presetSentence(m_model.scenario().preset());
    if (sentence.isEmpty())
        sentence = tr("A load of your own, %1 long.").arg(stageDuration(scenario.duration()));
    sentence +=
        u' ' + (rehearsal ? tr("A shadow event with a stock of %1 is armed, opened, drained and audited; "
                               "the page then says what held and what did not.")
                                .arg(parts::formatCount(static_cast<std::int64_t>(scenario.stock)))
                          : problem ? startProblemText(*problem)
                                    : tr("It is fired at the event as it is, with its own stock and people."));
    m_guide->setTexts(first ? tr("No runs yet") : tr("What this run does"), sentence);
}

} // namespace firstcome::pages
