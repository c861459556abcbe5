#include "widgets/pages/launch/lag_panel.h"

#include "widgets/parts/format.h"

#include <QHeaderView>

namespace firstcome::pages::launch {

using models::LagModel;

namespace {

constexpr int kPanelWidth = 976;
constexpr std::chrono::milliseconds kOld{2000}; ///< it is measured once a second

} // namespace

LagPanel::LagPanel(const theme::Theme& theme, LagModel& model, const LagThresholds& thresholds, QWidget* page)
    : QObject(page)
    , m_theme(theme)
    , m_model(model)
    , m_thresholds(thresholds)
    , m_panel(new parts::SidePanel(theme, tr("Lag by partition"), page))
    , m_sentences(new QVBoxLayout)
    , m_age(new parts::Label(theme, theme::Type::Caption, theme::Token::Warning, m_panel))
    , m_table(new parts::DataTable(theme, m_panel))
{
    m_panel->setWidth(kPanelWidth);
    m_sentences->setSpacing(8);
    m_table->setSource(new LagWords(theme, model, this));
    m_table->setItemDelegateForColumn(LagModel::StatusColumn, new LagStatusDelegate(theme, m_table));
    m_table->setFigureColumns(
        {LagModel::EndColumn, LagModel::SavedColumn, LagModel::LagColumn, LagModel::BehindColumn});
    m_table->setStretchColumn(LagModel::PartitionColumn);
    m_table->setAccessibleName(tr("Lag by partition"));
    const QFontMetrics metrics(theme.font(theme::Type::Row));
    const std::pair<int, QString> widest[] = {
        {LagModel::GroupColumn, QStringLiteral("firstcome-ledger")},
        {LagModel::EndColumn, QStringLiteral("888,888,888")},
        {LagModel::SavedColumn, QStringLiteral("888,888,888")},
        {LagModel::LagColumn, QStringLiteral("88,888,888")},
        {LagModel::BehindColumn, LagWords::tr("over %1", "time behind").arg(QStringLiteral("88 min"))},
        {LagModel::StatusColumn,
         LagWords::status(eventlog::LagStatus::Unknown, true) + QStringLiteral("\u2003\u2002")}};
    for (const auto& [column, text] : widest)
        m_table->setColumnWidth(column, metrics.horizontalAdvance(text) + 2 * theme::kGap + 4);
    m_panel->body()->addLayout(m_sentences);
    m_panel->body()->addWidget(m_age);
    m_panel->body()->addWidget(m_table, 1);
    connect(&model, &LagModel::changed, this, [this] {
        if (m_panel->isOpen())
            refresh();
    });
}

void LagPanel::toggle()
{
    if (m_panel->isOpen())
        return m_panel->dismiss();
    refresh();
    m_panel->open(m_table);
}

parts::Banner* LagPanel::banner(std::size_t index)
{
    while (m_banners.size() <= index) {
        m_banners.push_back(new parts::Banner(m_theme, m_panel));
        m_sentences->addWidget(m_banners.back());
    }
    return m_banners[index];
}

void LagPanel::refresh()
{
    const auto& part = m_model.part();
    std::size_t used = 0;
    if (part) {
        if (const QString problem = LagWords::problem(*part); !problem.isEmpty())
            banner(used++)->setState(parts::Tone::Warning, problem);
        for (const auto& group : part->groups) {
            const auto health = LagModel::healthOf(group, m_thresholds.warning, m_thresholds.critical);
            banner(used++)->setState(
                LagWords::tone(health),
                LagWords::sentence(group, group.total().value_or(0) >= m_thresholds.warning));
        }
    }
    for (std::size_t i = 0; i < m_banners.size(); ++i)
        m_banners[i]->setVisible(i < used);
    const auto age = m_model.age();
    const bool old = age && *age >= kOld;
    const QString words = old ? tr("Measured %1").arg(parts::formatAge(*age)) : QString();
    if (m_age->text() != words)
        m_age->setText(words);
    m_age->setVisible(old);
}

QStringList LagPanel::sentences() const
{
    QStringList all;
    for (const auto* banner : m_banners)
        if (!banner->isHidden())
            all.append(banner->text());
    return all;
}

} // namespace firstcome::pages::launch
