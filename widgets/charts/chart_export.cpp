#include "widgets/charts/chart_export.h"

#include "backend/core/clock.h"
#include "widgets/parts/format.h"

#include <QDateTime>
#include <QTimeZone>

#include <cmath>

namespace firstcome::charts {

ChartRows rowsOf(const ChartSpec& spec, const Columns& columns, const TimeView& view,
                 std::optional<std::int64_t> zero)
{
    ChartRows rows{spec, zero, {}, {}, {}};
    for (std::size_t i = 0; i < spec.layers.size(); ++i)
        if (spec.layers[i].kind != LayerKind::Ghost)
            rows.layers.push_back(i);
    for (std::size_t column = 0; column < columns.count(); ++column) {
        const std::int64_t at = (columns.first + std::int64_t(column)) * columns.widthMs;
        if (at + columns.widthMs <= view.from || at >= view.to)
            continue;
        rows.times.push_back(at);
        for (const std::size_t layer : rows.layers)
            rows.cells.push_back(columns.at(column, layer));
    }
    return rows;
}

namespace {

QByteArray quoted(const QString& text)
{
    QByteArray utf8 = text.toUtf8();
    if (!utf8.contains(',') && !utf8.contains('"') && !utf8.contains('\n'))
        return utf8;
    return '"' + utf8.replace("\"", "\"\"") + '"';
}

QByteArray figure(float value)
{
    return std::isnan(value) ? QByteArray() : QByteArray::number(double(value), 'g', 9);
}

} // namespace

QByteArray toCsv(const ChartRows& rows)
{
    QByteArray csv = "time";
    if (rows.zero)
        csv += ",seconds_from_t0";
    for (const std::size_t layer : rows.layers)
        for (const char* part : {" mean", " min", " max"})
            csv += ',' + quoted(rows.spec.layers[layer].name + QLatin1String(part));
    csv += "\r\n";
    for (std::size_t row = 0; row < rows.times.size(); ++row) {
        csv +=
            QDateTime::fromMSecsSinceEpoch(rows.times[row], Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
        if (rows.zero)
            csv += ',' + QByteArray::number(double(rows.times[row] - *rows.zero) / 1000, 'f', 1);
        for (std::size_t i = 0; i < rows.layers.size(); ++i) {
            const Cell& cell = rows.cells[row * rows.layers.size() + i];
            csv += ',' + figure(cell.mean) + ',' + figure(cell.min) + ',' + figure(cell.max);
        }
        csv += "\r\n";
    }
    return csv;
}

ChartTable::ChartTable(ChartRows rows, Format format, QObject* parent)
    : QAbstractTableModel(parent)
    , m_rows(std::move(rows))
    , m_format(std::move(format))
{
}

int ChartTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.times.size());
}

int ChartTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1 + int(m_rows.layers.size());
}

QVariant ChartTable::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::UserRole))
        return {};
    const auto row = std::size_t(index.row());
    const std::int64_t at = m_rows.times[row];
    if (index.column() == 0) {
        if (role == Qt::UserRole)
            return QVariant::fromValue<qlonglong>(at);
        if (m_rows.zero)
            return parts::formatOffset(std::chrono::milliseconds(at - *m_rows.zero));
        return parts::formatTimeOfDay(core::WallTime{std::chrono::milliseconds(at)}, true);
    }
    const double mean = m_rows.cells[row * m_rows.layers.size() + std::size_t(index.column() - 1)].mean;
    if (role == Qt::UserRole)
        return std::isnan(mean) ? -1.0 : mean;
    return m_format(mean);
}

QVariant ChartTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(section == 0 ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Time") : m_rows.spec.layers[m_rows.layers[std::size_t(section - 1)]].name;
}

} // namespace firstcome::charts
