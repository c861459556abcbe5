#pragma once

#include "backend/snapshot.h"

#include <QAbstractListModel>

#include <cstdint>
#include <optional>
#include <vector>

namespace firstcome::models {

/// How many lines stand where; each line counts once.
struct GoCounts
{
    int go = 0, waived = 0, warning = 0, noGo = 0, unknown = 0;
    friend bool operator==(const GoCounts&, const GoCounts&) = default;
};

/// The go/no-go lines of one event. After opening the backend judges no longer and the list stays as it stood
/// then, with live() false. GUI thread; owned by the page.
class GoNoGoModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        LineRole = Qt::UserRole, ///< int of issuing::GoLine
        StatusRole,              ///< int of issuing::GoStatus
        HardRole,                ///< bool
        ForbidsRole,             ///< bool: hard, not waived, failed or not measured
        ValueRole,               ///< double, or invalid while not measured
        ThresholdRole,           ///< double, or invalid where there is none
        WaivedRole,              ///< QString, the reason; invalid where not waived
        SourceRole,              ///< QString
        ProblemRole,             ///< QString: stable code of why it is not measured; may be empty
        DetailRole,              ///< QString: what a server said; may be empty
        MissingStockRole         ///< qint64: planned − loaded on the stock line, else 0
    };

    using QAbstractListModel::QAbstractListModel;

    /// Takes the lines of `view`; null is no event.
    void update(const EventView* view, core::WallTime now);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    bool live() const { return m_live; }
    bool holdsCountdown() const { return m_holds; }
    bool green() const;
    GoCounts counts() const;
    /// Age of the oldest measurement; absent where nothing was measured.
    std::optional<std::chrono::seconds> age() const { return m_age; }
    std::optional<issuing::GoLine> firstForbidding() const;

Q_SIGNALS:
    /// Counts, liveness or the hold changed.
    void summaryChanged();

private:
    void replace(const std::vector<issuing::GoLineState>& lines);

    std::vector<issuing::GoLineState> m_lines;
    std::optional<issuing::CouponId> m_couponId;
    std::optional<issuing::InstanceId> m_instance;
    std::optional<std::chrono::seconds> m_age;
    bool m_live = false;
    bool m_holds = false;
};

} // namespace firstcome::models
