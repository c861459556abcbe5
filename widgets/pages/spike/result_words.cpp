#include "widgets/pages/spike/result_words.h"

#include "widgets/pages/spike/spike_words.h"
#include "widgets/parts/format.h"

#include <QLocale>

namespace firstcome::pages {

using namespace Qt::Literals::StringLiterals;
using models::AnswersTableModel;
using models::LatencyTableModel;
using models::RunComparison;

namespace {

QVariant alignment(bool left)
{
    return QVariant::fromValue((left ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

/// Milliseconds without their unit, which the card's head names.
QString bare(double milliseconds)
{
    QString text = parts::formatMilliseconds(milliseconds);
    return text.endsWith(u"\u00a0ms"_s) ? text.chopped(3) : text;
}

QString lineName(LatencyTableModel::Line line)
{
    using Line = LatencyTableModel::Line;
    switch (line) {
    case Line::Client:
        return LatencyWords::tr("From the client");
    case Line::ClientFromIntended:
        return LatencyWords::tr("From its due time");
    case Line::Blocked:
        return LatencyWords::tr("blocked");
    case Line::Connecting:
        return LatencyWords::tr("connecting");
    case Line::Sending:
        return LatencyWords::tr("sending");
    case Line::Waiting:
        return LatencyWords::tr("waiting");
    case Line::Receiving:
        return LatencyWords::tr("receiving");
    case Line::Server:
        return LatencyWords::tr("Inside the server");
    case Line::Parse:
        return LatencyWords::tr("parse");
    case Line::Admission:
        return LatencyWords::tr("admission");
    case Line::StoreWait:
        return LatencyWords::tr("store wait");
    case Line::Commit:
        return LatencyWords::tr("commit");
    case Line::Reply:
        return LatencyWords::tr("reply");
    }
    return {};
}

/// 0.05, 29.1, 100: two digits where it is small.
QString shareText(double percent)
{
    if (percent == 0)
        return u"0"_s;
    if (percent < 0.005)
        return u"<0.01"_s;
    return QLocale::c().toString(percent, 'f', percent < 1 ? 2 : 1);
}

} // namespace

LatencyWords::LatencyWords(LatencyTableModel& model, QObject* parent)
    : QIdentityProxyModel(parent)
{
    setSourceModel(&model);
}

QVariant LatencyWords::data(const QModelIndex& index, int role) const
{
    if (role != Qt::DisplayRole)
        return QIdentityProxyModel::data(index, role);
    if (index.column() == LatencyTableModel::NameColumn) {
        const QString name =
            lineName(static_cast<LatencyTableModel::Line>(index.data(LatencyTableModel::LineRole).toInt()));
        return index.data(LatencyTableModel::PartRole).toBool() ? u"\u2002"_s + name : name;
    }
    const QVariant value = index.data(LatencyTableModel::ValueRole);
    return value.isValid() ? bare(value.toDouble()) : parts::notKnown();
}

QVariant LatencyWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section == LatencyTableModel::NameColumn);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LatencyTableModel::AvgColumn:
        return tr("avg");
    case LatencyTableModel::P50Column:
        return u"p50"_s;
    case LatencyTableModel::P90Column:
        return u"p90"_s;
    case LatencyTableModel::P95Column:
        return u"p95"_s;
    case LatencyTableModel::P99Column:
        return u"p99"_s;
    case LatencyTableModel::P999Column:
        return u"p99.9"_s;
    case LatencyTableModel::MaxColumn:
        return tr("max");
    default:
        return QString();
    }
}

AnswersWords::AnswersWords(AnswersTableModel& model, QObject* parent)
    : QIdentityProxyModel(parent)
{
    setSourceModel(&model);
}

QVariant AnswersWords::data(const QModelIndex& index, int role) const
{
    if (role == Qt::UserRole)
        return index.data(index.column() == AnswersTableModel::VerdictColumn ? AnswersTableModel::VerdictRole
                                                                             : AnswersTableModel::ValueRole);
    if (role != Qt::DisplayRole)
        return QIdentityProxyModel::data(index, role);
    const QVariant value = index.data(AnswersTableModel::ValueRole);
    switch (index.column()) {
    case AnswersTableModel::VerdictColumn:
        return answerName(static_cast<std::size_t>(index.data(AnswersTableModel::VerdictRole).toInt()));
    case AnswersTableModel::HttpColumn:
        return value.isValid() ? value.toString() : parts::notKnown();
    case AnswersTableModel::CountColumn:
        return parts::formatCount(value.toLongLong());
    default:
        return value.isValid() ? shareText(value.toDouble()) : parts::notKnown();
    }
}

QVariant AnswersWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section == AnswersTableModel::VerdictColumn);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case AnswersTableModel::VerdictColumn:
        return tr("Verdict");
    case AnswersTableModel::HttpColumn:
        return u"HTTP"_s;
    case AnswersTableModel::CountColumn:
        return tr("Count");
    default:
        return u"%"_s;
    }
}

ComparisonWords::ComparisonWords(const theme::Theme& theme, RunComparison& model, QObject* parent)
    : QIdentityProxyModel(parent)
    , m_theme(theme)
{
    setSourceModel(&model);
}

QString ComparisonWords::value(const QModelIndex& index) const
{
    using Metric = RunComparison::Metric;
    const QVariant value = index.data(RunComparison::ValueRole);
    if (!value.isValid())
        return parts::notKnown();
    const double number = value.toDouble();
    if (index.column() == RunComparison::ChangeColumn) {
        const QString sign = number > 0 ? u"+"_s : QString();
        return sign + parts::formatPercent(number, std::abs(number) < 10 ? 1 : 0);
    }
    switch (static_cast<Metric>(index.data(RunComparison::MetricRole).toInt())) {
    case Metric::RequestsPerSecond:
    case Metric::Requests:
    case Metric::Accepted:
        return parts::formatShortCount(number);
    case Metric::FailedPercent:
        return parts::formatPercent(number, 2);
    case Metric::GeneratorCpu:
        return parts::formatPercent(number);
    case Metric::SavedAfterSeconds:
        return parts::formatMilliseconds(number * 1000);
    default:
        return parts::formatMilliseconds(number);
    }
}

QVariant ComparisonWords::data(const QModelIndex& index, int role) const
{
    using Judgement = RunComparison::Judgement;
    const auto judgement =
        static_cast<Judgement>(QIdentityProxyModel::data(index, RunComparison::JudgementRole).toInt());
    const bool change = index.column() == RunComparison::ChangeColumn;
    if (role == Qt::ForegroundRole && change && judgement == Judgement::Better)
        return m_theme.color(theme::Token::Ok);
    if (role == Qt::ForegroundRole && change && judgement == Judgement::Worse)
        return m_theme.color(theme::Token::Critical);
    if (role == Qt::ToolTipRole && change) {
        switch (judgement) {
        case Judgement::Better:
            return tr("better");
        case Judgement::Worse:
            return tr("worse");
        case Judgement::Same:
            return tr("the same, within 5\u00a0%");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return QIdentityProxyModel::data(index, role);
    if (index.column() == RunComparison::MetricColumn)
        return comparisonMetric(
            static_cast<RunComparison::Metric>(index.data(RunComparison::MetricRole).toInt()));
    return value(index);
}

QVariant ComparisonWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section == RunComparison::MetricColumn);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case RunComparison::BeforeColumn:
        return tr("before");
    case RunComparison::AfterColumn:
        return tr("this run");
    case RunComparison::ChangeColumn:
        return tr("change");
    default:
        return QString();
    }
}

} // namespace firstcome::pages
