#pragma once

#include "backend/snapshot.h"
#include "models/backend_model.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace firstcome::models {

/// The audit trail of one event and of what concerns no event, newest first: the snapshot's newest lines, and
/// older ones read as the view scrolls to them. Without an event, everything. GUI thread; owned by the page.
class TimelineModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        AtRole = Qt::UserRole, ///< qint64, Unix microseconds
        CodeRole,              ///< QString
        SeverityRole,          ///< int of issuing::Severity
        ActorRole,             ///< QString
        OutcomeRole,           ///< QString: `ok`, or a refusal's code
        ArgumentsRole,         ///< QStringList
        IdRole                 ///< qint64
    };

    explicit TimelineModel(BackendModel& backend, QObject* parent = nullptr);

    /// Whose lines are shown.
    void select(const std::optional<issuing::CouponId>& couponId);
    void update(const Snapshot& snapshot);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    const std::vector<issuing::TimelineEntry>& entries() const { return m_entries; }

private:
    bool concerns(const issuing::TimelineEntry& entry) const;
    void appendOlder(const std::vector<issuing::TimelineEntry>& entries, std::size_t asked);

    BackendModel& m_backend;
    std::optional<issuing::CouponId> m_couponId;
    std::vector<issuing::TimelineEntry> m_entries;
    std::uint64_t m_reading = 0; ///< number of the read under way; answers to earlier ones are dropped
    bool m_busy = false;
    bool m_atEnd = false;
};

} // namespace firstcome::models
