#pragma once

#include "backend/spike/report_texts.h"
#include "backend/spike/run_result.h"

#include <string>
#include <vector>

namespace firstcome::spike {

/// A dashed vertical on every chart.
struct ChartMark
{
    double atSeconds = 0;
    std::string words;
};

/// The three charts of the report as inline SVG, one after the other, each in a section with its legend. The
/// series are thinned to at most 600 columns: rates by their mean, percentiles by their maximum.
std::string requestChart(const RunResult& result, const std::vector<ChartMark>& marks,
                         ReportLanguage language);
std::string latencyChart(const RunResult& result, const std::vector<ChartMark>& marks,
                         ReportLanguage language);
std::string userChart(const RunResult& result, const std::vector<ChartMark>& marks, ReportLanguage language);

} // namespace firstcome::spike
