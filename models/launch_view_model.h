#pragma once

#include "models/act_slots.h"
#include "models/backend_model.h"
#include "models/conservation_check.h"
#include "models/steady_wall.h"

#include <QObject>
#include <QString>

#include <optional>

namespace firstcome::models {

/// Where the event stands against its opening.
struct CountView
{
    enum class Kind {
        None,      ///< not armed, or armed with no opening time
        Counting,  ///< `span` is left
        Held,      ///< `span` is left and frozen; would open at `wouldOpenAt`
        Since,     ///< opened `span` ago, still going
        Ended      ///< it went for `span`
    };
    Kind kind = Kind::None;
    std::chrono::milliseconds span{0};
    std::optional<core::WallTime> wouldOpenAt;
    /// T0 on the charts' axis: opened, would open, or is to open at.
    std::optional<core::WallTime> zero;
};

/// How far the issues have come; absent is not known.
struct FunnelView
{
    std::optional<std::uint64_t> attempted, accepted, published, confirmed;
    std::uint64_t total = 0;
    friend bool operator==(const FunnelView&, const FunnelView&) = default;
};

/// What an act was decided on: the event as it was shown at that moment.
struct Decision
{
    issuing::CouponId couponId;
    std::uint64_t version = 0;
};

/// What became of a command that an operator gave.
struct CommandOutcome
{
    enum class Kind { Act, StockCorrected, Waived, WaiverWithdrawn, Deleted, Rebuilt };
    Kind kind = Kind::Act;
    issuing::Act act = issuing::Act::Arm;
    QString name; ///< the event's
    bool ok = false;
    QString code;   ///< why not
    QString detail;
    std::optional<issuing::Act> undo; ///< offered for 8 s
    Decision undoDecision;
};

/// The event that the Launch page shows: which one it is, where it stands, what can be done, and the acts done
/// from the page. Values are for the newest snapshot; acts carry the version that was shown. GUI thread; owned
/// by the page.
class LaunchViewModel final : public QObject
{
    Q_OBJECT

public:
    LaunchViewModel(BackendModel& backend, const core::Clock& clock, QObject* parent = nullptr);

    /// Shows `couponId`, until it is deleted. Without a choice the most urgent event is shown.
    void select(const issuing::CouponId& couponId);
    const EventView* view() const { return m_view; } ///< null: there is no event
    const Snapshot& snapshot() const { return *m_snapshot; }

    CountView count() const;
    ActSlots slots() const;
    FunnelView funnel() const;
    const EquationView& equation() const { return m_equation; }
    /// No snapshot for over 3 s, or none yet that tells anything.
    bool silent() const;
    std::optional<std::chrono::milliseconds> dataAge() const { return m_wall.sinceSync(); }
    core::WallTime now() const { return m_wall.now(); }
    Decision decision() const;

    void submitAct(issuing::Act act, const Decision& decision);
    void correctStock(std::uint32_t total, const QString& reason, const Decision& decision);
    /// Gives the event back what its store lost.
    void rebuild(const Decision& decision);
    bool isRebuilding() const { return m_rebuilding; } ///< asked for here and not answered yet
    /// An empty reason takes the waiver back.
    void waive(issuing::GoLine line, const QString& reason);

Q_SIGNALS:
    /// After each snapshot, when everything above may have new values.
    void updated();
    /// Another event is shown, or none.
    void selectionChanged();
    /// Another event is shown, or the shown one went to another state: presses aim at what stood there before.
    void stateChanged();
    void commandDone(const firstcome::models::CommandOutcome& outcome);

private:
    void take(const Snapshot& snapshot);
    const EventView* find(const Snapshot& snapshot) const;
    static const EventView* mostUrgent(const Snapshot& snapshot);
    void finish(CommandOutcome outcome, const core::Result<Reply>& reply);

    BackendModel& m_backend;
    SteadyWall m_wall;
    std::shared_ptr<const Snapshot> m_snapshot;
    const EventView* m_view = nullptr; ///< into m_snapshot
    std::optional<issuing::CouponId> m_chosen;
    std::optional<issuing::CouponId> m_shown;
    issuing::EventState m_state = issuing::EventState::Draft;
    BalanceWatch m_balance;
    EquationView m_equation;
    int m_underway = 0;
    bool m_rebuilding = false;
};

} // namespace firstcome::models
