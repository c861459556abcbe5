#include "models/latency_table_model.h"

namespace firstcome::models {

namespace {

std::optional<double> columnOf(const telemetry::LatencySummary& summary, int column)
{
    switch (column) {
    case LatencyTableModel::AvgColumn:
        return summary.avg;
    case LatencyTableModel::P50Column:
        return summary.p50;
    case LatencyTableModel::P90Column:
        return summary.p90;
    case LatencyTableModel::P95Column:
        return summary.p95;
    case LatencyTableModel::P99Column:
        return summary.p99;
    case LatencyTableModel::P999Column:
        return summary.p999;
    case LatencyTableModel::MaxColumn:
        return summary.max;
    default:
        return std::nullopt;
    }
}

bool isPart(LatencyTableModel::Line line)
{
    using Line = LatencyTableModel::Line;
    return line != Line::Client && line != Line::ClientFromIntended && line != Line::Server;
}

} // namespace

void LatencyTableModel::setResult(std::shared_ptr<const spike::RunResult> result)
{
    m_result = std::move(result);
    rebuild();
}

void LatencyTableModel::setDetailed(bool detailed)
{
    if (m_detailed == detailed)
        return;
    m_detailed = detailed;
    rebuild();
}

void LatencyTableModel::rebuild()
{
    beginResetModel();
    m_lines.clear();
    const auto add = [this](std::initializer_list<Line> lines) { m_lines.insert(m_lines.end(), lines); };
    if (m_result) {
        add({Line::Client});
        if (m_result->clientFromIntended)
            add({Line::ClientFromIntended});
        if (m_detailed)
            add({Line::Blocked, Line::Connecting, Line::Sending, Line::Waiting, Line::Receiving});
        else
            add({Line::Connecting, Line::Waiting, Line::Receiving});
        if (m_result->server && m_detailed)
            add({Line::Server, Line::Parse, Line::Admission, Line::StoreWait, Line::Commit, Line::Reply});
        else if (m_result->server)
            add({Line::Server, Line::StoreWait, Line::Commit});
    }
    endResetModel();
}

const telemetry::LatencySummary* LatencyTableModel::summaryOf(Line line) const
{
    const auto phase = [&](spike::Phase p) { return &m_result->phases[static_cast<std::size_t>(p)]; };
    const auto stage = [&](telemetry::Stage s) {
        return &m_result->serverStages[static_cast<std::size_t>(s)];
    };
    switch (line) {
    case Line::Client:
        return &m_result->client;
    case Line::ClientFromIntended:
        return &*m_result->clientFromIntended;
    case Line::Blocked:
        return phase(spike::Phase::Blocked);
    case Line::Connecting:
        return phase(spike::Phase::Connecting);
    case Line::Sending:
        return phase(spike::Phase::Sending);
    case Line::Waiting:
        return phase(spike::Phase::Waiting);
    case Line::Receiving:
        return phase(spike::Phase::Receiving);
    case Line::Server:
        return &*m_result->server;
    case Line::Parse:
        return stage(telemetry::Stage::Parse);
    case Line::Admission:
        return stage(telemetry::Stage::Admission);
    case Line::StoreWait:
        return stage(telemetry::Stage::StoreWait);
    case Line::Commit:
        return stage(telemetry::Stage::Commit);
    case Line::Reply:
        return stage(telemetry::Stage::Reply);
    }
    return nullptr;
}

int LatencyTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int LatencyTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LatencyTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto line = m_lines[static_cast<std::size_t>(index.row())];
    if (role == LineRole)
        return static_cast<int>(line);
    if (role == PartRole)
        return isPart(line);
    if (role != ValueRole && role != Qt::DisplayRole)
        return {};
    const auto* summary = summaryOf(line);
    const auto value = summary ? columnOf(*summary, index.column()) : std::nullopt;
    return value ? QVariant(*value) : QVariant();
}

} // namespace firstcome::models
