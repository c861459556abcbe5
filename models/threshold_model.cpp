#include "models/threshold_model.h"

#include "backend/spike/thresholds.h"
#include "backend/spike/validity.h"

#include <algorithm>

namespace firstcome::models {

using namespace Qt::Literals::StringLiterals;

namespace {

QString withoutSpaces(const std::string& text)
{
    QString plain = QString::fromStdString(text);
    plain.remove(u' ');
    return plain;
}

} // namespace

ThresholdModel::ThresholdModel(QObject* parent)
    : QAbstractListModel(parent)
{
    setThresholds({});
}

ThresholdModel::Row ThresholdModel::parsed(const QString& text)
{
    Row row;
    row.text = text.trimmed();
    const auto colon = row.text.indexOf(u':');
    row.metric = row.text.left(colon).trimmed();
    row.expression = colon < 0 ? QString() : row.text.mid(colon + 1).trimmed();
    row.bad = !spike::parseThreshold(row.text.toStdString());
    return row;
}

void ThresholdModel::setThresholds(const std::vector<std::string>& thresholds)
{
    beginResetModel();
    m_rows.clear();
    for (const auto& text : thresholds)
        m_rows.push_back(parsed(QString::fromStdString(text)));
    m_rows.push_back({Kind::Audit, {}, u"audit"_s, u"closed"_s, {}, Standing::NotYet, false});
    m_rows.push_back({Kind::Generator,
                      {},
                      u"generator"_s,
                      u"cpu<%1"_s.arg(spike::kCpuLimitPercent),
                      {},
                      Standing::NotYet,
                      false});
    endResetModel();
}

std::vector<std::string> ThresholdModel::thresholds() const
{
    std::vector<std::string> all;
    for (const auto& row : m_rows)
        if (row.kind == Kind::Threshold)
            all.push_back(row.text.toStdString());
    return all;
}

void ThresholdModel::take(int row, Row changed)
{
    auto& present = m_rows[static_cast<std::size_t>(row)];
    if (present == changed)
        return;
    present = std::move(changed);
    Q_EMIT dataChanged(index(row), index(row));
}

void ThresholdModel::setRun(const spike::RunProgress& run)
{
    const auto* result = run.phase == spike::RunPhase::Done ? run.result.get() : nullptr;
    for (int i = 0; i < rowCount(); ++i) {
        Row row = m_rows[static_cast<std::size_t>(i)];
        row.value.reset();
        row.standing = Standing::NotYet;
        if (row.kind == Kind::Audit) {
            if (result && result->audit)
                row.standing = result->audit->closed ? Standing::Holds : Standing::Crossed;
        } else if (row.kind == Kind::Generator) {
            row.value = run.generatorCpuPercent;
            if (row.value)
                row.standing = *row.value < spike::kCpuLimitPercent ? Standing::Holds : Standing::Crossed;
        } else {
            const QString expression = QString(row.expression).remove(u' ');
            const auto found = std::ranges::find_if(run.thresholds, [&](const auto& threshold) {
                return QString::fromStdString(threshold.metric) == row.metric &&
                       withoutSpaces(threshold.expression) == expression;
            });
            if (found != run.thresholds.end() && found->value) {
                row.value = found->value;
                row.standing = found->passed ? Standing::Holds : Standing::Crossed;
            }
        }
        take(i, std::move(row));
    }
}

void ThresholdModel::clearRun()
{
    setRun({});
}

void ThresholdModel::setEditable(bool editable)
{
    if (m_editable == editable)
        return;
    m_editable = editable;
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int ThresholdModel::addThreshold()
{
    const int row = thresholdCount();
    beginInsertRows({}, row, row);
    m_rows.insert(m_rows.begin() + row, parsed(u"http_req_duration: p(95)<2000"_s));
    endInsertRows();
    Q_EMIT edited();
    return row;
}

void ThresholdModel::removeThreshold(int row)
{
    if (row < 0 || row >= thresholdCount())
        return;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
    Q_EMIT edited();
}

int ThresholdModel::firstProblem() const
{
    const auto bad = std::ranges::find_if(m_rows, &Row::bad);
    return bad == m_rows.end() ? -1 : static_cast<int>(bad - m_rows.begin());
}

int ThresholdModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ThresholdModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return row.kind == Kind::Threshold ? row.text : row.metric + u": "_s + row.expression;
    case KindRole:
        return static_cast<int>(row.kind);
    case MetricRole:
        return row.metric;
    case ExpressionRole:
        return row.expression;
    case ValueRole:
        return row.value ? QVariant(*row.value) : QVariant();
    case StandingRole:
        return static_cast<int>(row.standing);
    case ProblemRole:
        return row.bad ? u"bad_threshold"_s : QString();
    default:
        return {};
    }
}

bool ThresholdModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    take(index.row(), parsed(value.toString()));
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags ThresholdModel::flags(const QModelIndex& index) const
{
    auto flags = QAbstractListModel::flags(index);
    if (index.isValid() && m_editable && index.row() < thresholdCount())
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace firstcome::models
