#include "widgets/pages/spike/spike_words.h"

#include "widgets/parts/event_words.h"
#include "widgets/parts/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

namespace firstcome::pages {

using namespace Qt::Literals::StringLiterals;
using models::StageKind;
using spike::RunPhase;

namespace {

/// Gives the free functions below a translation context.
struct SpikeWords
{
    Q_DECLARE_TR_FUNCTIONS(SpikeWords)
};

QString amount(double value)
{
    return value == std::floor(value) ? parts::formatCount(static_cast<std::int64_t>(value))
                                      : QLocale::c().toString(value, 'f', 1);
}

bool isShare(const QString& metric)
{
    return metric == "http_req_failed"_L1 || metric == "checks"_L1;
}
bool isTime(const QString& metric)
{
    return metric.startsWith("http_req_"_L1) && !isShare(metric);
}

} // namespace

QString stageName(StageKind kind)
{
    switch (kind) {
    case StageKind::Ramp:
        return SpikeWords::tr("Ramp");
    case StageKind::Hold:
        return SpikeWords::tr("Hold");
    case StageKind::RampDown:
        return SpikeWords::tr("Ramp down");
    }
    return {};
}

QString stageLoad(const models::StageShape& shape)
{
    return shape.kind == StageKind::Hold ? amount(shape.to)
                                         : amount(shape.from) + u" → "_s + amount(shape.to);
}

QString stageDuration(std::chrono::milliseconds duration)
{
    const auto ms = duration.count();
    if (ms >= 60'000 && ms % 60'000 == 0)
        return SpikeWords::tr("%1\u00a0min").arg(ms / 60'000);
    if (ms % 1'000 == 0)
        return SpikeWords::tr("%1\u00a0s").arg(ms / 1'000);
    if (ms < 1'000)
        return SpikeWords::tr("%1\u00a0ms").arg(ms);
    return SpikeWords::tr("%1\u00a0s").arg(QString::number(static_cast<double>(ms) / 1'000, 'f', 1));
}

QString stageSentence(const models::StageShape& shape, spike::LoadModel model)
{
    const QString from = amount(shape.from), to = amount(shape.to);
    const bool users = model == spike::LoadModel::Users;
    if (shape.kind == StageKind::Hold)
        return users ? SpikeWords::tr("Hold %1 users").arg(to)
                     : SpikeWords::tr("Hold %1 arrivals a second").arg(to);
    if (shape.kind == StageKind::Ramp)
        return users ? SpikeWords::tr("Ramp from %1 to %2 users").arg(from, to)
                     : SpikeWords::tr("Ramp from %1 to %2 arrivals a second").arg(from, to);
    return users ? SpikeWords::tr("Ramp down from %1 to %2 users").arg(from, to)
                 : SpikeWords::tr("Ramp down from %1 to %2 arrivals a second").arg(from, to);
}

QString phaseSentence(const spike::RunProgress& run)
{
    switch (run.phase) {
    case RunPhase::Preparing:
        return run.rehearsal ? SpikeWords::tr("Preparing the shadow event")
                             : SpikeWords::tr("Starting the generator");
    case RunPhase::Running:
        if (run.stage < run.scenario.stages.size())
            return stageSentence(models::stageShape(run.scenario, run.stage), run.scenario.model);
        return SpikeWords::tr("Waiting for the last answers");
    case RunPhase::Stopping:
        return SpikeWords::tr("Stopping the generator");
    case RunPhase::Draining:
        return SpikeWords::tr("Saving what was accepted");
    case RunPhase::Auditing:
        return SpikeWords::tr("Comparing store and ledger");
    case RunPhase::Reporting:
        return SpikeWords::tr("Writing the report");
    case RunPhase::Idle:
    case RunPhase::Done:
    case RunPhase::Failed:
        return {};
    }
    return {};
}

QString startProblemText(const models::StartProblem& problem)
{
    const QString row = QString::number(problem.row + 1);
    const auto is = [&](const char* code) { return problem.code == QLatin1StringView(code); };
    if (is("no_stages"))
        return SpikeWords::tr("The scenario has no stage. Add one, or choose a preset.");
    if (is("stage_duration"))
        return SpikeWords::tr("Stage %1 takes no time. Give it at least 1 ms.").arg(row);
    if (is("stage_target"))
        return SpikeWords::tr("Stage %1 goes above 1,000,000. Give it less.").arg(row);
    if (is("stages_too_long"))
        return SpikeWords::tr("The stages take more than 24 hours together.");
    if (is("no_load"))
        return SpikeWords::tr("Every stage is at 0, so nothing would be sent.");
    if (is("stock"))
        return SpikeWords::tr("The stock must be at least 1.");
    if (is("people"))
        return SpikeWords::tr("At least one person must take part.");
    if (is("bad_threshold"))
        return SpikeWords::tr("“%1” is not a threshold. Write one like http_req_duration: p(95)<2000.")
            .arg(problem.detail);
    if (is("bad_target"))
        return SpikeWords::tr("“%1” is not an address. Write one like 127.0.0.1:8081.").arg(problem.detail);
    if (is("target_not_loopback"))
        return SpikeWords::tr("The console fires only at this machine, and %1 is another.")
            .arg(problem.detail);
    if (is("attached_elsewhere"))
        return SpikeWords::tr("The load comes from the node this console is attached to, and goes to that node alone.");
    if (is("rehearsal_elsewhere"))
        return SpikeWords::tr("A rehearsal needs a shadow event, which only this backend can make. "
                              "Use its own address, or fire at an event.");
    if (is("no_event"))
        return SpikeWords::tr("Choose the event to fire at.");
    if (is("event_not_live"))
        return SpikeWords::tr("“%1” is not armed or open, so it would refuse everybody.").arg(problem.detail);
    if (is("running"))
        return SpikeWords::tr("A run is under way.");
    if (is("starting"))
        return SpikeWords::tr("The backend is not ready yet.");
    return SpikeWords::tr("The scenario can't be run: %1").arg(problem.detail);
}

QString rejectedText(const QString& code, const QString& text)
{
    if (code == "not_a_duration"_L1)
        return SpikeWords::tr("“%1” is not a duration. Write one like 10 s, 2 min or 500 ms.").arg(text);
    return SpikeWords::tr("“%1” is not a number. Write one like 500 or 2,000.").arg(text);
}

QString spikeErrorText(const core::Error& error)
{
    const auto detail = QString::fromStdString(error.detail);
    const auto is = [&](std::string_view code) { return error.code == code; };
    if (is("unknown_run") || is("bad_run_id"))
        return SpikeWords::tr(
            "That run is no longer on disk. Nothing else is lost; run it again for a new one.");
    if (is("run_under_way"))
        return SpikeWords::tr("A run is under way already. Wait for it, or abort it.");
    if (is("no_run"))
        return SpikeWords::tr("The run had ended already.");
    if (is("generator_start"))
        return SpikeWords::tr(
                   "The load generator could not be started, so nothing was sent. firstcome-spike must lie "
                   "beside this program. (%1)")
            .arg(detail);
    if (is("generator_failed"))
        return SpikeWords::tr(
                   "The load generator stopped before its end, so there is no verdict. Whoever was accepted "
                   "by then keeps the coupon. Run it again. (%1)")
            .arg(detail);
    if (is("archive_io"))
        return SpikeWords::tr(
                   "The result could not be written or read. What was accepted is safe in the ledger. Make "
                   "room on the disk and run it again. (%1)")
            .arg(detail);
    if (is("unknown_event"))
        return SpikeWords::tr("The event to fire at is gone, so nothing was sent. Choose another.");
    if (is("bad_target") || is("unknown_host"))
        return SpikeWords::tr("The target cannot be reached, so nothing was sent. Check the address. (%1)")
            .arg(detail);
    if (is("bad_scenario") || is("bad_threshold"))
        return SpikeWords::tr("The scenario can't be run: %1").arg(detail);
    const QString what = detail.isEmpty() ? QString::fromStdString(error.code)
                                          : QString::fromStdString(error.code) + u": "_s + detail;
    if (error.kind == core::ErrorKind::Unavailable)
        return SpikeWords::tr(
                   "The backend is busy or starting, so nothing was sent. Try again in a moment. (%1)")
            .arg(what);
    return SpikeWords::tr(
               "The run did not go through and has no verdict. Whoever was accepted by then keeps the "
               "coupon. Try again; if it stays so, look into the log. (%1)")
        .arg(what);
}

QString spacedExpression(const QString& expression)
{
    static const QRegularExpression comparison(uR"(\s*(<=|>=|==|!=|<|>)\s*)"_s);
    return QString(expression).replace(comparison, u" \\1 "_s);
}

QString thresholdValue(const QString& metric, const QString& expression, std::optional<double> value)
{
    if (!value)
        return parts::notKnown();
    if (isShare(metric))
        return parts::formatPercent(*value * 100, 2);
    if (isTime(metric))
        return parts::formatMilliseconds(*value);
    if (metric == "generator"_L1)
        return parts::formatPercent(*value);
    if (expression.startsWith("rate"_L1))
        return SpikeWords::tr("%1\u00a0/s").arg(parts::formatShortCount(*value));
    return parts::formatShortCount(*value);
}

QString thresholdWords(const QString& metric, const QString& expression)
{
    static const QRegularExpression rate(uR"(^rate\s*(<=|>=|==|!=|<|>)\s*([0-9.]+)$)"_s);
    if (isShare(metric))
        if (const auto match = rate.match(expression); match.hasMatch()) {
            const double percent = match.captured(2).toDouble() * 100;
            const QString bound = parts::formatPercent(percent, percent == std::floor(percent) ? 0 : 2);
            return metric == "checks"_L1 ? SpikeWords::tr("checks %1 %2").arg(match.captured(1), bound)
                                         : SpikeWords::tr("failed %1 %2").arg(match.captured(1), bound);
        }
    const QString spaced = spacedExpression(expression);
    if (metric == "http_req_duration"_L1)
        return spaced + u"\u00a0ms"_s;
    return metric + u' ' + spaced;
}

QString outcomeText(const spike::RunResult& result)
{
    switch (models::outcomeOf(result)) {
    case models::Outcome::Passed:
        return SpikeWords::tr("Passed");
    case models::Outcome::ThresholdsCrossed:
        return SpikeWords::tr("Thresholds crossed");
    case models::Outcome::AuditViolated:
        return SpikeWords::tr("The audit failed");
    case models::Outcome::NotValid:
        return SpikeWords::tr("Not valid");
    case models::Outcome::Aborted:
        return SpikeWords::tr("Aborted");
    case models::Outcome::Broken:
        return SpikeWords::tr("Ended without a verdict");
    }
    return {};
}

QString proofText(models::Proof proof)
{
    switch (proof) {
    case models::Proof::NothingLost:
        return SpikeWords::tr("Nothing lost, nothing twice");
    case models::Proof::Violated:
        return SpikeWords::tr("Store and ledger differ");
    case models::Proof::NotClosed:
        return SpikeWords::tr("Not everything was saved yet");
    case models::Proof::NotAudited:
        return SpikeWords::tr("Not audited");
    }
    return {};
}

QString validityText(spike::Validity validity)
{
    switch (validity) {
    case spike::Validity::Valid:
        return SpikeWords::tr("The measurement is valid");
    case spike::Validity::GeneratorLimited:
        return SpikeWords::tr("The generator was the limit");
    case spike::Validity::Invalid:
        return SpikeWords::tr("The measurement is not valid");
    }
    return {};
}

QString validityReason(const std::string& reason)
{
    const QStringList words = QString::fromStdString(reason).split(u' ');
    const QString code = words.first();
    const QString first = words.value(1), second = words.value(2);
    if (code == "generator_cpu"_L1)
        return SpikeWords::tr("Generator at %1\u00a0% of a core.").arg(first);
    if (code == "scheduler_late"_L1)
        return SpikeWords::tr("The generator woke up %1\u00a0ms late.").arg(first);
    if (code == "dropped_arrivals"_L1)
        return SpikeWords::tr("%1 arrivals could not be sent.").arg(first);
    if (code == "open_files"_L1)
        return SpikeWords::tr("%1 open files are allowed, %2 were needed.").arg(first, second);
    if (code == "local_ports"_L1)
        return SpikeWords::tr("%1 attempts found no free port.").arg(first);
    if (code == "no_requests"_L1)
        return SpikeWords::tr("Nothing was sent.");
    if (code == "no_replies"_L1)
        return SpikeWords::tr("Nothing answered.");
    if (code == "aborted"_L1)
        return SpikeWords::tr("The run was aborted.");
    if (code == "record_failed"_L1)
        return SpikeWords::tr("The record of calls could not be written.");
    return QString::fromStdString(reason);
}

QString answerName(std::size_t verdict)
{
    return verdict < issuing::kVerdictCount
               ? parts::EventWords::verdict(static_cast<issuing::Verdict>(verdict))
               : SpikeWords::tr("transport errors");
}

QString comparisonMetric(models::RunComparison::Metric metric)
{
    using Metric = models::RunComparison::Metric;
    switch (metric) {
    case Metric::RequestsPerSecond:
        return SpikeWords::tr("Requests per second");
    case Metric::Requests:
        return SpikeWords::tr("Requests");
    case Metric::Accepted:
        return SpikeWords::tr("Accepted");
    case Metric::FailedPercent:
        return SpikeWords::tr("Failed");
    case Metric::ClientP50:
        return SpikeWords::tr("Client p50");
    case Metric::ClientP95:
        return SpikeWords::tr("Client p95");
    case Metric::ClientP99:
        return SpikeWords::tr("Client p99");
    case Metric::ClientMax:
        return SpikeWords::tr("Client max");
    case Metric::ServerP50:
        return SpikeWords::tr("Server p50");
    case Metric::ServerP95:
        return SpikeWords::tr("Server p95");
    case Metric::ServerP99:
        return SpikeWords::tr("Server p99");
    case Metric::StoreWaitP95:
        return SpikeWords::tr("Store wait p95");
    case Metric::CommitP95:
        return SpikeWords::tr("Commit p95");
    case Metric::SavedAfterSeconds:
        return SpikeWords::tr("All saved after");
    case Metric::GeneratorCpu:
        return SpikeWords::tr("Generator CPU");
    }
    return {};
}

QString comparisonCaution(const QString& code)
{
    if (code == "not_valid"_L1)
        return SpikeWords::tr("At least one of the two measurements is not valid.");
    if (code == "scenario"_L1)
        return SpikeWords::tr("The scenarios differ.");
    if (code == "cores"_L1)
        return SpikeWords::tr("The machines differ in cores.");
    if (code == "target"_L1)
        return SpikeWords::tr("The targets differ.");
    if (code == "rehearsal"_L1)
        return SpikeWords::tr("One was a rehearsal, the other was not.");
    return SpikeWords::tr("The builds differ.");
}

QString runMoment(qint64 unixMs)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(unixMs);
    const auto days = at.date().daysTo(QDate::currentDate());
    if (days == 0)
        return at.toString(u"HH:mm"_s);
    if (days == 1)
        return SpikeWords::tr("yesterday");
    return at.toString(u"yyyy-MM-dd"_s);
}

} // namespace firstcome::pages
