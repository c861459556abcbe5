#include "widgets/pages/spike/details_form.h"

#include "models/scenario_text.h"
#include "widgets/pages/spike/spike_words.h"

namespace firstcome::pages {

using theme::Token;
using theme::Type;

DetailsForm::DetailsForm(const theme::Theme& theme, models::ScenarioModel& model, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_column(new QVBoxLayout(this))
    , m_load(new parts::Segmented(theme, {tr("Users"), tr("Arrival rate")}, this))
    , m_thinkTime(new QLineEdit(this))
    , m_problem(new parts::Label(theme, Type::Caption, Token::Critical, this))
    , m_keepAlive(new QCheckBox(tr("Keep connections alive"), this))
    , m_distinct(new QCheckBox(tr("Every attempt another person"), this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    const auto caption = [&](const QString& text) {
        m_column->addSpacing(theme::kStep);
        m_column->addWidget(new parts::Label(theme, text, Type::Caption, Token::SoftText, this));
    };
    caption(tr("Load model"));
    m_load->setStretched(true);
    m_load->setAccessibleName(tr("Load model"));
    m_column->addWidget(m_load);
    m_loadNote = note({});
    caption(tr("Think time between two tries of a user"));
    m_thinkTime->setAccessibleName(tr("Think time"));
    m_column->addWidget(m_thinkTime);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_column->addWidget(m_problem);
    m_column->addSpacing(theme::kStep);
    m_column->addWidget(m_keepAlive);
    note(tr("Off: every attempt makes a connection of its own, as a first visit does."));
    m_column->addWidget(m_distinct);
    note(tr("Off: people try again and get their first slot, as impatient people do."));
    m_column->addStretch(1);

    connect(m_load, &parts::Segmented::currentChanged, this, [this](int index) {
        m_model.setLoadModel(index == 0 ? spike::LoadModel::Users : spike::LoadModel::ArrivalRate);
    });
    connect(m_thinkTime, &QLineEdit::editingFinished, this, &DetailsForm::takeThinkTime);
    connect(m_keepAlive, &QCheckBox::toggled, &m_model, &models::ScenarioModel::setKeepAlive);
    connect(m_distinct, &QCheckBox::toggled, &m_model, &models::ScenarioModel::setDistinctPeople);
    connect(&m_model, &models::ScenarioModel::changed, this, &DetailsForm::refresh);
    refresh();
}

parts::Label* DetailsForm::note(const QString& text)
{
    auto* label = new parts::Label(m_theme, text, Type::Caption, Token::SoftText, this);
    label->setWordWrap(true);
    m_column->addWidget(label);
    return label;
}

void DetailsForm::refresh()
{
    setEnabled(m_model.isEditable());
    const auto& scenario = m_model.scenario();
    const bool users = scenario.model == spike::LoadModel::Users;
    m_load->setCurrent(users ? 0 : 1);
    m_loadNote->setText(users ? tr("Each user waits for the answer before the next try.")
                              : tr("Attempts come at their rate, whatever the answers do."));
    m_thinkTime->setEnabled(users);
    if (!m_thinkTime->hasFocus())
        m_thinkTime->setText(stageDuration(scenario.thinkTime));
    m_keepAlive->setChecked(scenario.keepAlive);
    m_distinct->setChecked(scenario.distinctPeople);
}

void DetailsForm::takeThinkTime()
{
    const QString text = m_thinkTime->text();
    const auto duration = models::durationFromText(text);
    m_problem->setVisible(!duration);
    if (duration)
        m_model.setThinkTime(*duration);
    else
        m_problem->setText(rejectedText(QStringLiteral("not_a_duration"), text));
}

} // namespace firstcome::pages
