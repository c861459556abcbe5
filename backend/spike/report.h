#pragma once

#include "backend/issuing/timeline.h"
#include "backend/spike/report_texts.h"
#include "backend/spike/run_result.h"

#include <string>
#include <vector>

namespace firstcome::spike {

/// One HTML file without any reference outside itself: the verdict in one sentence, then proof, latency,
/// charts, timeline, environment and build. Readable on a phone and on paper, light and dark by the reader's
/// choice. `timeline` may be in any order and may be empty.
std::string htmlReport(const RunResult& result, const std::vector<issuing::TimelineEntry>& timeline,
                       ReportLanguage language);

/// The series as CSV (RFC 4180) with one line a tick: seconds, target, users, one column a verdict,
/// percentiles in milliseconds, empty where not known. By 100 ms where `fine`, else by the second.
std::string csvReport(const RunResult& result, bool fine);

} // namespace firstcome::spike
