#pragma once

#include "backend/issuing/audit.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::spike {

enum class ReportLanguage { English, Korean };

/// Every sentence and word of the report, in the order of the table in report_texts.cpp.
enum class Say {
    Title,
    PassedRehearsal,
    PassedRun,
    ThresholdsCrossed,
    AuditViolated,
    GeneratorLimited,
    Aborted,
    NotMeasured,
    Failed,
    Thresholds,
    Metric,
    Condition,
    Measured,
    Absent,
    Proof,
    NothingLost,
    BalancedSoFar,
    DoesNotAddUp,
    TermsMiss,
    NoProof,
    NotAudited,
    Issued,
    IssuedOfStock,
    DuplicatePeople,
    OversoldSlots,
    SavedAfter,
    Seconds,
    Total,
    Remaining,
    Outbox,
    Unconsumed,
    Ledger,
    DeadLetters,
    Voided,
    Difference,
    Slot,
    InStore,
    InLedger,
    Validity,
    Valid,
    Limited,
    Invalid,
    GeneratorCpu,
    DroppedArrivals,
    SchedulerLate,
    Latency,
    Average,
    Maximum,
    FromClient,
    FromDue,
    Blocked,
    Connecting,
    Sending,
    Waiting,
    Receiving,
    InsideServer,
    AcceptedToSaved,
    Parse,
    Admission,
    StoreWait,
    Commit,
    Reply,
    Answers,
    Verdict,
    Count,
    Share,
    RequestsPerSecond,
    NotOpenOrClosed,
    UnknownIds,
    FailedAnswers,
    ClientLatency,
    Users,
    InFlight,
    Planned,
    Timeline,
    Environment,
    Scenario,
    Started,
    Duration,
    Target,
    Event,
    Requests,
    MeanRate,
    Build,
    Cores,
    Kind,
    Rehearsal,
    RealEvent,
    RunId,
    LongestStall,
    TickCpu,
    SkippedTicks
};
inline constexpr std::size_t kSayCount = static_cast<std::size_t>(Say::SkippedTicks) + 1;

/// The text, with `{0}`, `{1}`, … filled in.
std::string say(Say what, ReportLanguage language, const std::vector<std::string>& arguments = {});
/// A verdict by its index, unknown included.
std::string verdictWord(std::size_t index, ReportLanguage language);
std::string findingWord(issuing::Finding finding, ReportLanguage language);
/// A reason of the validity verdict, such as `generator_cpu 93 %`; one not known is shown as it is.
std::string reasonSentence(std::string_view reason, ReportLanguage language);
/// A line of the timeline; a code not known is shown as it is.
std::string timelineSentence(std::string_view code, const std::vector<std::string>& arguments,
                             ReportLanguage language);

} // namespace firstcome::spike
