#include "widgets/pages/launch/nodes_card.h"

#include "widgets/pages/launch/node_words.h"
#include "widgets/parts/format.h"

#include <QHeaderView>

namespace firstcome::pages::launch {

using models::NodeListModel;
using theme::Token;
using theme::Type;

namespace {

constexpr int kMostNodeRows = 4; ///< without scrolling

} // namespace

NodesCard::NodesCard(const theme::Theme& theme, models::BackendModel& backend, QWidget* parent)
    : Card(theme, tr("Nodes"), parent)
    , m_model(backend)
    , m_table(new parts::DataTable(theme, this))
    , m_sums(new parts::Label(theme, tr("The page sums the live nodes. Its percentiles are those of the slowest node."),
                              Type::Caption, Token::SoftText, this))
{
    setFlush(true);
    m_table->setSource(new NodeWords(theme, m_model, this));
    m_table->setItemDelegateForColumn(NodeListModel::StateColumn, new StandingDelegate(theme, m_table));
    m_table->setFigureColumns({NodeListModel::RateColumn, NodeListModel::P95Column, NodeListModel::InFlightColumn,
                               NodeListModel::AgeColumn});
    m_table->setStretchColumn(NodeListModel::StateColumn);
    m_table->setAccessibleName(tr("Nodes"));
    const QFontMetrics metrics(theme.font(Type::Row));
    const std::pair<int, QString> widest[] = {{NodeListModel::NameColumn, QStringLiteral("node-88888")},
                                              {NodeListModel::AddressColumn, QStringLiteral("127.0.0.1:88888")},
                                              {NodeListModel::RateColumn, QStringLiteral("88,888")},
                                              {NodeListModel::P95Column, QStringLiteral("88.8 ms")},
                                              {NodeListModel::InFlightColumn, tr("In flight")},
                                              {NodeListModel::AgeColumn, tr("Last heard")}};
    for (const auto& [column, text] : widest)
        m_table->setColumnWidth(column, metrics.horizontalAdvance(text) + 2 * theme::kGap + 4);
    m_sums->setContentsMargins(theme::kGap, 4, theme::kGap, 4);
    m_sums->setElided(true);
    body()->setContentsMargins(1, 1, 1, static_cast<int>(theme::kCardRadius));
    body()->addWidget(m_table);
    body()->addWidget(m_sums);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&backend, &models::BackendModel::updated, this, &NodesCard::refresh);
    refresh();
}

void NodesCard::refresh()
{
    const int rows = m_model.rowCount();
    const int live = m_model.liveCount();
    setVisible(rows > 0);
    setSummary(tr("%1 of %2 live").arg(live).arg(rows), live == rows ? Token::SoftText : Token::Warning);
    if (rows == m_rows)
        return;
    m_rows = rows;
    m_sums->setVisible(rows > 1);
    m_table->setFitsRows(rows <= kMostNodeRows);
    if (rows > kMostNodeRows)
        m_table->setFixedHeight((kMostNodeRows + 1) * theme::kRowHeight);
}

} // namespace firstcome::pages::launch
