#include "widgets/pages/launch/nodes_card.h"

#include "widgets/pages/launch/node_words.h"
#include "widgets/parts/format.h"

#include <QHeaderView>

#include <algorithm>

namespace firstcome::pages::launch {

using models::NodeListModel;
using theme::Token;
using theme::Type;

namespace {

constexpr int kMostNodeRows = 4; ///< without scrolling
constexpr int kMostNamed = 1;    ///< in the one line
constexpr int kRoomyCard = 720;  ///< below, the standing is worth more than what a node calls itself

} // namespace

NodesCard::NodesCard(const theme::Theme& theme, models::BackendModel& backend, QWidget* parent)
    : Card(theme, tr("Nodes"), parent)
    , m_model(backend)
    , m_table(new parts::DataTable(theme, this))
    , m_sums(new parts::Label(theme, tr("The page sums the live nodes. Its percentiles are those of the slowest node."),
                              Type::Caption, Token::SoftText, this))
    , m_others(new parts::Label(theme, Type::Caption, Token::SoftText, this))
{
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
    body()->addWidget(m_table);
    body()->addWidget(m_sums);
    m_others->setContentsMargins(theme::kGap, 4, theme::kGap, 4);
    m_others->setElided(true);
    m_others->setTextInteractionFlags(Qt::TextSelectableByMouse);
    body()->addWidget(m_others);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&backend, &models::BackendModel::updated, this, &NodesCard::refresh);
    refresh();
}

void NodesCard::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    for (const int column : {NodeListModel::NameColumn, NodeListModel::InFlightColumn})
        m_table->setColumnHidden(column, width() < kRoomyCard);
}

void NodesCard::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    m_rows = -1;
    refresh();
}

int NodesCard::fullHeight()
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return 0;
    int height = 36 + 3 + static_cast<int>(theme::kCardRadius);
    height += (1 + std::min(rows, kMostNodeRows)) * theme::kRowHeight + 8;
    if (rows > 1)
        height += m_sums->sizeHint().height() + body()->spacing();
    if (!m_others->text().isEmpty())
        height += m_others->sizeHint().height() + body()->spacing();
    return height;
}

/// "1 of 2 live", and what is with the others.
QString NodesCard::standing(bool each) const
{
    QStringList words{tr("%1 of %2 live").arg(m_model.liveCount()).arg(m_model.rowCount())};
    for (const auto& node : m_model.nodes())
        if (each && node.state != LinkState::Live && words.size() <= kMostNamed)
            words.append(QString::fromStdString(node.address) + QStringLiteral("\u00a0")
                         + NodeWords::standing(node.state, QString::fromStdString(node.code)));
    return words.join(QStringLiteral(" \u00b7 "));
}

void NodesCard::refresh()
{
    const int rows = m_model.rowCount();
    const bool allLive = m_model.liveCount() == rows;
    setVisible(rows > 0 && !(m_compact && allLive)); // the strip says so too
    setSummary(standing(m_compact), allLive ? Token::SoftText : Token::Warning);
    QStringList others;
    for (const auto& node : m_model.others())
        others.append(QString::fromStdString(node.name) + QStringLiteral("\u00a0")
                      + QString::fromStdString(node.address));
    const QString words =
        others.isEmpty() ? QString()
                         : tr("Not attached to: %1. Name them in --connect too.").arg(others.join(QStringLiteral(", ")));
    if (m_others->text() != words)
        m_others->setText(words);
    m_others->setVisible(!m_compact && !words.isEmpty());
    if (rows == m_rows)
        return;
    m_rows = rows;
    setFlush(!m_compact);
    body()->setContentsMargins(1, m_compact ? 0 : 1, 1, m_compact ? 0 : static_cast<int>(theme::kCardRadius));
    m_table->setVisible(!m_compact);
    m_sums->setVisible(!m_compact && rows > 1);
    m_table->setFitsRows(rows <= kMostNodeRows);
    if (rows > kMostNodeRows)
        m_table->setFixedHeight((kMostNodeRows + 1) * theme::kRowHeight);
}

} // namespace firstcome::pages::launch
