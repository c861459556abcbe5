#include "widgets/charts/column_store.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace firstcome::charts {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

/// Gathers one layer of one column.
struct Gatherer
{
    float min = kNone, max = kNone;
    double sum = 0;
    int count = 0;

    void add(float value)
    {
        min = count ? std::min(min, value) : value;
        max = count ? std::max(max, value) : value;
        sum += value;
        ++count;
    }
    Cell cell() const { return {min, max, count ? static_cast<float>(sum / count) : kNone}; }
};

} // namespace

ColumnStore::ColumnStore(std::vector<bool> stacked, std::int64_t tickMs, std::size_t maxTicks)
    : m_stacked(std::move(stacked))
    , m_tickMs(tickMs)
    , m_maxTicks(maxTicks)
{
}

void ColumnStore::append(std::int64_t timeMs, std::span<const double> values)
{
    const std::size_t layers = m_stacked.size();
    const std::int64_t tick = floorDiv(timeMs, m_tickMs);
    if (m_rows == 0) {
        m_first = tick;
        m_rebuild = true;
    }
    if (tick < m_first) {
        const auto missing = static_cast<std::size_t>(m_first - tick);
        if (m_rows + missing > m_maxTicks)
            return;
        m_values.insert(m_values.begin(), missing * layers, kNone);
        m_first = tick;
        m_rows += missing;
        m_rebuild = true;
    }
    auto row = static_cast<std::size_t>(tick - m_first);
    if (row >= m_rows + m_maxTicks) { // the clock jumped: what came before is out of reach
        clear();
        m_first = tick;
        row = 0;
    }
    if (row >= m_rows) {
        m_dirtyFrom = std::min(m_dirtyFrom, m_first + static_cast<std::int64_t>(m_rows));
        m_rows = row + 1;
        m_values.resize(m_rows * layers, kNone);
    }
    float* cells = m_values.data() + row * layers;
    bool same = true;
    for (std::size_t i = 0; i < layers; ++i) {
        const float next = i < values.size() ? static_cast<float>(values[i]) : kNone;
        same = same && (cells[i] == next || (std::isnan(cells[i]) && std::isnan(next)));
        cells[i] = next;
    }
    if (!same)
        m_dirtyFrom = std::min(m_dirtyFrom, tick);
    if (m_rows > m_maxTicks + m_maxTicks / 8) {
        const std::size_t over = m_rows - m_maxTicks;
        m_values.erase(m_values.begin(), m_values.begin() + static_cast<std::ptrdiff_t>(over * layers));
        m_first += static_cast<std::int64_t>(over);
        m_rows -= over;
        m_rebuild = true;
    }
}

void ColumnStore::clear()
{
    m_values.clear();
    m_rows = 0;
    m_rebuild = true;
    m_columns.cells.clear();
}

double ColumnStore::newest(std::size_t layer, int ticks) const
{
    double sum = 0;
    int count = 0;
    const std::size_t from =
        m_rows > static_cast<std::size_t>(ticks) ? m_rows - static_cast<std::size_t>(ticks) : 0;
    for (std::size_t row = m_rows; row-- > from;) {
        if (std::isnan(value(row, layer)))
            continue;
        sum += value(row, layer);
        ++count;
    }
    return count ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

const Columns& ColumnStore::columns(std::int64_t widthMs)
{
    const std::size_t layers = m_stacked.size();
    if (m_rows == 0) {
        m_columns = {widthMs, 0, layers, {}};
        return m_columns;
    }
    const std::int64_t first = floorDiv(startMs(), widthMs);
    const std::int64_t last = floorDiv(endMs() - 1, widthMs);
    if (m_rebuild || m_columns.widthMs != widthMs || m_columns.layers != layers || m_columns.first != first) {
        m_columns = {widthMs, first, layers, {}};
        m_dirtyFrom = m_first;
        m_rebuild = false;
    }
    m_columns.cells.resize(static_cast<std::size_t>(last - first + 1) * (layers + 1), {kNone, kNone, kNone});
    const std::int64_t dirty = std::max(first, floorDiv(m_dirtyFrom * m_tickMs, widthMs));
    for (std::int64_t column = dirty; column <= last; ++column)
        gather(column);
    m_dirtyFrom = m_first + static_cast<std::int64_t>(m_rows);
    return m_columns;
}

void ColumnStore::gather(std::int64_t column)
{
    const std::size_t layers = m_stacked.size();
    const std::int64_t each = m_columns.widthMs / m_tickMs;
    const std::int64_t end = m_first + static_cast<std::int64_t>(m_rows);
    const std::int64_t from = std::max(column * each, m_first);
    const std::int64_t to = std::min((column + 1) * each, end);
    std::vector<Gatherer> gatherers(layers + 1);
    for (std::int64_t tick = from; tick < to; ++tick) {
        const auto row = static_cast<std::size_t>(tick - m_first);
        float total = 0;
        bool known = false;
        for (std::size_t i = 0; i < layers; ++i) {
            if (m_stacked[i] && !std::isnan(value(row, i))) {
                total += value(row, i);
                known = true;
            }
        }
        for (std::size_t i = 0; i < layers; ++i) {
            const float v = value(row, i);
            if (!std::isnan(v))
                gatherers[i].add(v);
            else if (m_stacked[i] && known)
                gatherers[i].add(0);
        }
        if (known)
            gatherers[layers].add(total);
    }
    Cell* cells = m_columns.cells.data() + static_cast<std::size_t>(column - m_columns.first) * (layers + 1);
    for (std::size_t i = 0; i <= layers; ++i)
        cells[i] = gatherers[i].cell();
}

} // namespace firstcome::charts
