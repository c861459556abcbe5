#pragma once

#include "backend/telemetry/series_row.h"

#include <algorithm>
#include <deque>
#include <map>
#include <vector>

namespace firstcome::telemetry {

/// Columns of one width, of the newest `columns` widths. Columns begin at multiples of their width in
/// absolute time. A clock that was set back rewrites what lies after it. One thread at a time.
template <std::size_t N>
class SeriesTier
{
public:
    using Row = SeriesRow<N>;

    /// `step` is a column's width in ticks.
    SeriesTier(int step, std::int64_t columns)
        : m_step(step)
        , m_reach(step * columns)
    {
    }

    int step() const { return m_step; }

    /// Time has come to `index`: a column that ends before it is complete, and put into `completed` too.
    void advance(std::int64_t index, std::vector<Row>& completed)
    {
        const auto column = columnOf(index);
        if (column == m_column)
            return;
        if (column > m_column)
            for (auto& [instance, row] : m_filling) {
                m_rows.push_back(row);
                completed.push_back(std::move(row));
            }
        m_filling.clear();
        m_column = column;
        dropFrom(column);
        while (!m_rows.empty() && m_rows.front().index < column - m_reach)
            m_rows.pop_front();
    }

    /// Folds `row` into the column that is being filled; `advance` to its index comes first.
    void fold(const Row& row)
    {
        auto& filling = m_filling[row.instance];
        filling.index = m_column;
        filling.instance = row.instance;
        filling.merge(row);
    }

    /// A complete column from an earlier life, in the order in which it was completed.
    void restore(const Row& row)
    {
        if (!m_rows.empty() && row.index < m_rows.back().index)
            dropFrom(row.index);
        m_rows.push_back(row);
        while (m_rows.front().index < row.index - m_reach)
            m_rows.pop_front();
    }

    /// The first tick after the newest complete column; lowest there is while none.
    std::int64_t completeUntil() const { return m_rows.empty() ? INT64_MIN : m_rows.back().index + m_step; }

    /// Hands `take` each column with index in [from, to), oldest first, the one that is being filled too.
    template <class Take>
    void visit(std::int64_t from, std::int64_t to, Take&& take) const
    {
        auto row = std::ranges::lower_bound(m_rows, from, {}, &Row::index);
        for (; row != m_rows.end() && row->index < to; ++row)
            take(*row);
        if (m_column >= from && m_column < to)
            for (const auto& [instance, filling] : m_filling)
                take(filling);
    }

private:
    std::int64_t columnOf(std::int64_t index) const
    {
        const auto past = index % m_step;
        return index - (past < 0 ? past + m_step : past);
    }

    void dropFrom(std::int64_t index)
    {
        while (!m_rows.empty() && m_rows.back().index >= index)
            m_rows.pop_back();
    }

    int m_step;
    std::int64_t m_reach;
    std::deque<Row> m_rows;
    std::int64_t m_column = INT64_MIN;
    std::map<issuing::InstanceId, Row> m_filling;
};

} // namespace firstcome::telemetry
