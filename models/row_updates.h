#pragma once

#include <QAbstractListModel>

#include <algorithm>
#include <vector>

namespace firstcome::models {

/// Which rows of an unchanged list of rows have new content, told to a view as few signals: each run of
/// neighbours as one range, or everything as one range when more than half changed.
class RowUpdates
{
public:
    explicit RowUpdates(int rowCount) : m_rowCount(rowCount) {}

    void changed(int row) { m_rows.push_back(row); }

    /// Calls `emitRange(first, last)` for each range.
    template <class Emit>
    void tell(Emit emitRange) const
    {
        if (m_rows.empty())
            return;
        if (static_cast<int>(m_rows.size()) * 2 > m_rowCount) {
            emitRange(m_rows.front(), m_rows.back());
            return;
        }
        int first = m_rows.front();
        int last = first;
        for (const int row : m_rows) {
            if (row > last + 1) {
                emitRange(first, last);
                first = row;
            }
            last = row;
        }
        emitRange(first, last);
    }

private:
    int m_rowCount;
    std::vector<int> m_rows; ///< ascending
};

} // namespace firstcome::models
