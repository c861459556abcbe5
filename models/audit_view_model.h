#pragma once

#include "models/backend_model.h"
#include "models/launch_view_model.h"

#include <QObject>

#include <optional>

namespace firstcome::models {

/// What the audit can say now.
enum class AuditWord {
    NotArmed,      ///< nothing to audit yet
    NothingIssued, ///< armed or held: whether the stock is right is go/no-go's question
    NotMeasured,   ///< a term is not known
    BalancedSoFar, ///< live, an estimate
    OutOfBalance,  ///< live, and something does not add up
    Proven,        ///< exact: nothing lost, nothing twice
    Differs        ///< exact: differences found
};

struct AuditView
{
    AuditWord word = AuditWord::NotArmed;
    bool exact = false;
    std::optional<std::uint64_t> duplicates, oversold, gaps, lost, deadLetters; ///< absent: not known
    std::optional<double> finalInSeconds; ///< until everything is saved, an estimate
    std::optional<core::WallTime> checkedAt; ///< of the exact audit
    std::chrono::milliseconds took{0};
    bool canRunExact = false;
    bool running = false;
    QString problem; ///< code of the failed exact audit
};

/// The audit card's figures: the live estimate, or the newest exact audit of the shown instance; and running
/// one. GUI thread; owned by the card.
class AuditViewModel final : public QObject
{
    Q_OBJECT

public:
    AuditViewModel(BackendModel& backend, const LaunchViewModel& launch, QObject* parent = nullptr);

    AuditView view() const;
    /// The differences of the shown exact audit, the first 100.
    std::vector<issuing::Difference> differences() const;
    void runExact();

Q_SIGNALS:
    void changed();

private:
    BackendModel& m_backend;
    const LaunchViewModel& m_launch;
    bool m_running = false;
    QString m_problem;
};

} // namespace firstcome::models
