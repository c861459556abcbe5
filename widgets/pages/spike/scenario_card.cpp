#include "widgets/pages/spike/scenario_card.h"

#include "widgets/pages/spike/spike_words.h"

#include <algorithm>

namespace firstcome::pages {

using namespace Qt::Literals::StringLiterals;
using parts::ActButton;
using theme::Token;
using theme::Type;

namespace {

QStringList presetNames()
{
    QStringList names;
    for (const auto& preset : spike::presetScenarios())
        names << QString::fromStdString(preset.name);
    return names;
}

/// The preset that the scenario is, or was before it was edited.
QString baseName(const spike::Scenario& scenario)
{
    QString name = QString::fromStdString(scenario.name);
    return name.endsWith("-edited"_L1) ? name.chopped(7) : name;
}

QString withoutScheme(const std::string& url)
{
    QString text = QString::fromStdString(url);
    return text.startsWith("http://"_L1) ? text.mid(7) : text;
}

} // namespace

ScenarioCard::ScenarioCard(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent)
    : Card(theme, tr("Scenario"), parent)
    , m_model(model)
    , m_presets(new parts::Segmented(theme, presetNames(), this))
    , m_preview(new StagePreview(theme, this))
    , m_stages(new StagesTable(theme, model.scenario(), this))
    , m_details(new ActButton(theme, tr("Details…"), {}, this))
    , m_target(new TargetField(theme, this))
    , m_pair(new PairField(theme, tr("Stock"), tr("People"), this))
{
    build();
    connect(m_presets, &parts::Segmented::currentChanged, this, [this](int index) {
        if (!m_refreshing)
            m_model.choosePreset(presetNames().value(index));
    });
    connect(m_details, &ActButton::activated, this, &ScenarioCard::detailsRequested);
    connect(m_stages, &StagesTable::currentStageChanged, this, &ScenarioCard::reviewActs);
    connect(&model.scenario(), &models::ScenarioModel::rejected, this,
            [this](const QString& code, const QString& text) { Q_EMIT rejected(rejectedText(code, text)); });
    connect(m_pair, &PairField::rejected, this,
            [this](const QString& code, const QString& text) { Q_EMIT rejected(rejectedText(code, text)); });
    connect(m_pair, &PairField::edited, this, [this](int which, double value) {
        if (which == 0)
            m_model.scenario().setStock(static_cast<std::uint32_t>(std::min(value, 1e8)));
        else
            m_model.scenario().setPeople(static_cast<std::uint64_t>(value));
    });
    connect(m_target, &QLineEdit::textEdited, this, &ScenarioCard::aimAtTarget);
    connect(&model, &models::SpikeViewModel::setupChanged, this, &ScenarioCard::refresh);
    connect(&model, &models::SpikeViewModel::progressed, this, &ScenarioCard::follow);
    refresh();
    follow();
}

void ScenarioCard::build()
{
    m_details->setLook(ActButton::Look::Quiet);
    m_details->setHint(tr("Load model, think time, keep-alive, distinct people"));
    addToHead(m_details);
    m_presets->setStretched(true);
    m_presets->setAccessibleName(tr("Preset"));
    m_target->setAccessibleName(tr("Target"));

    const auto inset = [](QWidget* widget) {
        auto* row = new QHBoxLayout;
        row->setContentsMargins(theme::kGap - 1, 0, theme::kGap - 1, 0);
        row->addWidget(widget);
        return row;
    };
    const auto caption = [&](const QString& text, QWidget* buddy) {
        auto* label = new parts::Label(theme(), text, Type::Caption, Token::SoftText, this);
        label->setBuddy(buddy);
        return label;
    };
    auto* column = body();
    column->setContentsMargins(0, 0, 0, theme::kGap - 1);
    column->setSpacing(0);
    column->addLayout(inset(m_presets));
    column->addSpacing(8);
    column->addLayout(inset(m_preview));
    column->addSpacing(8);
    column->addWidget(m_stages);
    column->addWidget(buildStageActs());
    column->addSpacing(8);
    column->addLayout(inset(caption(tr("Target"), m_target)));
    column->addSpacing(4);
    column->addLayout(inset(m_target));
    column->addSpacing(8);
    column->addLayout(inset(caption(tr("Stock · people"), m_pair->first())));
    column->addSpacing(4);
    column->addLayout(inset(m_pair));
    column->addStretch(1);
}

QWidget* ScenarioCard::buildStageActs()
{
    m_stageActs = new QWidget(this);
    auto* row = new QHBoxLayout(m_stageActs);
    row->setContentsMargins(6, 2, 6, 0);
    row->setSpacing(0);
    const auto act = [&](const QString& text, const QString& key, const QString& name, auto run) {
        auto* button = new ActButton(theme(), text, key, m_stageActs);
        button->setLook(ActButton::Look::Quiet);
        button->setAccessibleName(name);
        button->setHint(name);
        connect(button, &ActButton::activated, m_stages, run);
        row->addWidget(button);
        return button;
    };
    act(tr("Add"), tr("Ins"), tr("Add a stage"), [this] { m_stages->addStage(); });
    m_remove = act(tr("Remove"), tr("Del"), tr("Remove the stage"), [this] { m_stages->removeStage(); });
    row->addStretch(1);
    m_up = act(u"↑"_s, {}, tr("Move the stage up (Alt+Up)"), [this] { m_stages->moveStage(-1); });
    m_down = act(u"↓"_s, {}, tr("Move the stage down (Alt+Down)"), [this] { m_stages->moveStage(1); });
    return m_stageActs;
}

void ScenarioCard::reviewActs()
{
    const int row = m_stages->currentIndex().isValid() ? m_stages->currentIndex().row() : -1;
    const QString none = row < 0 ? tr("Choose a stage first.") : QString();
    m_remove->setDisabledReason(none);
    m_up->setDisabledReason(row == 0 ? tr("It is the first stage.") : none);
    const bool last = row >= 0 && row == m_stages->model()->rowCount() - 1;
    m_down->setDisabledReason(last ? tr("It is the last stage.") : none);
}

/// Shows the scenario and what may be edited now.
void ScenarioCard::refresh()
{
    m_refreshing = true;
    const auto& scenario = m_model.scenario().scenario();
    const bool editable = m_model.scenario().isEditable() && !m_model.isBusy();
    m_presets->setCurrent(static_cast<int>(presetNames().indexOf(baseName(scenario))));
    // Not dimmed during a run: which preset it is stays worth reading.
    m_presets->setAttribute(Qt::WA_TransparentForMouseEvents, !editable);
    m_presets->setFocusPolicy(editable ? Qt::StrongFocus : Qt::NoFocus);
    const bool edited = m_model.scenario().preset().isEmpty();
    setSummary(edited ? tr("edited") : QString());
    m_preview->setScenario(scenario);
    m_pair->setValues(scenario.stock, static_cast<double>(scenario.people));
    m_pair->setReadOnly(!editable);
    m_target->setReadOnly(!editable);
    m_stageActs->setVisible(editable);
    m_details->setVisible(editable);
    if (!m_target->hasFocus() || !editable) {
        QString target = m_model.aim().target.isEmpty() ? m_model.ownTarget() : m_model.aim().target;
        if (!editable && !m_model.run().target.empty())
            target = withoutScheme(m_model.run().target);
        if (m_target->text() != target)
            m_target->setText(target);
    }
    reviewActs();
    m_refreshing = false;
}

void ScenarioCard::follow()
{
    const auto& run = m_model.run();
    const bool running =
        m_model.view() == models::SpikeViewModel::View::Run && run.phase != spike::RunPhase::Preparing;
    m_preview->setElapsed(running ? std::optional(run.elapsedSeconds) : std::nullopt);
    const bool known =
        running && run.phase == spike::RunPhase::Running && run.stage < run.scenario.stages.size();
    m_stages->setStageNow(known ? std::optional(run.stage) : std::nullopt);
}

void ScenarioCard::aimAtTarget()
{
    auto aim = m_model.aim();
    const QString text = m_target->text().trimmed();
    aim.target = text == m_model.ownTarget() ? QString() : text;
    m_model.setAim(std::move(aim));
}

} // namespace firstcome::pages
