#include "widgets/pages/launch/node_words.h"

#include "widgets/parts/format.h"

#include <QPainter>

#include <cmath>

namespace firstcome::pages::launch {

using models::NodeListModel;
using namespace Qt::Literals::StringLiterals;

namespace {

QString ageText(const QVariant& milliseconds)
{
    if (!milliseconds.isValid())
        return parts::notKnown();
    if (milliseconds.toLongLong() < 1'000)
        return NodeWords::tr("now");
    return parts::formatDuration(std::chrono::milliseconds(milliseconds.toLongLong()));
}

QString figureText(int column, const QVariant& value)
{
    if (!value.isValid())
        return parts::notKnown();
    switch (column) {
    case NodeListModel::RateColumn:
        return parts::formatCount(std::llround(value.toDouble()));
    case NodeListModel::P95Column:
        return parts::formatMilliseconds(value.toDouble());
    case NodeListModel::InFlightColumn:
        return parts::formatCount(value.toLongLong());
    default:
        return value.toString();
    }
}

} // namespace

NodeWords::NodeWords(const theme::Theme& theme, NodeListModel& model, QObject* parent)
    : QIdentityProxyModel(parent)
    , m_theme(theme)
{
    setSourceModel(&model);
}

parts::Mark NodeWords::mark(LinkState state)
{
    switch (state) {
    case LinkState::Connecting:
        return parts::Mark::NotKnown;
    case LinkState::Live:
        return parts::Mark::Fine;
    case LinkState::Stale:
        return parts::Mark::Warning;
    case LinkState::Unreachable:
    case LinkState::Refused:
        return parts::Mark::Critical;
    }
    return parts::Mark::NotKnown;
}

QString NodeWords::standing(LinkState state, const QString& code)
{
    switch (state) {
    case LinkState::Connecting:
        return tr("connecting…");
    case LinkState::Live:
        return tr("live");
    case LinkState::Stale:
        return tr("stale: it says nothing");
    case LinkState::Unreachable:
    case LinkState::Refused:
        break;
    }
    if (code == "connection_refused"_L1)
        return tr("unreachable: nobody listens");
    if (code == "node_silent"_L1)
        return tr("unreachable: it does not answer");
    if (code == "node_stopped"_L1)
        return tr("stopped");
    if (code == "wrong_token"_L1)
        return tr("refused: wrong token");
    if (code == "tls_required"_L1)
        return tr("refused: it wants TLS");
    if (code == "not_a_node"_L1)
        return tr("not a Firstcome node");
    if (code == "wrong_version"_L1 || code == "bad_snapshot"_L1)
        return tr("another version of Firstcome");
    if (code == "shares_nothing"_L1)
        return tr("embedded: attach to it alone");
    return tr("unreachable: connection lost");
}

QVariant NodeWords::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QVariant value = QIdentityProxyModel::data(index, NodeListModel::ValueRole);
    const auto state = static_cast<LinkState>(QIdentityProxyModel::data(index, NodeListModel::StateRole).toInt());
    const int column = index.column();
    if (role == Qt::UserRole)
        return value;
    if (role > Qt::UserRole)
        return QIdentityProxyModel::data(index, role);
    if (role == Qt::ForegroundRole && (column == NodeListModel::StateColumn || column == NodeListModel::AgeColumn)
        && state != LinkState::Live)
        return m_theme.color(parts::colorOf(mark(state)));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (column == NodeListModel::StateColumn)
        return standing(state, QIdentityProxyModel::data(index, NodeListModel::CodeRole).toString());
    if (column == NodeListModel::AgeColumn)
        return ageText(value);
    return figureText(column, value);
}

QVariant NodeWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section < NodeListModel::RateColumn ? Qt::AlignLeft : Qt::AlignRight)
                                   | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NodeListModel::NameColumn:
        return tr("Node");
    case NodeListModel::AddressColumn:
        return tr("Address");
    case NodeListModel::StateColumn:
        return tr("Standing");
    case NodeListModel::RateColumn:
        return tr("RPS");
    case NodeListModel::P95Column:
        return u"p95"_s;
    case NodeListModel::InFlightColumn:
        return tr("In flight");
    default:
        return tr("Last heard");
    }
}

StandingDelegate::StandingDelegate(const theme::Theme& theme, QObject* parent)
    : RowDelegate(theme, parent)
    , m_theme(theme)
{
}

void StandingDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    RowDelegate::initStyleOption(option, index);
    option->text.prepend(u"\u2003\u2002"_s); // room for the mark
}

void StandingDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    RowDelegate::paint(painter, option, index);
    const auto state = static_cast<LinkState>(index.data(NodeListModel::StateRole).toInt());
    parts::paintMark(*painter, m_theme, NodeWords::mark(state),
                     QRectF(option.rect.left() + 10, option.rect.top(), 12, option.rect.height()));
}

} // namespace firstcome::pages::launch
