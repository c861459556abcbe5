#pragma once

#include "models/backend_model.h"
#include "models/steady_wall.h"

#include <QObject>
#include <QString>

#include <array>
#include <optional>

class QTimer;

namespace firstcome::models {

/// What the strip above every page says, always of now.
struct StatusView
{
    enum class Freshness { Starting, Fresh, Old, Silent }; ///< over 1 s, over 3 s without a snapshot
    enum class Count { None, Before, Held, Since, Ended };

    struct Focus
    {
        issuing::CouponId couponId;
        QString name;
        bool shadow = false;
        bool suspended = false; ///< its store lost something of it
        issuing::EventState state = issuing::EventState::Draft;
        Count count = Count::None;
        std::chrono::milliseconds fromZero{0}; ///< negative before T0
        std::optional<std::uint64_t> remaining, lag;
    };

    /// The nodes that the console attached to.
    struct Attached
    {
        QString first; ///< address of the first
        int nodes = 0;
        int live = 0;
    };

    Freshness freshness = Freshness::Starting;
    std::chrono::milliseconds age{0};
    QString profile;
    std::uint16_t port = 0;
    stock::Durability durability; ///< of the store
    std::array<PartStatus, 4> parts; ///< store, log, ledger, API
    std::optional<Focus> focus;
    std::optional<Attached> attached; ///< absent where the console carries its backend itself
    std::optional<double> requestsPerSecond; ///< of the last second, all events
    std::optional<double> p95Ms;
    core::WallTime now;
};

/// Keeps the StatusView: made anew for every snapshot, and by its own slow timer when none come. The event in
/// focus is the chosen one while it exists, else the most urgent. GUI thread; owned by app.
class StatusViewModel final : public QObject
{
    Q_OBJECT

public:
    StatusViewModel(BackendModel& backend, const core::Clock& clock, QObject* parent = nullptr);

    const StatusView& view() const { return m_view; }
    /// The event that the page in front shows; nothing: the most urgent.
    void setFocus(const std::optional<issuing::CouponId>& couponId);

Q_SIGNALS:
    void updated();

private:
    void take();
    void refresh();

    BackendModel& m_backend;
    SteadyWall m_wall;
    std::optional<issuing::CouponId> m_chosen;
    StatusView m_view;
    QTimer* m_timer;
};

} // namespace firstcome::models
