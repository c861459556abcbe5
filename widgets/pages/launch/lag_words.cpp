#include "widgets/pages/launch/lag_words.h"

#include "widgets/parts/format.h"

#include <QPainter>

#include <cmath>

namespace firstcome::pages::launch {

using eventlog::GroupLag;
using eventlog::LagStatus;
using models::LagModel;

namespace {

LagStatus statusAt(const QModelIndex& index)
{
    return static_cast<LagStatus>(index.data(LagModel::StatusRole).toInt());
}

QString behindText(const QVariant& seconds, bool atLeast)
{
    if (!seconds.isValid())
        return parts::notKnown();
    const std::chrono::milliseconds time(std::llround(seconds.toDouble() * 1000));
    if (time == std::chrono::milliseconds::zero())
        return LagWords::tr("0\u00a0s", "time behind");
    const QString text = parts::formatDuration(time);
    return atLeast ? LagWords::tr("over %1", "time behind").arg(text) : text;
}

} // namespace

LagWords::LagWords(const theme::Theme& theme, LagModel& model, QObject* parent)
    : QIdentityProxyModel(parent)
    , m_theme(theme)
{
    setSourceModel(&model);
}

parts::Mark LagWords::mark(LagStatus status, bool ours)
{
    switch (status) {
    case LagStatus::Unknown:
        return parts::Mark::NotKnown;
    case LagStatus::Ok:
        return parts::Mark::Fine;
    case LagStatus::Warn:
        return parts::Mark::Warning;
    case LagStatus::Stall:
    case LagStatus::Stop:
    case LagStatus::Rewind:
        break;
    }
    return ours ? parts::Mark::Critical : parts::Mark::Warning;
}

parts::Mark LagWords::mark(PartHealth health)
{
    return health == PartHealth::Unknown ? parts::Mark::NotKnown : parts::markOf(tone(health));
}

parts::Tone LagWords::tone(PartHealth health)
{
    switch (health) {
    case PartHealth::Unknown:
        return parts::Tone::Neutral;
    case PartHealth::Fine:
        return parts::Tone::Ok;
    case PartHealth::Warning:
        return parts::Tone::Warning;
    case PartHealth::Critical:
        return parts::Tone::Critical;
    }
    return parts::Tone::Neutral;
}

QString LagWords::status(LagStatus status, bool ours)
{
    switch (status) {
    case LagStatus::Unknown:
        return tr("not measured yet");
    case LagStatus::Ok:
        return tr("keeps up");
    case LagStatus::Warn:
        return tr("falls behind");
    case LagStatus::Stall:
        return ours ? tr("saves nothing") : tr("stands still");
    case LagStatus::Stop:
        return tr("nobody reads");
    case LagStatus::Rewind:
        return tr("went back");
    }
    return {};
}

QString LagWords::ourSentence(const GroupLag& group, bool much, const QString& name, const QString& lag)
{
    if (lag.isEmpty())
        return tr("%1: not measured yet.").arg(name);
    if (group.worst() == LagStatus::Ok && much)
        return tr("%1: %2 waiting to be saved, which is much, but saving keeps up. Coupons are safe in the "
                  "log and "
                  "show as saved later.")
            .arg(name, lag);
    switch (group.worst()) {
    case LagStatus::Unknown:
        return tr("%1: %2 waiting to be saved. How saving goes is known after 10\u00a0s.").arg(name, lag);
    case LagStatus::Ok:
        return group.total() == 0u
                   ? tr("%1: all that is in the log is saved.").arg(name)
                   : tr("%1: %2 waiting to be saved, and saving keeps up. Nothing to do.").arg(name, lag);
    case LagStatus::Warn:
        return tr("%1: %2 waiting to be saved, and more come than are saved. Coupons are safe in the log and "
                  "show as "
                  "saved later. If it goes on, look at the load of the SQL server.")
            .arg(name, lag);
    case LagStatus::Stall:
        return tr("%1: %2 waiting, and in some partition nothing was saved for 10\u00a0s. Coupons are safe "
                  "in the log. "
                  "See whether the SQL server answers.")
            .arg(name, lag);
    case LagStatus::Stop:
        return tr("%1: %2 waiting, and no node reads them. Coupons are safe in the log. Start a node, or see "
                  "why its "
                  "consumer does not run.")
            .arg(name, lag);
    case LagStatus::Rewind:
        return tr("%1: saving went back and does again what it had done. Nobody gets a coupon twice by it. "
                  "See whether "
                  "the ledger was replaced by an older copy.")
            .arg(name);
    }
    return {};
}

/// Of a group that has not committed in every partition.
QString LagWords::theirPart(LagStatus status, const QString& name)
{
    switch (status) {
    case LagStatus::Unknown:
    case LagStatus::Ok:
        break;
    case LagStatus::Warn:
        return tr("%1: it falls behind. Coupons do not depend on it. Tell whoever runs it.").arg(name);
    case LagStatus::Stall:
        return tr("%1: in some partition it stands still. Coupons do not depend on it. Tell whoever runs it.")
            .arg(name);
    case LagStatus::Stop:
        return tr("%1: it has no reader. Coupons do not depend on it. Tell whoever runs it.").arg(name);
    case LagStatus::Rewind:
        return tr("%1: it went back and reads again. Coupons do not depend on it. Whoever runs it should "
                  "know.")
            .arg(name);
    }
    return tr("%1: it keeps up where it has committed; in some partitions it has committed nothing so far.")
        .arg(name);
}

QString LagWords::theirSentence(const GroupLag& group, bool much, const QString& name, const QString& lag)
{
    if (group.partitions.empty())
        return tr("%1: not measured yet.").arg(name);
    if (lag.isEmpty() && group.worst() == LagStatus::Unknown)
        return tr("%1: it has committed nothing so far, so nobody can tell how far it is. Coupons do not "
                  "depend on it.")
            .arg(name);
    if (lag.isEmpty())
        return theirPart(group.worst(), name);
    if (group.worst() == LagStatus::Ok && much)
        return tr("%1: %2 left to read, which is much, but it keeps up. Coupons do not depend on it.")
            .arg(name, lag);
    switch (group.worst()) {
    case LagStatus::Unknown:
        return tr("%1: %2 left to read. How it gets on is known after 10\u00a0s.").arg(name, lag);
    case LagStatus::Ok:
        return group.total() == 0u
                   ? tr("%1: it has read all of the log.").arg(name)
                   : tr("%1: %2 left to read, and it keeps up. Nothing to do.").arg(name, lag);
    case LagStatus::Warn:
        return tr("%1: %2 left to read, and it falls behind. Coupons do not depend on it. Tell whoever runs "
                  "it.")
            .arg(name, lag);
    case LagStatus::Stall:
        return tr("%1: %2 left to read, and in some partition it stands still. Coupons do not depend on it. "
                  "Tell "
                  "whoever runs it.")
            .arg(name, lag);
    case LagStatus::Stop:
        return tr("%1: %2 left to read, and it has no reader. Coupons do not depend on it. Tell whoever runs "
                  "it.")
            .arg(name, lag);
    case LagStatus::Rewind:
        return tr("%1: it went back and reads again. Coupons do not depend on it. Whoever runs it should "
                  "know.")
            .arg(name);
    }
    return {};
}

QString LagWords::sentence(const GroupLag& group, bool much)
{
    const QString name = QString::fromStdString(group.group);
    if (group.problem == "group_unreadable")
        return tr("%1: Kafka does not let it be read, so its figures are old. Coupons do not depend on it. "
                  "Allow this "
                  "console to describe the group.")
            .arg(name);
    const auto total = group.total();
    const QString lag = total ? parts::formatCount(static_cast<std::int64_t>(*total)) : QString();
    return group.ours ? ourSentence(group, much, name, lag) : theirSentence(group, much, name, lag);
}

QString LagWords::problem(const eventlog::LagPart& part)
{
    if (part.problem == "topic_missing")
        return tr("The topic %1 is not there yet, so nothing of it can be measured. A node makes it when it "
                  "starts; "
                  "see its log where it does not.")
            .arg(QString::fromStdString(part.detail));
    if (!part.problem.empty())
        return tr(
            "Kafka does not answer, so these figures are old. Coupons are still issued, and wait in the "
            "outbox. It is asked again by itself.");
    if (!part.groups.empty() && !part.groups.front().problem.empty())
        return tr("The ledger does not answer, so it may have saved more than is shown. Coupons are safe in "
                  "the log. It "
                  "is asked again by itself.");
    return {};
}

QVariant LagWords::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QVariant value = QIdentityProxyModel::data(index, LagModel::ValueRole);
    const auto status =
        static_cast<LagStatus>(QIdentityProxyModel::data(index, LagModel::StatusRole).toInt());
    const bool ours = QIdentityProxyModel::data(index, LagModel::OursRole).toBool();
    if (role == Qt::UserRole)
        return QIdentityProxyModel::data(index, LagModel::SortRole);
    if (role == Qt::ForegroundRole && index.column() == LagModel::StatusColumn && status != LagStatus::Ok)
        return m_theme.color(parts::colorOf(mark(status, ours)));
    if (role > Qt::UserRole)
        return QIdentityProxyModel::data(index, role);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case LagModel::GroupColumn:
    case LagModel::PartitionColumn:
        return value;
    case LagModel::BehindColumn:
        return behindText(value, QIdentityProxyModel::data(index, LagModel::AtLeastRole).toBool());
    case LagModel::StatusColumn:
        return LagWords::status(status, ours);
    default:
        return value.isValid() ? parts::formatCount(value.toLongLong()) : parts::notKnown();
    }
}

QVariant LagWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool figure = section >= LagModel::EndColumn && section <= LagModel::BehindColumn;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LagModel::GroupColumn:
        return tr("Group");
    case LagModel::PartitionColumn:
        return tr("Topic and partition");
    case LagModel::EndColumn:
        return tr("Log end");
    case LagModel::SavedColumn:
        return tr("Saved up to");
    case LagModel::LagColumn:
        return tr("Lag");
    case LagModel::BehindColumn:
        return tr("Behind");
    default:
        return tr("Status");
    }
}

LagStatusDelegate::LagStatusDelegate(const theme::Theme& theme, QObject* parent)
    : RowDelegate(theme, parent)
    , m_theme(theme)
{
}

void LagStatusDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    RowDelegate::initStyleOption(option, index);
    option->text.prepend(QStringLiteral("\u2003\u2002")); // room for the mark
}

void LagStatusDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    RowDelegate::paint(painter, option, index);
    parts::paintMark(*painter, m_theme,
                     LagWords::mark(statusAt(index), index.data(LagModel::OursRole).toBool()),
                     QRectF(option.rect.left() + 10, option.rect.top(), 12, option.rect.height()));
}

} // namespace firstcome::pages::launch
