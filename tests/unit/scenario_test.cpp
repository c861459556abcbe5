#include "backend/spike/scenario.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

using namespace firstcome;
using namespace firstcome::spike;
using namespace std::chrono_literals;
using testing::HasSubstr;

namespace {

constexpr const char* kWhole = R"(name = "mine"
description = "two \"steps\""
model = "arrival_rate"
start_target = 2.5
stock = 7
people = 12
think_time_ms = 30
keep_alive = false
distinct_people = true
open_after_ms = 100
max_connections = 9
request_timeout_ms = 750
thresholds = ["http_req_failed: rate<0.05"]
[[stages]]
duration_ms = 1500
target = 10
[[stages]]
duration_ms = 500
target = 0.5
)";

bool same(const Scenario& a, const Scenario& b)
{
    const auto sameStages = std::equal(
        a.stages.begin(), a.stages.end(), b.stages.begin(), b.stages.end(),
        [](const Stage& x, const Stage& y) { return x.duration == y.duration && x.target == y.target; });
    return sameStages && a.name == b.name && a.description == b.description && a.model == b.model &&
           a.startTarget == b.startTarget && a.stock == b.stock && a.people == b.people &&
           a.thinkTime == b.thinkTime && a.keepAlive == b.keepAlive && a.distinctPeople == b.distinctPeople &&
           a.openAfter == b.openAfter && a.maxConnections == b.maxConnections &&
           a.requestTimeout == b.requestTimeout && a.thresholds == b.thresholds;
}

const Scenario& preset(std::string_view name)
{
    for (const auto& scenario : presetScenarios())
        if (scenario.name == name)
            return scenario;
    throw std::out_of_range(std::string(name));
}

} // namespace

TEST(Scenario, ReadsEveryKey)
{
    const auto scenario = parseScenario(kWhole, "mine.toml");
    ASSERT_TRUE(scenario) << scenario.error().detail;
    EXPECT_EQ(scenario->name, "mine");
    EXPECT_EQ(scenario->description, "two \"steps\"");
    EXPECT_EQ(scenario->model, LoadModel::ArrivalRate);
    EXPECT_EQ(scenario->startTarget, 2.5);
    EXPECT_EQ(scenario->stock, 7u);
    EXPECT_EQ(scenario->people, 12u);
    EXPECT_EQ(scenario->thinkTime, 30ms);
    EXPECT_FALSE(scenario->keepAlive);
    EXPECT_TRUE(scenario->distinctPeople);
    EXPECT_EQ(scenario->openAfter, 100ms);
    EXPECT_EQ(scenario->maxConnections, 9u);
    EXPECT_EQ(scenario->requestTimeout, 750ms);
    EXPECT_EQ(scenario->thresholds, std::vector<std::string>{"http_req_failed: rate<0.05"});
    ASSERT_EQ(scenario->stages.size(), 2u);
    EXPECT_EQ(scenario->stages[1].duration, 500ms);
    EXPECT_EQ(scenario->stages[1].target, 0.5);
    EXPECT_EQ(scenario->duration(), 2s);
}

TEST(Scenario, WritesWhatItReads)
{
    auto scenario = parseScenario(kWhole, "mine.toml").value();
    scenario.startTarget = 0.1 + 0.2;
    scenario.stages[0].target = 1e6;
    const auto again = parseScenario(toToml(scenario), "again.toml");
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_TRUE(same(scenario, *again));
    for (const auto& each : presetScenarios())
        EXPECT_TRUE(same(each, parseScenario(toToml(each), "p").value())) << each.name;
}

TEST(Scenario, LevelsRunLinearlyBetweenTargets)
{
    const auto& spike = preset("spike");
    EXPECT_EQ(spike.duration(), 50s);
    EXPECT_EQ(spike.targetAt(0ms), 0);
    EXPECT_EQ(spike.targetAt(-5ms), 0);
    EXPECT_EQ(spike.targetAt(5s), 250);
    EXPECT_EQ(spike.targetAt(10s), 500);
    EXPECT_EQ(spike.targetAt(39'999ms), 500);
    EXPECT_EQ(spike.targetAt(45s), 250);
    EXPECT_EQ(spike.targetAt(50s), 0);
    EXPECT_EQ(spike.targetAt(1h), 0);
}

TEST(Scenario, PresetsAreTheFieldsPractice)
{
    std::vector<std::string> names;
    for (const auto& scenario : presetScenarios()) {
        names.push_back(scenario.name);
        EXPECT_TRUE(validate(scenario)) << scenario.name;
        EXPECT_FALSE(scenario.thresholds.empty()) << scenario.name;
    }
    EXPECT_EQ(names, (std::vector<std::string>{"smoke", "load", "stress", "spike", "launch", "quick"}));
    EXPECT_EQ(preset("smoke").targetAt(0ms), 10);
    EXPECT_EQ(preset("smoke").duration(), 30s);
    EXPECT_EQ(preset("load").targetAt(90s), 100);
    EXPECT_EQ(preset("load").duration(), 2min);
    EXPECT_EQ(preset("stress").targetAt(240s), 300);
    EXPECT_EQ(preset("stress").duration(), 5min);
    EXPECT_EQ(preset("launch").targetAt(0ms), 10);
    EXPECT_EQ(preset("launch").targetAt(preset("launch").openAfter), 50);
    EXPECT_EQ(preset("launch").targetAt(preset("launch").openAfter + 5s), 2000);
    EXPECT_EQ(preset("launch").stock, 500u);
    EXPECT_GT(preset("launch").people, 2'000u);
    EXPECT_EQ(preset("quick").duration(), 10s);
    EXPECT_EQ(preset("quick").stock, 100u);
}

TEST(Scenario, NamesTheLineOfWhatIsWrong)
{
    struct Case
    {
        std::string toml;
        std::string where;
        std::string what;
    };
    const std::string stage = "\n[[stages]]\nduration_ms = 10\ntarget = 1\n";
    for (const Case& c : std::vector<Case>{
             {"name = \"a\"\nnmae = 1" + stage, "f.toml:2:", "unknown key nmae"},
             {"name = \"a\"\nstock = \"many\"" + stage, "f.toml:2:", "stock must be an integer"},
             {"name = \"a\"\nstock = -1" + stage, "f.toml:2:", "stock is out of range"},
             {"name = \"a\"\nstock = 0" + stage, "f.toml:2:", "stock: must be 1"},
             {"name = \"a\"\nkeep_alive = 1" + stage, "f.toml:2:", "keep_alive must be true or false"},
             {"name = \"a\"\nmodel = \"closed\"" + stage, "f.toml:2:", "model must be"},
             {"name = \"a b\"\n" + stage, "f.toml:1:", "name: must be"},
             {"name = \"a\"\nthresholds = [\"checks: rate>0.9\",\n\"speed: p(95)<1\"]" + stage,
              "f.toml:3:", "unknown metric"},
             {"name = \"a\"\n[[stages]]\nduration_ms = 10\ntarget = 1\n[[stages]]\nduration_ms = 0\ntarget = "
              "1\n",
              "f.toml:6:", "stages[1].duration_ms"},
             {"name = \"a\"\n[[stages]]\nduration_ms = 10\ntarget = nan\n", "f.toml:4:", "stages[0].target"},
             {"name = \"a\"\n[[stages]]\nduration_ms = 10\n", "f.toml:2:", "a stage needs"},
             {"name = \"a\"\n[[stages]]\nduration_ms = 10\ntarget = 1\nspeed = 2\n",
              "f.toml:5:", "unknown key stages.speed"},
             {"name = \"a\"\nopen_after_ms = 10" + stage, "f.toml:2:", "open_after_ms"},
             {"name = \"a\"\nname = \"b\"" + stage, "f.toml:2:", ""},
             {"name = \"a\"\nstock = [" + stage, "f.toml:", ""},
             {"name = \"a\"\n", "f.toml:1:", "stages"},
             {"", "f.toml:1:", "name"},
         }) {
        const auto scenario = parseScenario(c.toml, "f.toml");
        ASSERT_FALSE(scenario) << c.toml;
        EXPECT_EQ(scenario.error().kind, core::ErrorKind::InvalidArgument);
        EXPECT_EQ(scenario.error().code, "bad_scenario");
        EXPECT_THAT(scenario.error().detail, HasSubstr(c.where)) << c.toml;
        EXPECT_THAT(scenario.error().detail, HasSubstr(c.what)) << c.toml;
    }
}

TEST(Scenario, ValidateHoldsTheRanges)
{
    Scenario good;
    good.name = "good";
    good.stages = {{1s, 1}};
    ASSERT_TRUE(validate(good));
    const auto refuses = [&good](auto change) {
        Scenario bad = good;
        change(bad);
        const auto result = validate(bad);
        return !result && result.error().code == "bad_scenario";
    };
    EXPECT_TRUE(refuses([](Scenario& s) { s.stages.clear(); }));
    EXPECT_TRUE(refuses([](Scenario& s) { s.stages[0].target = 1'000'001; }));
    EXPECT_TRUE(refuses([](Scenario& s) { s.stages[0].target = 0; }));
    EXPECT_TRUE(refuses([](Scenario& s) { s.stages = {{13h, 1}, {12h, 1}}; }));
    EXPECT_TRUE(refuses([](Scenario& s) { s.startTarget = -1; }));
    EXPECT_TRUE(refuses([](Scenario& s) { s.people = 0; }));
    EXPECT_TRUE(refuses([](Scenario& s) { s.thinkTime = -1ms; }));
    EXPECT_TRUE(refuses([](Scenario& s) { s.maxConnections = 0; }));
    EXPECT_TRUE(refuses([](Scenario& s) { s.requestTimeout = 9ms; }));
    EXPECT_TRUE(refuses([](Scenario& s) { s.description = "a\nb"; }));
    EXPECT_TRUE(refuses([](Scenario& s) { s.thresholds = {"http_req_duration p(95)<2000"}; }));
}
