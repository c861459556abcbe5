#pragma once

#include "backend/core/result.h"
#include "backend/spike/run_result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::spike {

struct Measurements;

/// What is measured. Trends are milliseconds; rates are 0 to 1; counters count, and their rate is per second.
enum class Metric {
    Duration, ///< trend http_req_duration: a whole attempt, from its start to the last byte, connecting
              ///< included
    DurationIntended, ///< trend http_req_duration_intended: from the moment it was due (open model)
    Blocked,          ///< trends http_req_blocked, _connecting, _sending, _waiting, _receiving
    Connecting,
    Sending,
    Waiting,
    Receiving,
    Failed,     ///< rate http_req_failed: no reply, a broken one, or a status of 500 and above
    Checks,     ///< rate checks: replies that are whole, well formed and of this API
    Requests,   ///< counter http_reqs
    Iterations, ///< counter iterations: the same, since an attempt is one request
    Dropped,    ///< counter dropped_arrivals
    Verdict     ///< counters accepted, duplicate, … unknown
};

enum class Aggregation { Avg, Min, Med, Max, Percentile, Rate, Count };
enum class Comparison { Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual };

/// One condition on a run, such as `http_req_duration: p(95)<2000`.
struct Threshold
{
    std::string metricName;
    std::string expression;
    Metric metric = Metric::Duration;
    std::size_t verdict = 0; ///< for Metric::Verdict
    Aggregation aggregation = Aggregation::Avg;
    double percentile = 0; ///< for Aggregation::Percentile
    Comparison comparison = Comparison::Less;
    double bound = 0;
};

/// Reads `metric: aggregation operator number`; blanks are free between the parts. Trends know avg, min, med,
/// max and p(N), counters count and rate, rates rate. InvalidArgument `bad_threshold`, whose detail says what
/// is wrong.
core::Result<Threshold> parseThreshold(std::string_view text);

/// Judges `thresholds` on what was measured in `seconds`. What was not measured has no value and has not
/// passed.
std::vector<ThresholdResult> judge(std::span<const Threshold> thresholds, const Measurements& measured,
                                   double seconds);

} // namespace firstcome::spike
