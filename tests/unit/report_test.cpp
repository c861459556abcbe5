#include "backend/spike/report.h"
#include "backend/spike/report_format.h"
#include "tests/support/child_program.h"

#include <QXmlStreamReader>
#include <gtest/gtest.h>

#include <gmock/gmock.h>

using namespace firstcome;
using namespace firstcome::spike;
using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

constexpr std::array kLanguages{ReportLanguage::English, ReportLanguage::Korean};
const core::WallTime kStart =
    core::WallTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)) + 10h + 14min + 20s;

/// Seven figures that nothing else has.
telemetry::LatencySummary summary(double base)
{
    return {10, base + 0.1, base + 0.2, base + 0.3, base + 0.4, base + 0.5, base + 0.6, base};
}

std::vector<std::string> figures(const telemetry::LatencySummary& s)
{
    std::vector<std::string> texts;
    for (const auto& value : {s.avg, s.p50, s.p90, s.p95, s.p99, s.p999, s.max})
        texts.push_back("<td>" + formatMs(value) + "</td>");
    return texts;
}

RunResult rehearsal()
{
    RunResult r;
    r.id = "20261121T101420Z-spike";
    r.scenario = "spike";
    r.startedAt = kStart;
    r.durationSeconds = 50.1;
    r.target = "http://127.0.0.1:8081";
    r.couponId = "shadow-1";
    r.build = "1.0.0 (a41c9e2)";
    r.cores = 2;
    r.rehearsal = true;
    r.passed = true;
    r.exitCode = ExitCode::Passed;
    r.validity = Validity::Valid;
    r.stock = 4321;
    r.issued = 1234;
    r.duplicates = 0;
    r.oversold = 0;
    issuing::AuditReport audit;
    audit.exact = audit.closed = true;
    audit.conservation = {4321, 3087, 0, 0, 1234, 0, 0};
    r.audit = audit;
    r.ledgerAfterSeconds = 0.31;
    for (std::size_t i = 0; i < r.verdicts.size(); ++i)
        r.requests += r.verdicts[i] = 1'000'000 + i * 1111;
    r.requestsPerSecond = 26'118.4;
    r.client = summary(1);
    r.server = summary(11);
    r.confirmed = summary(51);
    r.clientFromIntended = summary(12);
    for (std::size_t i = 0; i < r.phases.size(); ++i)
        r.phases[i] = summary(21 + static_cast<double>(i));
    for (std::size_t i = 0; i < r.serverStages.size(); ++i)
        r.serverStages[i] = summary(31 + static_cast<double>(i));
    r.thresholds = {{"http_req_duration", "p(95)<2000", 43.7, true},
                    {"http_req_failed", "rate<0.05", 0.0123, true}};
    r.generatorCpuPercent = 41.4;
    r.schedulerLateP99Ms = 0.6;
    r.droppedArrivals = 77;
    r.gui = RunResult::Gui{38.4, 4.6, 5.7, 6.8, 3};
    for (int i = 0; i < 300; ++i) {
        ClientTick tick{i * 0.1, 500, 499, {}, 1.5f, 4.4f, i % 7 ? 8.0f : telemetry::kUnknown};
        tick.verdicts.fill(static_cast<std::uint32_t>(i));
        r.ticks100ms.push_back(tick);
    }
    r.ticks1s = r.ticks100ms;
    return r;
}

issuing::TimelineEntry entry(std::string code, std::chrono::milliseconds after,
                             std::vector<std::string> arguments = {})
{
    issuing::TimelineEntry e;
    e.at = kStart + after;
    e.code = std::move(code);
    e.actor = "clock";
    e.arguments = std::move(arguments);
    return e;
}

/// The report's texts, after checking that it is well formed.
std::string read(const std::string& html)
{
    QXmlStreamReader reader(QByteArray::fromStdString(html));
    std::string text;
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::Characters)
            text += reader.text().toString().toStdString() + "\n";
    EXPECT_FALSE(reader.hasError()) << reader.errorString().toStdString() << " at line "
                                    << reader.lineNumber();
    return text;
}

} // namespace

TEST(Report, HasEveryFigureInBothLanguages)
{
    const auto r = rehearsal();
    for (const auto language : kLanguages) {
        const auto html = htmlReport(r, {}, language);
        read(html);
        std::vector<std::string> wanted{"1,234",
                                        "4,321",
                                        "3,087",
                                        "0.31",
                                        "26,118",
                                        "43.7\u00a0ms",
                                        "1.23\u00a0%",
                                        "p(95)&lt;2000",
                                        "rate&lt;0.05",
                                        "41\u00a0%",
                                        "0.6\u00a0ms",
                                        ">77<",
                                        "38.4\u00a0ms",
                                        "4.6",
                                        "5.7",
                                        "6.8",
                                        ">3<",
                                        "50.1",
                                        "2026-11-21 10:14:20 UTC",
                                        "shadow-1",
                                        "1.0.0 (a41c9e2)",
                                        "http://127.0.0.1:8081",
                                        "20261121T101420Z-spike",
                                        formatCount(r.requests)};
        for (const auto count : r.verdicts)
            wanted.push_back(formatCount(count));
        for (const auto& each : {r.client, *r.server, *r.clientFromIntended})
            for (const auto& figure : figures(each))
                wanted.push_back(figure);
        for (const auto& each : r.phases)
            for (const auto& figure : figures(each))
                wanted.push_back(figure);
        for (const auto& each : r.serverStages)
            for (const auto& figure : figures(each))
                wanted.push_back(figure);
        for (const auto& text : wanted)
            EXPECT_THAT(html, HasSubstr(text));
    }
}

TEST(Report, RefersToNothingOutsideItself)
{
    for (const auto language : kLanguages) {
        const auto html = htmlReport(rehearsal(), {entry("sold_out", 3s)}, language);
        for (const char* reference : {"<script", "<link", "<img", "<iframe", "src=", "href=", "@import",
                                      "url(h", "url(\"", "url('", "@font-face"})
            EXPECT_THAT(html, Not(HasSubstr(reference)));
        EXPECT_THAT(html, HasSubstr("prefers-color-scheme"));
        EXPECT_THAT(html, HasSubstr("@media print"));
        EXPECT_THAT(html, HasSubstr("name=\"viewport\""));
    }
    EXPECT_THAT(htmlReport(rehearsal(), {}, ReportLanguage::Korean), HasSubstr("<html lang=\"ko\">"));
}

TEST(Report, SaysTheVerdictFirst)
{
    const auto first = [](const RunResult& r, ReportLanguage language) {
        const auto html = htmlReport(r, {}, language);
        const auto begin = html.find("<section");
        return html.substr(begin, html.find("</section>") - begin);
    };
    const auto english = [&](const RunResult& r) { return first(r, ReportLanguage::English); };
    auto r = rehearsal();
    EXPECT_THAT(english(r), HasSubstr("Passed: 1,234 of 4,321 issued"));
    EXPECT_THAT(first(r, ReportLanguage::Korean), HasSubstr("재고 4,321장 가운데 1,234장"));
    r.issued = r.stock = std::nullopt;
    r.audit.reset();
    EXPECT_THAT(english(r), HasSubstr("Passed: every threshold held over"));
    r.passed = false;
    r.exitCode = ExitCode::ThresholdsCrossed;
    r.thresholds[1].passed = false;
    EXPECT_THAT(english(r), HasSubstr("1 of 2 thresholds were crossed"));
    r.validity = Validity::GeneratorLimited;
    r.exitCode = ExitCode::NotValid;
    EXPECT_THAT(english(r), HasSubstr("reached its own limit"));
    r.validity = Validity::Invalid;
    EXPECT_THAT(english(r), HasSubstr("did not get an answer"));
    r.aborted = true;
    EXPECT_THAT(english(r), HasSubstr("stopped before its end"));
    r = rehearsal();
    r.audit->closed = false;
    r.passed = false;
    r.exitCode = ExitCode::AuditViolated;
    EXPECT_THAT(english(r), HasSubstr("does not add up"));
}

TEST(Report, ShowsWhatIsWrongByNameAndWhatIsUnknownAsUnknown)
{
    auto r = rehearsal();
    r.audit->closed = false;
    r.audit->conservation.ledger = 1233;
    r.audit->conservation.voided = std::nullopt;
    r.audit->differences = {{issuing::Finding::LostIssue, 7777, "kim", ""}};
    auto text = read(htmlReport(r, {}, ReportLanguage::English));
    EXPECT_THAT(text, HasSubstr("not measured"));
    EXPECT_THAT(text, HasSubstr("7,777"));
    EXPECT_THAT(text, HasSubstr("kim"));
    EXPECT_THAT(text, HasSubstr("in the store, not in the ledger"));
    EXPECT_THAT(text, Not(HasSubstr("Nothing lost")));
    r.audit->conservation.voided = 0;
    EXPECT_THAT(read(htmlReport(r, {}, ReportLanguage::English)), HasSubstr("differ from the total by -1"));
    r.server.reset();
    r.client = {};
    r.thresholds[0].value.reset();
    text = read(htmlReport(r, {}, ReportLanguage::English));
    EXPECT_THAT(text, Not(HasSubstr("Inside the server")));
    EXPECT_THAT(text, HasSubstr("–"));
    r.audit.reset();
    r.issued = r.stock = r.duplicates = r.oversold = std::nullopt;
    r.rehearsal = false;
    EXPECT_THAT(read(htmlReport(r, {}, ReportLanguage::English)), HasSubstr("real event"));
}

TEST(Report, TellsTheTimelineInOrderAndMarksTheCharts)
{
    const std::vector timeline{entry("sold_out", 5'100ms), entry("opened", 5s),
                               entry("stock_corrected", -2s, {"600"}), entry("never_heard_of", 6s)};
    const auto html = htmlReport(rehearsal(), timeline, ReportLanguage::English);
    const auto text = read(html);
    const auto section = text.substr(text.find("Timeline"));
    EXPECT_LT(section.find("Stock corrected to 600"), section.find("Opened by hand"));
    EXPECT_LT(section.find("Opened by hand"), section.find("Sold out"));
    EXPECT_THAT(section, HasSubstr("−2.0\u00a0s"));
    EXPECT_THAT(section, HasSubstr("+5.1\u00a0s"));
    EXPECT_THAT(section, HasSubstr("never_heard_of"));
    EXPECT_THAT(html, HasSubstr("<title>Opened by hand</title></line>"));
    EXPECT_THAT(read(htmlReport(rehearsal(), timeline, ReportLanguage::Korean)),
                HasSubstr("재고를 600장으로 정정"));
}

TEST(Report, ForeignTextStaysText)
{
    auto r = rehearsal();
    r.scenario = "<script>alert(1)</script>";
    r.build = "\"><img src=x onerror=alert(1)>";
    r.target = "http://a&b'\x01";
    r.validityReasons = {"<b>", "generator_cpu 93 %"};
    r.thresholds[0].metric = "</table>";
    for (const auto language : kLanguages) {
        const auto html =
            htmlReport(r, {entry("<i>", 1s, {"</svg>"}), entry("edited", 1s, {"</svg>"})}, language);
        read(html);
        for (const char* bad : {"<script", "<img", "<b></p>", "<i></td>", "</svg></td>"})
            EXPECT_THAT(html, Not(HasSubstr(bad)));
        EXPECT_THAT(html, HasSubstr("93\u00a0%"));
    }
}

TEST(Report, IsReadableWithoutAnySeries)
{
    RunResult r;
    r.scenario = "nothing";
    for (const auto language : kLanguages)
        read(htmlReport(r, {}, language));
    r.ticks100ms.resize(1);
    read(htmlReport(r, {}, ReportLanguage::English));
    r.ticks100ms.clear();
    r.ticks1s.resize(86'400); // a whole day stays small
    for (std::size_t i = 0; i < r.ticks1s.size(); ++i)
        r.ticks1s[i].atSeconds = static_cast<double>(i);
    EXPECT_LT(htmlReport(r, {}, ReportLanguage::English).size(), 200'000u);
}

TEST(Report, CsvHasOneLineATick)
{
    const auto lines = firstcome::testing::linesOf(csvReport(rehearsal(), true));
    ASSERT_EQ(lines.size(), 301u);
    EXPECT_EQ(
        lines[0],
        "seconds,target,users,accepted,duplicate,sold_out,not_open,paused,closed,unknown_event,unknown_user,"
        "throttled,unavailable,unknown,p50_ms,p95_ms,p99_ms\r");
    EXPECT_EQ(lines[1], "0,500,499,0,0,0,0,0,0,0,0,0,0,0,1.5,4.4,\r"); // not known is empty, not zero
    EXPECT_EQ(lines[3], "0.2,500,499,2,2,2,2,2,2,2,2,2,2,2,1.5,4.4,8\r");
}

TEST(ReportFormat, WritesFiguresAsTheConsoleDoes)
{
    EXPECT_EQ(formatCount(0), "0");
    EXPECT_EQ(formatCount(999), "999");
    EXPECT_EQ(formatCount(742'318), "742,318");
    EXPECT_EQ(formatCount(18'446'744'073'709'551'615u), "18,446,744,073,709,551,615");
    EXPECT_EQ(formatMs(4.44), "4.4");
    EXPECT_EQ(formatMs(99.96), "100");
    EXPECT_EQ(formatMs(1234.4), "1,234");
    EXPECT_EQ(formatMs(std::nullopt), "–");
    EXPECT_EQ(formatNumber(-1234.5, 1), "-1,234.5");
    EXPECT_EQ(formatShare(0, 10), "0");
    EXPECT_EQ(formatShare(5, 10'000), "0.05");
    EXPECT_EQ(formatShare(709, 1000), "70.9");
    EXPECT_EQ(formatShare(1, 0), "–");
    EXPECT_EQ(escaped("<a href=\"x\">&'\n"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;\uFFFD");
}
