#include "backend/spike/run_result.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::spike;
using namespace std::chrono_literals;

namespace {

telemetry::LatencySummary summary(double base)
{
    return {10, base, base + 1, base + 2, base + 3, base + 4, base + 5.125, base + 0.5};
}

RunResult whole()
{
    RunResult r;
    r.id = "20261121T101420Z-spike";
    r.scenario = "spike";
    r.startedAt = core::WallTime(1'795'256'060'000'000us);
    r.durationSeconds = 50.1;
    r.target = "http://127.0.0.1:8081";
    r.couponId = "XMAS-2026";
    r.build = "1.0.0 (a41c9e2)";
    r.cores = 2;
    r.rehearsal = true;
    r.passed = true;
    r.exitCode = ExitCode::Passed;
    r.validity = Validity::GeneratorLimited;
    r.validityReasons = {"generator_cpu 93 %"};
    r.stock = 500;
    r.issued = 500;
    r.duplicates = 0;
    r.oversold = 0;
    issuing::AuditReport audit;
    audit.instance = issuing::InstanceId::random();
    audit.couponId = issuing::CouponId::parse("XMAS-2026").value();
    audit.exact = true;
    audit.at = r.startedAt + 55s;
    audit.took = 12ms;
    audit.conservation = {500, 1, 2, 3, 4, 5, std::nullopt};
    audit.issued = 499;
    audit.lost = 1;
    audit.differences = {{issuing::Finding::LostIssue, 7, "kim", ""}};
    r.audit = audit;
    r.ledgerAfterSeconds = 0.31;
    r.highestLag = 812;
    r.requests = 66;
    r.requestsPerSecond = 491.2023335832801; // a number that Boost.JSON 1.81 reads a little wrong
    for (std::size_t i = 0; i < r.verdicts.size(); ++i)
        r.verdicts[i] = i + 1;
    r.statusCounts = {{0, 3}, {202, 500}, {410, 12}};
    r.client = summary(1.9);
    r.clientFromIntended = summary(2.25);
    for (auto& phase : r.phases)
        phase = summary(0.1);
    r.server = summary(0.9);
    r.confirmed = summary(17);
    for (auto& stage : r.serverStages)
        stage = summary(0.3);
    r.thresholds = {{"http_req_duration", "p(95)<2000", 4.4, true},
                    {"checks", "rate>0.9", std::nullopt, false}};
    r.generatorCpuPercent = 41.5;
    r.schedulerLateP99Ms = 0.6;
    r.droppedArrivals = 4;
    ClientTick tick{0.1, 50, 49, {}, 0.1f, 4.4f, telemetry::kUnknown};
    tick.verdicts[0] = 12;
    tick.verdicts[issuing::kVerdictCount] = 3;
    r.ticks100ms = {tick, ClientTick{0.2, 51}};
    r.ticks1s = {tick};
    r.gui = RunResult::Gui{41.5, 3, 6, 7.5, 2};
    return r;
}

} // namespace

TEST(RunResult, ComesBackFromJsonAsItWas)
{
    const RunResult before = whole();
    const auto after = runResultFromJson(toJson(before));
    ASSERT_TRUE(after) << after.error().detail;
    EXPECT_EQ(toJson(*after), toJson(before)); // every field is in the text, so this compares all of them
    EXPECT_EQ(after->verdicts, before.verdicts);
    EXPECT_EQ(after->statusCounts, before.statusCounts);
    EXPECT_EQ(after->startedAt, before.startedAt);
    EXPECT_EQ(after->client.p999, before.client.p999);
    EXPECT_EQ(after->audit->conservation.voided, std::nullopt);
    EXPECT_EQ(after->audit->differences.at(0).finding, issuing::Finding::LostIssue);
    ASSERT_EQ(after->ticks100ms.size(), 2u);
    EXPECT_EQ(after->ticks100ms[0].verdicts, before.ticks100ms[0].verdicts);
    EXPECT_EQ(after->ticks100ms[0].p95Ms, 4.4f);
    EXPECT_TRUE(std::isnan(after->ticks100ms[1].p99Ms));
    EXPECT_EQ(after->gui->tickCpuMaxMs, 7.5);
    EXPECT_EQ(after->highestLag, 812u);
    EXPECT_EQ(after->thresholds.at(1).value, std::nullopt);
}

TEST(RunResult, HasTheFieldsThatTheDesignNames)
{
    const auto json = boost::json::parse(toJson(whole())).as_object();
    for (const char* key :
         {"scenario", "passed", "exitCode", "validity", "stock", "issued", "duplicates", "oversold", "audit",
          "requests", "requestsPerSecond", "verdicts", "latencyMs", "thresholds", "gui"})
        EXPECT_TRUE(json.contains(key)) << key;
    for (const char* key :
         {"closed", "total", "remaining", "outbox", "unconsumed", "ledger", "deadLetters", "voided"})
        EXPECT_TRUE(json.at("audit").as_object().contains(key)) << key;
    for (const char* side : {"client", "server"})
        for (const char* key : {"p50", "p90", "p95", "p99", "p999", "max", "avg"})
            EXPECT_TRUE(json.at("latencyMs").at(side).as_object().contains(key)) << side << key;
    for (const char* key : {"metric", "expression", "value", "passed"})
        EXPECT_TRUE(json.at("thresholds").at(0).as_object().contains(key)) << key;
    EXPECT_EQ(json.at("validity").at("state").as_string(), "generator_limited");
    EXPECT_EQ(json.at("gui").at("tickCpuMs").at("p99").as_int64(), 6);
    EXPECT_EQ(json.at("verdicts").as_object().size(), 11u);
    EXPECT_EQ(json.at("exitCode").as_int64(), 0);
}

TEST(RunResult, OffRehearsalsTheServersTruthIsNotKnownRatherThanZero)
{
    RunResult r = whole();
    r.stock = r.issued = r.duplicates = r.oversold = std::nullopt;
    r.audit.reset();
    r.server.reset();
    r.gui.reset();
    const auto json = boost::json::parse(toJson(r)).as_object();
    EXPECT_TRUE(json.at("issued").is_null());
    EXPECT_TRUE(json.at("audit").is_null());
    const auto after = runResultFromJson(toJson(r)).value();
    EXPECT_FALSE(after.issued);
    EXPECT_FALSE(after.audit);
    EXPECT_FALSE(after.server);
    EXPECT_FALSE(after.gui);
}

TEST(RunResult, ReadsResultsFromBeforeTheLagWasKept)
{
    auto json = boost::json::parse(toJson(whole())).as_object();
    json.erase("highestLag");
    const auto after = runResultFromJson(boost::json::serialize(json));
    ASSERT_TRUE(after) << after.error().detail;
    EXPECT_EQ(after->highestLag, std::nullopt);
}

TEST(RunResult, IgnoresUnknownFieldsAndNamesMissingOnes)
{
    auto json = boost::json::parse(toJson(whole())).as_object();
    json["later"] = 1;
    EXPECT_TRUE(runResultFromJson(boost::json::serialize(json)));
    for (const char* key : {"scenario", "passed", "exitCode", "validity", "requests", "verdicts"}) {
        auto without = json;
        without.erase(key);
        const auto result = runResultFromJson(boost::json::serialize(without));
        ASSERT_FALSE(result) << key;
        EXPECT_EQ(result.error().code, "bad_result");
        EXPECT_NE(result.error().detail.find(key), std::string::npos);
    }
    for (const char* text : {"", "{", "[]", "null", "{\"scenario\":3}", "\xff"})
        EXPECT_FALSE(runResultFromJson(text)) << text;
    json["verdicts"] = boost::json::object{{"accepted", -1}};
    EXPECT_FALSE(runResultFromJson(boost::json::serialize(json)));
}
