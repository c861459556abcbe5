#include "widgets/pages/launch/lag_card.h"

#include "widgets/pages/launch/lag_words.h"
#include "widgets/parts/format.h"

#include <QHBoxLayout>

namespace firstcome::pages::launch {

using eventlog::GroupLag;
using models::LagModel;
using theme::Token;
using theme::Type;

namespace {

/// The worst first; among equals the first, which is ours.
int weight(PartHealth health)
{
    switch (health) {
    case PartHealth::Fine:
        return 0;
    case PartHealth::Unknown:
        return 1;
    case PartHealth::Warning:
        return 2;
    case PartHealth::Critical:
        return 3;
    }
    return 0;
}

} // namespace

LagCard::LagCard(const theme::Theme& theme, const LagModel& model, const LagThresholds& thresholds,
                 QWidget* parent)
    : Card(theme, {}, parent)
    , m_model(model)
    , m_thresholds(thresholds)
    , m_mark(new parts::StateMark(theme, parts::Mark::NotKnown, this))
    , m_words(new parts::Label(theme, Type::Row, Token::Text, this))
    , m_open(new parts::ActButton(theme, tr("Lag by partition"), {}, this))
{
    setAccessibleName(tr("Readers of the log"));
    m_words->setElided(true);
    m_open->setLook(parts::ActButton::Look::Quiet);
    m_open->setHint(tr("Log end, saved up to and lag of every partition and group"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_mark);
    row->addWidget(m_words, 1);
    row->addWidget(m_open);
    body()->setContentsMargins(theme::kGap, 4, 4, 4);
    body()->addLayout(row);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&model, &LagModel::changed, this, &LagCard::refresh);
    refresh();
}

void LagCard::refresh()
{
    const auto& part = m_model.part();
    setVisible(part.has_value());
    if (!part)
        return;
    const GroupLag* worst = nullptr;
    auto health = PartHealth::Unknown;
    for (const auto& group : part->groups) {
        const auto its = LagModel::healthOf(group, m_thresholds.warning, m_thresholds.critical);
        if (worst && weight(its) <= weight(health))
            continue;
        worst = &group;
        health = its;
    }
    if (!part->problem.empty() && weight(health) < weight(PartHealth::Warning))
        health = PartHealth::Warning;
    m_mark->setMark(LagWords::mark(health));
    QString words = LagWords::problem(*part);
    if (words.isEmpty() && worst)
        words = LagWords::sentence(*worst, worst->total().value_or(0) >= m_thresholds.warning);
    if (m_words->text() != words)
        m_words->setText(words);
}

} // namespace firstcome::pages::launch
