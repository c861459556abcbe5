#pragma once

#include "widgets/charts/chart_spec.h"
#include "widgets/charts/column_store.h"
#include "widgets/charts/time_axis.h"

#include <QAbstractTableModel>
#include <QByteArray>

#include <functional>

namespace firstcome::charts {

/// The columns of a chart that lie in `view`, as rows.
struct ChartRows
{
    ChartSpec spec;
    std::optional<std::int64_t> zero;
    std::vector<std::int64_t> times;
    std::vector<Cell> cells;         ///< times × layers without ghosts
    std::vector<std::size_t> layers; ///< which of the spec
};
ChartRows rowsOf(const ChartSpec& spec, const Columns& columns, const TimeView& view,
                 std::optional<std::int64_t> zero);

/// RFC 4180 with a head: time (RFC 3339, UTC), seconds from T0, then mean, min and max of each layer; empty
/// where not known.
QByteArray toCsv(const ChartRows& rows);

/// The rows as a model: time, then the mean of each layer. GUI thread.
class ChartTable final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using Format = std::function<QString(double)>;
    ChartTable(ChartRows rows, Format format, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ChartRows m_rows;
    Format m_format;
};

} // namespace firstcome::charts
