#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace firstcome::charts {

/// Rounds towards minus infinity, so that columns never shift at zero.
constexpr std::int64_t floorDiv(std::int64_t value, std::int64_t by)
{
    const std::int64_t quotient = value / by;
    return quotient - ((value % by != 0 && (value < 0) != (by < 0)) ? 1 : 0);
}

/// One layer in one column; NaN where nothing in it is known.
struct Cell
{
    float min, max, mean;
};

/// Ticks gathered into columns of `widthMs`: column i covers [i × width, (i + 1) × width) of absolute time,
/// so that a column's content never depends on where the view begins.
struct Columns
{
    std::int64_t widthMs = 100;
    std::int64_t first = 0; ///< index of the first column
    std::size_t layers = 0; ///< cells in a column are layers + 1: the last is the total of the stacked ones
    std::vector<Cell> cells;

    std::size_t count() const { return layers ? cells.size() / (layers + 1) : 0; }
    const Cell& at(std::size_t column, std::size_t layer) const
    {
        return cells[column * (layers + 1) + layer];
    }
    const Cell& total(std::size_t column) const { return at(column, layers); }
};

/// Keeps the values of a chart's layers, one row a tick, and gathers them into columns. In a column each
/// stacked band is the mean over the ticks whose total is known, so the bands sum to the total's mean; a line
/// is the mean over its own known ticks. One thread; plain value.
class ColumnStore
{
public:
    /// `stacked` says for each layer whether it belongs to the total. The oldest ticks go beyond `maxTicks`.
    ColumnStore(std::vector<bool> stacked, std::int64_t tickMs, std::size_t maxTicks = 72'000);

    /// One value a layer, NaN for not known. Any order of time; the same tick again replaces.
    void append(std::int64_t timeMs, std::span<const double> values);
    void clear();

    bool empty() const { return m_rows == 0; }
    std::int64_t tickMs() const { return m_tickMs; }
    std::int64_t startMs() const { return m_first * m_tickMs; }
    /// End of the newest tick.
    std::int64_t endMs() const { return (m_first + static_cast<std::int64_t>(m_rows)) * m_tickMs; }
    /// Mean of the newest `ticks` known values, NaN where there is none.
    double newest(std::size_t layer, int ticks) const;

    /// `widthMs` must be a multiple of tickMs. Valid until the next call of a member that is not const.
    const Columns& columns(std::int64_t widthMs);

private:
    float value(std::size_t row, std::size_t layer) const { return m_values[row * m_stacked.size() + layer]; }
    void gather(std::int64_t column);

    std::vector<bool> m_stacked;
    std::int64_t m_tickMs;
    std::size_t m_maxTicks;
    std::int64_t m_first = 0; ///< tick index of row 0
    std::size_t m_rows = 0;
    std::vector<float> m_values;
    Columns m_columns;
    std::int64_t m_dirtyFrom = 0; ///< tick index from which the columns are out of date
    bool m_rebuild = true;
};

} // namespace firstcome::charts
