#pragma once

#include "backend/core/result.h"
#include "models/run_comparison.h"
#include "models/run_standing.h"
#include "models/scenario_model.h"
#include "models/spike_view_model.h"

#include <QString>

/// The sentences of the Spike page, made from the codes and arguments of the models.
namespace firstcome::pages {

/// Ramp, Hold, Ramp down
QString stageName(models::StageKind kind);
/// 0 → 500; 500 where it holds
QString stageLoad(const models::StageShape& shape);
/// 10 s, 2 min, 500 ms
QString stageDuration(std::chrono::milliseconds duration);
/// What is being done now: "Hold 500 users".
QString stageSentence(const models::StageShape& shape, spike::LoadModel model);
QString phaseSentence(const spike::RunProgress& run);

/// Why it can't be started, and what to do.
QString startProblemText(const models::StartProblem& problem);
/// A value that could not be read, by the scenario model's code.
QString rejectedText(const QString& code, const QString& text);
/// What happened, what it means, what to do; for refused commands and failed runs.
QString spikeErrorText(const core::Error& error);

/// p(95) < 2000
QString spacedExpression(const QString& expression);
/// The value of a threshold in its unit.
QString thresholdValue(const QString& metric, const QString& expression, std::optional<double> value);
/// A threshold in short words: "p(95) < 2000 ms", "failed < 5 %".
QString thresholdWords(const QString& metric, const QString& expression);

QString outcomeText(const spike::RunResult& result);
QString proofText(models::Proof proof);
QString validityText(spike::Validity validity);
/// One reason of a validity verdict: `generator_cpu 93 %`.
QString validityReason(const std::string& reason);
/// Index into a run's verdicts: the design's words.
QString answerName(std::size_t verdict);
QString comparisonMetric(models::RunComparison::Metric metric);
QString comparisonCaution(const QString& code);

/// 10:14 today, else yesterday, else the date.
QString runMoment(qint64 unixMs);

} // namespace firstcome::pages
