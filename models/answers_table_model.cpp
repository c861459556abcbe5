#include "models/answers_table_model.h"

#include <array>

namespace firstcome::models {

namespace {

/// By verdict, as design.md's table of answers says; 0: no reply, no status.
constexpr std::array<int, issuing::kVerdictCount + 1> kStatus{202, 409, 410, 425, 403, 403,
                                                              404, 404, 429, 503, 0};

bool isAlwaysShown(std::size_t verdict)
{
    if (verdict == issuing::kVerdictCount)
        return true;
    switch (static_cast<issuing::Verdict>(verdict)) {
    case issuing::Verdict::Accepted:
    case issuing::Verdict::Duplicate:
    case issuing::Verdict::SoldOut:
    case issuing::Verdict::Throttled:
    case issuing::Verdict::Unavailable:
        return true;
    default:
        return false;
    }
}

} // namespace

void AnswersTableModel::setResult(std::shared_ptr<const spike::RunResult> result)
{
    beginResetModel();
    m_result = std::move(result);
    m_verdicts.clear();
    for (std::size_t i = 0; m_result && i < m_result->verdicts.size(); ++i)
        if (isAlwaysShown(i) || m_result->verdicts[i] > 0)
            m_verdicts.push_back(i);
    endResetModel();
}

int AnswersTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_verdicts.size());
}

int AnswersTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AnswersTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto verdict = m_verdicts[static_cast<std::size_t>(index.row())];
    if (role == VerdictRole)
        return static_cast<int>(verdict);
    if (role != ValueRole && role != Qt::DisplayRole)
        return {};
    const auto count = m_result->verdicts[verdict];
    switch (index.column()) {
    case HttpColumn:
        return kStatus[verdict] == 0 ? QVariant() : QVariant(kStatus[verdict]);
    case CountColumn:
        return QVariant::fromValue<quint64>(count);
    case ShareColumn:
        return m_result->requests == 0
                   ? QVariant()
                   : QVariant(100.0 * static_cast<double>(count) / static_cast<double>(m_result->requests));
    default:
        return {};
    }
}

} // namespace firstcome::models
