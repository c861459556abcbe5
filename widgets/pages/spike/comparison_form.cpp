#include "widgets/pages/spike/comparison_form.h"

#include "widgets/pages/spike/result_words.h"
#include "widgets/pages/spike/spike_words.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>

namespace firstcome::pages {

using models::PastRunsModel;
using models::RunComparison;
using theme::Token;
using theme::Type;

ComparisonForm::ComparisonForm(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_choice(new QComboBox(this))
    , m_cautions(new parts::Label(theme, Type::Caption, Token::Warning, this))
    , m_table(new parts::DataTable(theme, this))
{
    m_choice->setAccessibleName(tr("Run to compare with"));
    m_cautions->setWordWrap(true);
    m_table->setSource(new ComparisonWords(theme, m_comparison, this));
    m_table->setSortingEnabled(false);
    m_table->setFigureColumns(
        {RunComparison::BeforeColumn, RunComparison::AfterColumn, RunComparison::ChangeColumn});
    m_table->setStretchColumn(RunComparison::MetricColumn);
    m_table->setFitsRows(true);
    m_table->setAccessibleName(tr("Comparison"));
    const QFontMetrics metrics(theme.font(Type::Row));
    for (const int column :
         {RunComparison::BeforeColumn, RunComparison::AfterColumn, RunComparison::ChangeColumn})
        m_table->setColumnWidth(column, metrics.horizontalAdvance(QStringLiteral("888.8 ms")) + 18);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(new parts::Label(theme, tr("Before"), Type::Caption, Token::SoftText, this));
    column->addWidget(m_choice);
    column->addWidget(m_cautions);
    column->addWidget(m_table);
    column->addWidget(new parts::Label(theme, tr("Below 5\u00a0% two runs count as the same."), Type::Caption,
                                       Token::SoftText, this));
    column->addStretch(1);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ComparisonForm::read);
}

void ComparisonForm::offer()
{
    const auto& result = m_model.result();
    if (!result)
        return;
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        auto& runs = m_model.pastRuns();
        int best = 0;
        for (int row = 0; row < runs.rowCount(); ++row) {
            const auto index = runs.index(row);
            const QString id = index.data(PastRunsModel::IdRole).toString();
            if (id.toStdString() == result->id)
                continue;
            const QString scenario = index.data(PastRunsModel::ScenarioRole).toString();
            const QString moment = runMoment(index.data(PastRunsModel::StartedAtRole).toLongLong());
            m_choice->addItem(tr("%1, %2").arg(scenario, moment), id);
            if (best == 0 && scenario.toStdString() == result->scenario)
                best = m_choice->count() - 1;
        }
        m_choice->setCurrentIndex(m_choice->count() > 0 ? best : -1);
    }
    m_comparison.setRuns(nullptr, nullptr);
    m_cautions->setVisible(m_choice->count() == 0);
    m_cautions->setText(tr("There is no other run to compare with yet."));
    read();
}

void ComparisonForm::read()
{
    m_wanted = m_choice->currentData().toString();
    if (m_wanted.isEmpty())
        return;
    m_model.readRun(m_wanted, this, [this, id = m_wanted](const auto& run) {
        if (id != m_wanted || !m_model.result())
            return;
        QStringList cautions;
        if (run) {
            m_comparison.setRuns(*run, m_model.result());
            for (const QString& code : m_comparison.cautions())
                cautions << comparisonCaution(code);
        } else {
            m_comparison.setRuns(nullptr, nullptr);
            cautions << spikeErrorText(run.error());
        }
        m_cautions->setText(cautions.join(u' '));
        m_cautions->setVisible(!cautions.isEmpty());
        m_table->updateGeometry();
    });
}

} // namespace firstcome::pages
