#include "backend/spike/report.h"

#include "backend/core/rfc3339.h"
#include "backend/spike/measurements.h"
#include "backend/spike/report_charts.h"
#include "backend/spike/report_format.h"
#include "embedded/spike_report.h"

#include <algorithm>

namespace firstcome::spike {

namespace {

using Language = ReportLanguage;

/// How grave a line is: its colour, and its mark, whose shape says the same.
enum class Tone { Ok, Warning, Critical, Neutral };

std::string toneName(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return "ok";
    case Tone::Warning:
        return "warning";
    case Tone::Critical:
        return "critical";
    case Tone::Neutral:
        return "neutral";
    }
    return {};
}

std::string mark(Tone tone)
{
    std::string shape;
    switch (tone) {
    case Tone::Ok:
        shape = "<circle cx=\"6\" cy=\"6\" r=\"5\"";
        break;
    case Tone::Warning:
        shape = "<path d=\"M6 1L11.5 11H0.5Z\"";
        break;
    case Tone::Critical:
        shape = "<path d=\"M6 0L12 6L6 12L0 6Z\"";
        break;
    case Tone::Neutral:
        shape = "<circle cx=\"6\" cy=\"6\" r=\"4.5\"";
        break;
    }
    return "<svg viewBox=\"0 0 12 12\" aria-hidden=\"true\">" + shape + " class=\"" + toneName(tone) +
           "-mark\"/></svg>";
}

std::string line(Tone tone, const std::string& words)
{
    return "<p class=\"line " + toneName(tone) + "\">" + mark(tone) + "<span>" + escaped(words) +
           "</span></p>";
}

std::string section(const char* size, const std::string& title, const std::string& content)
{
    return "<section class=\"" + std::string(size) + "\"><h2>" + escaped(title) + "</h2>" + content +
           "</section>\n";
}

std::string fact(const std::string& name, const std::string& value)
{
    return "<dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd>";
}

std::string cells(const std::vector<std::string>& values, const char* tag = "td")
{
    std::string row;
    for (const auto& value : values)
        row += std::string("<") + tag + ">" + escaped(value) + "</" + tag + ">";
    return row;
}

std::string table(const std::string& head, const std::string& rows)
{
    return "<div class=\"wide\"><table><thead><tr>" + head + "</tr></thead><tbody>" + rows +
           "</tbody></table></div>";
}

std::string withUnit(const std::string& number, const char* unit)
{
    return number == "–" ? number : number + "\u00a0" + unit;
}

std::string shownTime(core::WallTime time)
{
    auto text = core::toRfc3339(time); // 2026-11-21T10:14:20.123456Z
    text[10] = ' ';
    return text.substr(0, 19) + " UTC";
}

std::string verdictSentence(const RunResult& r, Language language)
{
    if (r.exitCode == ExitCode::AuditViolated || (r.audit && !r.audit->closed))
        return say(Say::AuditViolated, language);
    if (r.aborted)
        return say(Say::Aborted, language);
    if (r.validity == Validity::Invalid)
        return say(Say::NotMeasured, language);
    if (r.validity == Validity::GeneratorLimited)
        return say(Say::GeneratorLimited, language);
    const auto crossed =
        std::count_if(r.thresholds.begin(), r.thresholds.end(), [](const auto& t) { return !t.passed; });
    if (crossed > 0)
        return say(Say::ThresholdsCrossed, language,
                   {formatCount(static_cast<std::uint64_t>(crossed)), formatCount(r.thresholds.size())});
    if (!r.passed)
        return say(Say::Failed, language);
    if (r.issued && r.stock)
        return say(Say::PassedRehearsal, language, {formatCount(*r.issued), formatCount(*r.stock)});
    return say(Say::PassedRun, language, {formatCount(r.requests)});
}

Tone verdictTone(const RunResult& r)
{
    if (r.passed)
        return Tone::Ok;
    return r.exitCode == ExitCode::NotValid ? Tone::Warning : Tone::Critical;
}

/// With the unit of its metric: rates are shares, other figures of requests are times.
std::string thresholdValue(const ThresholdResult& t, Language language)
{
    if (!t.value)
        return say(Say::Absent, language);
    if (t.metric == "http_req_failed" || t.metric == "checks")
        return withUnit(formatNumber(*t.value * 100, 2), "%");
    if (t.metric.starts_with("http_req_"))
        return withUnit(formatMs(*t.value), "ms");
    return formatNumber(*t.value, t.expression.starts_with("rate") ? 1 : 0);
}

std::string thresholdSection(const RunResult& r, Language language)
{
    std::string rows;
    for (const auto& t : r.thresholds)
        rows += "<tr" + std::string(t.passed ? "" : " class=\"bad\"") + ">" +
                cells({t.metric, t.expression, thresholdValue(t, language)}) + "</tr>";
    return section(
        "half", say(Say::Thresholds, language),
        table(cells({say(Say::Metric, language), say(Say::Condition, language), say(Say::Measured, language)},
                    "th"),
              rows));
}

std::string term(const std::optional<std::uint64_t>& value, Say name, Language language)
{
    const auto number = value ? "<b>" + formatCount(*value) + "</b>"
                              : "<b class=\"absent\">" + escaped(say(Say::Absent, language)) + "</b>";
    return "<span>" + number + "<small>" + escaped(say(name, language)) + "</small></span>";
}

std::string equation(const issuing::Conservation& c, Language language)
{
    std::string out = "<div class=\"equation\">" + term(c.total, Say::Total, language) + "<i>=</i>";
    out += term(c.remaining, Say::Remaining, language) + "<i>+</i>" + term(c.outbox, Say::Outbox, language) +
           "<i>+</i>";
    out += term(c.unconsumed, Say::Unconsumed, language) + "<i>+</i>" +
           term(c.ledger, Say::Ledger, language) + "<i>+</i>";
    out += term(c.deadLetters, Say::DeadLetters, language) + "<i>+</i>" +
           term(c.voided, Say::Voided, language) + "</div>";
    if (const auto difference = c.difference(); difference && *difference != 0)
        out += "<p class=\"bad\">" +
               escaped(say(Say::TermsMiss, language, {formatNumber(static_cast<double>(*difference), 0)})) +
               "</p>";
    return out;
}

std::string differenceTable(const issuing::AuditReport& audit, Language language)
{
    if (audit.differences.empty())
        return {};
    std::string rows;
    for (const auto& d : audit.differences)
        rows +=
            "<tr>" +
            cells({findingWord(d.finding, language), formatCount(d.slot), d.storePerson, d.ledgerPerson}) +
            "</tr>";
    return table(cells({say(Say::Difference, language), say(Say::Slot, language), say(Say::InStore, language),
                        say(Say::InLedger, language)},
                       "th"),
                 rows);
}

std::string proofSection(const RunResult& r, Language language)
{
    std::string content;
    if (r.audit) {
        content += r.audit->closed  ? line(Tone::Ok, say(Say::NothingLost, language))
                   : r.audit->exact ? line(Tone::Critical, say(Say::DoesNotAddUp, language))
                                    : line(Tone::Neutral, say(Say::BalancedSoFar, language));
        content += equation(r.audit->conservation, language);
    } else {
        content += "<p class=\"quiet\">" +
                   escaped(say(r.rehearsal ? Say::NotAudited : Say::NoProof, language)) + "</p>";
    }
    std::string facts;
    if (r.issued && r.stock)
        facts += fact(say(Say::Issued, language),
                      say(Say::IssuedOfStock, language, {formatCount(*r.issued), formatCount(*r.stock)}));
    if (r.duplicates)
        facts += fact(say(Say::DuplicatePeople, language), formatCount(*r.duplicates));
    if (r.oversold)
        facts += fact(say(Say::OversoldSlots, language), formatCount(*r.oversold));
    if (r.audit)
        facts += fact(say(Say::SavedAfter, language),
                      say(Say::Seconds, language, {formatNumber(r.ledgerAfterSeconds, 2)}));
    content += facts.empty() ? "" : "<dl>" + facts + "</dl>";
    if (r.audit)
        content += differenceTable(*r.audit, language);
    return section("whole", say(Say::Proof, language), content);
}

std::string validitySection(const RunResult& r, Language language)
{
    std::string content = r.validity == Validity::Valid ? line(Tone::Ok, say(Say::Valid, language))
                          : r.validity == Validity::GeneratorLimited
                              ? line(Tone::Warning, say(Say::Limited, language))
                              : line(Tone::Warning, say(Say::Invalid, language));
    for (const auto& reason : r.validityReasons)
        content += "<p>" + escaped(reasonSentence(reason, language)) + "</p>";
    content += "<dl>" +
               fact(say(Say::GeneratorCpu, language), withUnit(formatNumber(r.generatorCpuPercent, 0), "%")) +
               fact(say(Say::DroppedArrivals, language), formatCount(r.droppedArrivals)) +
               fact(say(Say::SchedulerLate, language), withUnit(formatMs(r.schedulerLateP99Ms), "ms")) +
               "</dl>";
    return section("half", say(Say::Validity, language), content);
}

std::string latencyRow(const std::string& name, const telemetry::LatencySummary& s, bool part)
{
    return "<tr" + std::string(part ? " class=\"part\"" : "") + ">" +
           cells({name, formatMs(s.avg), formatMs(s.p50), formatMs(s.p90), formatMs(s.p95), formatMs(s.p99),
                  formatMs(s.p999), formatMs(s.max)}) +
           "</tr>";
}

std::string latencySection(const RunResult& r, Language language)
{
    constexpr std::array kPhaseWords{Say::Blocked, Say::Connecting, Say::Sending, Say::Waiting,
                                     Say::Receiving};
    constexpr std::array kStageWords{Say::Parse, Say::Admission, Say::StoreWait, Say::Commit, Say::Reply};
    std::string rows = latencyRow(say(Say::FromClient, language), r.client, false);
    for (std::size_t i = 0; i < kPhaseCount; ++i)
        rows += latencyRow(say(kPhaseWords[i], language), r.phases[i], true);
    if (r.clientFromIntended)
        rows += latencyRow(say(Say::FromDue, language), *r.clientFromIntended, false);
    if (r.server) {
        rows += latencyRow(say(Say::InsideServer, language), *r.server, false);
        for (std::size_t i = 0; i < telemetry::kStageCount; ++i)
            if (r.serverStages[i].count > 0)
                rows += latencyRow(say(kStageWords[i], language), r.serverStages[i], true);
    }
    if (r.confirmed)
        rows += latencyRow(say(Say::AcceptedToSaved, language), *r.confirmed, false);
    const auto head = cells(
        {"ms", say(Say::Average, language), "p50", "p90", "p95", "p99", "p99.9", say(Say::Maximum, language)},
        "th");
    return section("most", say(Say::Latency, language), table(head, rows));
}

std::string answerSection(const RunResult& r, Language language)
{
    constexpr std::array<const char*, issuing::kVerdictCount + 1> kStatuses{
        "202", "409", "410", "425", "403", "403", "404", "404", "429", "503", "–"};
    std::string rows;
    for (std::size_t i = 0; i < r.verdicts.size(); ++i)
        rows += "<tr>" +
                cells({verdictWord(i, language), kStatuses[i], formatCount(r.verdicts[i]),
                       withUnit(formatShare(r.verdicts[i], r.requests), "%")}) +
                "</tr>";
    return section("third", say(Say::Answers, language),
                   table(cells({say(Say::Verdict, language), "HTTP", say(Say::Count, language),
                                say(Say::Share, language)},
                               "th"),
                         rows));
}

std::vector<issuing::TimelineEntry> inOrder(std::vector<issuing::TimelineEntry> timeline)
{
    std::stable_sort(timeline.begin(), timeline.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    return timeline;
}

double secondsIn(const RunResult& r, core::WallTime at)
{
    return std::chrono::duration<double>(at - r.startedAt).count();
}

std::string timelineSection(const RunResult& r, const std::vector<issuing::TimelineEntry>& timeline,
                            Language language)
{
    if (timeline.empty())
        return {};
    std::string rows;
    for (const auto& entry : timeline) {
        const double seconds = secondsIn(r, entry.at);
        const auto words = timelineSentence(entry.code, entry.arguments, language);
        rows += "<tr><td>" +
                escaped((seconds < 0 ? "−" : "+") + formatNumber(std::abs(seconds), 1) + "\u00a0s") +
                "</td><td class=\"words\">" + escaped(words) + "</td>" + cells({entry.actor}) + "</tr>";
    }
    return section("whole", say(Say::Timeline, language),
                   "<div class=\"wide\"><table><tbody>" + rows + "</tbody></table></div>");
}

std::string environmentSection(const RunResult& r, Language language)
{
    std::string facts =
        fact(say(Say::Scenario, language), r.scenario) +
        fact(say(Say::Kind, language), say(r.rehearsal ? Say::Rehearsal : Say::RealEvent, language)) +
        fact(say(Say::Started, language), shownTime(r.startedAt)) +
        fact(say(Say::Duration, language),
             say(Say::Seconds, language, {formatNumber(r.durationSeconds, 1)})) +
        fact(say(Say::Requests, language), formatCount(r.requests)) +
        fact(say(Say::MeanRate, language), formatNumber(r.requestsPerSecond, 0)) +
        fact(say(Say::Target, language), r.target) + fact(say(Say::Event, language), r.couponId) +
        fact(say(Say::Build, language), r.build) + fact(say(Say::Cores, language), formatCount(r.cores)) +
        fact(say(Say::RunId, language), r.id);
    if (r.gui)
        facts += fact(say(Say::LongestStall, language), withUnit(formatMs(r.gui->longestStallMs), "ms")) +
                 fact(say(Say::TickCpu, language), formatMs(r.gui->tickCpuP50Ms) + ", " +
                                                       formatMs(r.gui->tickCpuP99Ms) + ", " +
                                                       withUnit(formatMs(r.gui->tickCpuMaxMs), "ms")) +
                 fact(say(Say::SkippedTicks, language), formatCount(r.gui->ticksSkipped));
    return section("whole", say(Say::Environment, language), "<dl>" + facts + "</dl>");
}

/// The hatching of the band of those who were told to wait; once in the page, used by its charts.
constexpr std::string_view kHatch =
    "<svg width=\"0\" height=\"0\" aria-hidden=\"true\"><defs><pattern id=\"hatch\" width=\"6\" height=\"6\" "
    "patternUnits=\"userSpaceOnUse\"><path d=\"M-1 1L1 -1M0 6L6 0M5 7L7 5\"/></pattern></defs></svg>";

} // namespace

std::string htmlReport(const RunResult& result, const std::vector<issuing::TimelineEntry>& timeline,
                       Language language)
{
    const auto ordered = inOrder(timeline);
    std::vector<ChartMark> marks;
    for (const auto& entry : ordered)
        marks.push_back(
            {secondsIn(result, entry.at), timelineSentence(entry.code, entry.arguments, language)});
    const auto title = say(Say::Title, language, {result.scenario, shownTime(result.startedAt)});
    const auto tone = verdictTone(result);
    std::string html =
        "<!DOCTYPE html>\n<html lang=\"" + std::string(language == Language::Korean ? "ko" : "en") + "\">\n";
    html += "<head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\"/>";
    html += "<title>" + escaped(title) + "</title>\n<style>\n" +
            std::string(embedded::spike_report::report_css) + "</style></head>\n";
    html += "<body>" + std::string(kHatch) + "<main>\n<header><h1>" + escaped(title) + "</h1></header>\n";
    html += "<section class=\"verdict " + toneName(tone) + "\">" + mark(tone) + "<span>" +
            escaped(verdictSentence(result, language)) + "</span></section>\n";
    html += proofSection(result, language) + thresholdSection(result, language) +
            validitySection(result, language) + latencySection(result, language) +
            answerSection(result, language);
    html += requestChart(result, marks, language) + latencyChart(result, marks, language) +
            userChart(result, marks, language);
    html += timelineSection(result, ordered, language) + environmentSection(result, language);
    return html + "</main></body>\n</html>\n";
}

} // namespace firstcome::spike
