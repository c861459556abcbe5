#include "backend/spike/report_charts.h"

#include "backend/spike/measurements.h"
#include "backend/spike/report_format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace firstcome::spike {

namespace {

using issuing::Verdict;

constexpr std::size_t kMaxColumns = 600;
constexpr double kHeight = 230, kLeft = 56, kRight = 28, kTop = 12, kBottom = 30;
/// In the units of the drawing, which are pixels where the page is wide.
constexpr double kWhole = 1040, kHalf = 510;

/// One column of a thinned series.
struct Column
{
    double at = 0, length = 0; ///< seconds
    double target = 0, users = 0;
    std::array<double, issuing::kVerdictCount + 1> rates{};
    double p50 = NAN, p95 = NAN, p99 = NAN;
};

double highest(double a, float b)
{
    return std::isnan(b) ? a : std::isnan(a) ? static_cast<double>(b) : std::max(a, static_cast<double>(b));
}

std::vector<Column> columnsOf(const RunResult& result)
{
    const bool fine = !result.ticks100ms.empty() && result.ticks100ms.size() <= kMaxColumns;
    const auto& ticks = fine || result.ticks1s.empty() ? result.ticks100ms : result.ticks1s;
    const double tickLength = &ticks == &result.ticks100ms ? 0.1 : 1.0;
    const std::size_t group = (ticks.size() + kMaxColumns - 1) / kMaxColumns;
    std::vector<Column> columns;
    for (std::size_t begin = 0; begin < ticks.size(); begin += group) {
        const auto end = std::min(begin + group, ticks.size());
        const auto count = static_cast<double>(end - begin);
        Column column;
        column.at = ticks[begin].atSeconds;
        column.length = count * tickLength;
        for (auto i = begin; i < end; ++i) {
            column.target += ticks[i].target / count;
            column.users += ticks[i].users / count;
            for (std::size_t v = 0; v < column.rates.size(); ++v)
                column.rates[v] += ticks[i].verdicts[v] / column.length;
            column.p50 = highest(column.p50, ticks[i].p50Ms);
            column.p95 = highest(column.p95, ticks[i].p95Ms);
            column.p99 = highest(column.p99, ticks[i].p99Ms);
        }
        columns.push_back(column);
    }
    return columns;
}

/// 1, 2 or 5 times a power of ten, for at most five lines up to `most`.
double gridStep(double most)
{
    const double rough = most / 5;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (rough <= factor * power * (1 + 1e-9))
            return factor * power;
    return 10 * power;
}

std::string shortNumber(double value)
{
    const double scaled = value >= 1e6 ? value / 1e6 : value >= 1e3 ? value / 1e3 : value;
    int decimals = 0;
    while (decimals < 3 &&
           std::abs(scaled - std::round(scaled * std::pow(10, decimals)) / std::pow(10, decimals)) > 1e-9)
        ++decimals;
    return formatNumber(scaled, decimals) + (value >= 1e6 ? "M" : value >= 1e3 ? "k" : "");
}

/// Draws one chart: axes first, then layers, then marks.
class Chart
{
public:
    Chart(const std::vector<Column>& columns, double width, double mostValue, const std::string& unit)
        : m_width(width)
        , m_end(columns.empty() ? 1 : columns.back().at + columns.back().length)
        , m_step(gridStep(std::max(mostValue, 1e-3)))
        , m_top(std::max(m_step, std::ceil(mostValue / m_step - 1e-9) * m_step))
    {
        drawGrid(unit);
    }

    std::string x(double seconds) const
    {
        return formatPlain(kLeft + seconds / m_end * (m_width - kLeft - kRight));
    }
    std::string y(double value) const
    {
        return formatPlain(kHeight - kBottom - value / m_top * (kHeight - kTop - kBottom));
    }

    void line(const std::vector<Column>& columns, const char* classes,
              const std::function<double(const Column&)>& value)
    {
        std::string path;
        bool down = false;
        for (const auto& column : columns) {
            const double v = value(column);
            if (std::isnan(v)) {
                down = false;
                continue;
            }
            path += (down ? "L" : "M") + x(column.at + column.length / 2) + " " + y(v);
            down = true;
        }
        add(path, classes);
    }

    void band(const std::vector<Column>& columns, const std::string& classes,
              const std::function<double(const Column&)>& low,
              const std::function<double(const Column&)>& high)
    {
        std::string up, back;
        for (const auto& column : columns) {
            up += (up.empty() ? "M" : "L") + x(column.at + column.length / 2) + " " + y(high(column));
            back = "L" + x(column.at + column.length / 2) + " " + y(low(column)) + back;
        }
        add(up.empty() ? up : up + back + "Z", classes.c_str());
    }

    void mark(const ChartMark& mark)
    {
        if (mark.atSeconds < 0 || mark.atSeconds > m_end)
            return;
        const auto at = x(mark.atSeconds);
        m_svg += "<line class=\"act\" x1=\"" + at + "\" y1=\"" + formatPlain(kTop) + "\" x2=\"" + at +
                 "\" y2=\"" + formatPlain(kHeight - kBottom) + "\"><title>" + escaped(mark.words) +
                 "</title></line>";
    }

    std::string take(const std::string& name) const
    {
        return "<svg class=\"chart\" role=\"img\" aria-label=\"" + escaped(name) + "\" viewBox=\"0 0 " +
               formatPlain(m_width) + " " + formatPlain(kHeight) + "\">" + m_svg + "</svg>";
    }

private:
    static std::string formatPlain(double value)
    {
        char text[32];
        std::snprintf(text, sizeof text, "%.1f", value);
        return text;
    }

    void add(const std::string& path, const char* classes)
    {
        if (!path.empty())
            m_svg += "<path class=\"" + std::string(classes) + "\" d=\"" + path + "\"/>";
    }

    void drawGrid(const std::string& unit)
    {
        for (double value = 0; value <= m_top * (1 + 1e-9); value += m_step) {
            m_svg += "<line class=\"grid\" x1=\"" + formatPlain(kLeft) + "\" y1=\"" + y(value) + "\" x2=\"" +
                     formatPlain(m_width - kRight) + "\" y2=\"" + y(value) + "\"/>";
            m_svg += "<text text-anchor=\"end\" x=\"" + formatPlain(kLeft - 6) + "\" y=\"" +
                     formatPlain(std::stod(y(value)) + 4) + "\">" + shortNumber(value) + unit + "</text>";
        }
        const double step = gridStep(m_end);
        for (double second = 0; second <= m_end * (1 + 1e-9); second += step)
            m_svg += "<text text-anchor=\"middle\" x=\"" + x(second) + "\" y=\"" + formatPlain(kHeight - 8) +
                     "\">" + (second > 0 ? "+" : "") + shortNumber(second) + "\u00a0s</text>";
    }

    double m_width, m_end, m_step, m_top;
    std::string m_svg;
};

/// A band of the stack, bottom up, and the verdicts that are in it.
struct Band
{
    const char* classes;
    std::vector<std::size_t> verdicts;
    std::string words;
};

std::size_t at(Verdict verdict)
{
    return static_cast<std::size_t>(verdict);
}

std::vector<Band> bandsFor(ReportLanguage language)
{
    return {
        {"accepted", {at(Verdict::Accepted)}, verdictWord(at(Verdict::Accepted), language)},
        {"duplicate", {at(Verdict::Duplicate)}, verdictWord(at(Verdict::Duplicate), language)},
        {"sold_out", {at(Verdict::SoldOut)}, verdictWord(at(Verdict::SoldOut), language)},
        {"waiting",
         {at(Verdict::NotOpen), at(Verdict::Paused), at(Verdict::Closed)},
         say(Say::NotOpenOrClosed, language)},
        {"throttled", {at(Verdict::Throttled)}, verdictWord(at(Verdict::Throttled), language)},
        {"unknown", {at(Verdict::UnknownEvent), at(Verdict::UnknownUser)}, say(Say::UnknownIds, language)},
        {"failed", {at(Verdict::Unavailable), kUnknownVerdict}, say(Say::FailedAnswers, language)}};
}

double sumOf(const Column& column, const Band& band)
{
    double sum = 0;
    for (const auto verdict : band.verdicts)
        sum += column.rates[verdict];
    return sum;
}

std::string legendItem(const char* classes, const std::string& words)
{
    return "<li><i class=\"" + std::string(classes) + "\"></i>" + escaped(words) + "</li>";
}

std::string section(const char* size, const std::string& title, const std::string& legend,
                    const std::string& svg)
{
    return "<section class=\"" + std::string(size) + "\"><h2>" + escaped(title) +
           "</h2><ul class=\"legend\">" + legend + "</ul>" + svg + "</section>\n";
}

double most(const std::vector<Column>& columns, const std::function<double(const Column&)>& value)
{
    double result = 0;
    for (const auto& column : columns)
        if (const double v = value(column); !std::isnan(v))
            result = std::max(result, v);
    return result;
}

} // namespace

std::string requestChart(const RunResult& result, const std::vector<ChartMark>& marks,
                         ReportLanguage language)
{
    const auto columns = columnsOf(result);
    const auto bands = bandsFor(language);
    const bool open = result.clientFromIntended.has_value();
    const auto total = [&bands](const Column& column) {
        double sum = 0;
        for (const auto& band : bands)
            sum += sumOf(column, band);
        return sum;
    };
    const auto target = [](const Column& column) { return column.target; };
    Chart chart(columns, kWhole, std::max(most(columns, total), open ? most(columns, target) : 0), "");
    std::string legend;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        if (most(columns, [&](const Column& column) { return sumOf(column, bands[i]); }) == 0)
            continue; // a layer with nothing in it
        const auto below = [&bands, i](const Column& column) {
            double sum = 0;
            for (std::size_t j = 0; j < i; ++j)
                sum += sumOf(column, bands[j]);
            return sum;
        };
        chart.band(columns, std::string("fill ") + bands[i].classes, below,
                   [&](const Column& column) { return below(column) + sumOf(column, bands[i]); });
        legend += legendItem(bands[i].classes, bands[i].words);
    }
    if (open) {
        chart.line(columns, "plan", target);
        legend += legendItem("plan", say(Say::Planned, language));
    }
    for (const auto& mark : marks)
        chart.mark(mark);
    const auto title = say(Say::RequestsPerSecond, language);
    return section("whole", title, legend, chart.take(title));
}

std::string latencyChart(const RunResult& result, const std::vector<ChartMark>& marks,
                         ReportLanguage language)
{
    const auto columns = columnsOf(result);
    Chart chart(columns, kHalf, most(columns, [](const Column& column) { return column.p99; }), "\u00a0ms");
    chart.line(columns, "stroke p99", [](const Column& column) { return column.p99; });
    chart.line(columns, "stroke p95", [](const Column& column) { return column.p95; });
    chart.line(columns, "stroke p50", [](const Column& column) { return column.p50; });
    for (const auto& mark : marks)
        chart.mark(mark);
    const auto title = say(Say::ClientLatency, language);
    return section("half", title,
                   legendItem("p50", "p50") + legendItem("p95", "p95") + legendItem("p99", "p99"),
                   chart.take(title));
}

std::string userChart(const RunResult& result, const std::vector<ChartMark>& marks, ReportLanguage language)
{
    const auto columns = columnsOf(result);
    const bool open = result.clientFromIntended.has_value();
    const auto users = [](const Column& column) { return column.users; };
    const auto target = [](const Column& column) { return column.target; };
    Chart chart(columns, kHalf, std::max(most(columns, users), open ? 0 : most(columns, target)), "");
    const auto title = say(open ? Say::InFlight : Say::Users, language);
    std::string legend = legendItem("users", title);
    chart.band(
        columns, "users", [](const Column&) { return 0.0; }, users);
    chart.line(columns, "users-edge", users);
    if (!open) {
        chart.line(columns, "plan", target);
        legend += legendItem("plan", say(Say::Planned, language));
    }
    for (const auto& mark : marks)
        chart.mark(mark);
    return section("half", title, legend, chart.take(title));
}

} // namespace firstcome::spike
