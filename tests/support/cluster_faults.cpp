#include "tests/support/cluster_faults.h"

#include "backend/core/config.h"
#include "backend/eventlog/kafka_lag.h"
#include "backend/stock/redis_instance.h"
#include "tests/support/as_promised.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <cstdio>

namespace firstcome::testing {

namespace {

using namespace std::chrono_literals;

constexpr auto kLongToFirst503 = kAsPromised ? 1s : 10s;
// A third of a second where the machine does nothing else; what else it does comes on top.
constexpr auto kLongestGap = kAsPromised ? 3s : 10s;
constexpr auto kFaultLasts = 3s; ///< at least
constexpr auto kLongToExact = kAsPromised ? 30s : 90s;

std::chrono::seconds longToFirst202(Part returned)
{
    if (!kAsPromised)
        return 60s;
    return returned == Part::Broker ? 10s : 3s;
}

/// Of all tests of the suite.
std::vector<FaultTimes>& timesOfAll()
{
    static std::vector<FaultTimes> kept;
    return kept;
}

/// Keeps the longer; fails where the newer is missing or longer than promised.
void keepWithin(std::chrono::seconds limit, FaultTimes::Span span, FaultTimes::Span& kept, const char* what)
{
    if (!span) {
        ADD_FAILURE() << what << " never came";
        return;
    }
    EXPECT_LT(*span, limit) << what;
    kept = std::max(kept.value_or(*span), *span);
}

std::string words(const FaultTimes::Span& span)
{
    return span ? std::to_string(span->count()) : "-";
}

eventlog::LagSample lookAt(const eventlog::KafkaTarget& topics)
{
    eventlog::LagSample sample;
    comesTrue([&] {
        auto looked = eventlog::KafkaLag(topics).look({topics.group});
        if (looked)
            sample = std::move(*looked);
        return looked.has_value();
    });
    return sample;
}

} // namespace

ClusterFaults::ClusterFaults()
{
    broker().wayTo().pass(); // whatever a failed test left
}

ClusterFaults::~ClusterFaults() = default;

void ClusterFaults::TearDownTestSuite()
{
    if (timesOfAll().empty())
        return;
    const auto line = [](const char* fault, const std::array<std::string, 5>& columns) {
        std::printf("%-58s", fault);
        for (const auto& column : columns)
            std::printf(" %12s", column.c_str());
        std::printf("\n");
    };
    line("milliseconds", {"to first 503", "longest gap", "to risk shown", "to first 202", "to exact"});
    for (const auto& times : timesOfAll())
        line(times.fault.c_str(), {words(times.first503), words(times.longestGap), words(times.shown),
                                   words(times.first202), words(times.exact)});
    std::fflush(stdout);
    timesOfAll().clear();
}

KafkaServer& ClusterFaults::broker()
{
    static KafkaServer started(1, KafkaServer::Ways::Proxied);
    return started;
}

SqlServer& ClusterFaults::mariaDb()
{
    static const auto started = SqlServer::mariaDb();
    return *started;
}

void ClusterFaults::startOn(KafkaServer& kafka, FleetTerms terms)
{
    terms.deadline = core::HttpConfig().requestDeadline;
    m_fleet = std::make_unique<Fleet>(kafka, mariaDb(), std::move(terms));
}

void ClusterFaults::openEvent()
{
    const auto armed = node().createAndArm(R"({"couponId":"FAULT","name":"Hard times","total":1000000})");
    ASSERT_EQ(armed.status, 200) << armed.body;
    ASSERT_EQ(node().act("FAULT", "open").status, 200);
    m_instance = m_fleet->instanceOf("FAULT");
}

void ClusterFaults::through(Part part, const std::function<void()>& begin, const std::function<void()>& end)
{
    openEvent();
    if (HasFatalFailure())
        return;
    Trickle trickle(node().port(), "FAULT", "p-");
    ASSERT_TRUE(trickle.goesOn());
    m_broken = std::chrono::steady_clock::now();
    begin();
    if (part != Part::Redis)
        EXPECT_TRUE(trickle.goesOn(100)) << "issuing does not wait for this part";
    else
        EXPECT_TRUE(trickle.meetsAnOutage());
    std::this_thread::sleep_until(m_broken + kFaultLasts);
    ASSERT_FALSE(node().ended()) << "what it said comes below";
    EXPECT_EQ(node().ask("GET", "/healthz").status, 200);
    end();
    m_mended = std::chrono::steady_clock::now();
    EXPECT_TRUE(trickle.goesOn()) << "service returns by itself";
    expectExact(finish(trickle, part));
}

void ClusterFaults::expectReturn(const Trickle& trickle, Part returned)
{
    keepWithin(longToFirst202(returned), trickle.acceptedAfter(m_mended), m_times.first202, "the first 202");
}

std::vector<SeenReply> ClusterFaults::finish(Trickle& trickle, Part part)
{
    auto history = trickle.finish();
    expectReturn(trickle, part);
    if (part == Part::Node)
        return history; // who was on their way to it were told nothing
    EXPECT_EQ(trickle.unanswered(), 0u) << "503 is an answer, silence is none";
    if (part == Part::Redis) {
        keepWithin(kLongToFirst503, trickle.refusedAfter(m_broken), m_times.first503, "the first 503");
        return history;
    }
    keepWithin(kLongestGap, trickle.longestGap(m_broken, m_mended), m_times.longestGap, "an accept");
    for (const auto& reply : history) { // a machine that stands still for a moment lets an attempt expire
        if (kAsPromised && reply.status == 503) {
            EXPECT_EQ(reply.code, "expired") << reply.person << ": nobody is told 503 because of it";
        }
    }
    return history;
}

void ClusterFaults::deliverEverythingAgain()
{
    ASSERT_TRUE(node().drains("FAULT"));
    EXPECT_EQ(node().terminate(), 0);
    sql().run("DELETE FROM positions");
    ASSERT_TRUE(m_fleet->startAgain(m_at).isReady());
}

void ClusterFaults::expectExact(const std::vector<SeenReply>& history)
{
    const auto rest = std::chrono::steady_clock::now();
    int status = 503; // while the part that carries out acts finds its server again
    comesTrue([&] { return (status = node().act("FAULT", "close").status) != 503; });
    ASSERT_EQ(status, 200);
    ASSERT_TRUE(comesTrue([&] { return node().stateOf("FAULT") == "closed"; })) << node().stateOf("FAULT");
    expectLedgerKeeps(history);
    keepWithin(kLongToExact, std::chrono::ceil<std::chrono::milliseconds>(m_closed - rest), m_times.exact,
               "the exact audit");
    keepTimes();
}

void ClusterFaults::expectLedgerKeeps(const std::vector<SeenReply>& history)
{
    boost::json::object audit;
    const bool closed = comesTrue([&] {
        audit = node().exactAudit("FAULT");
        return audit.contains("closed");
    });
    EXPECT_TRUE(closed && audit.at("closed").as_bool()) << boost::json::serialize(audit);
    m_closed = std::chrono::steady_clock::now();
    m_promises.add(history);
    EXPECT_EQ(m_promises.broken(), "");
    const auto saved = m_fleet->ledgerSlots("FAULT");
    EXPECT_EQ(notContiguous(saved), "");
    for (const auto& [person, slot] : m_promises.slots()) {
        const auto row = saved.find(person);
        ASSERT_TRUE(row != saved.end()) << person << " was shown slot " << slot << " and has no row";
        ASSERT_EQ(row->second, slot) << person;
    }
    EXPECT_EQ(saved.size(), m_promises.slots().size()) << "everybody asked until they knew";
    EXPECT_EQ(sql().number("SELECT count(*) FROM dead_letters"), 0);
}

void ClusterFaults::keepTimes()
{
    m_times.fault = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    const auto keep = [](const char* name, const FaultTimes::Span& span) {
        if (span)
            RecordProperty(name, static_cast<int>(span->count()));
    };
    keep("first503_ms", m_times.first503);
    keep("longest_gap_ms", m_times.longestGap);
    keep("shown_ms", m_times.shown);
    keep("first202_ms", m_times.first202);
    keep("exact_ms", m_times.exact);
    timesOfAll().push_back(m_times);
}

std::uint32_t ClusterFaults::fieldAt(const RedisServer& server, const std::string& field) const
{
    const stock::RedisKeys keys(issuing::InstanceId::parse(m_instance).value());
    const auto value = server.connect().ask({"HGET", keys.instance, field}).text;
    return value.empty() ? 0 : static_cast<std::uint32_t>(std::stoul(value));
}

bool ClusterFaults::savesAllIssued() const
{
    const auto issued = issuedAtStore();
    auto database = sql();
    return comesTrue([&] { return database.number("SELECT count(*) FROM issues") >= issued; });
}

std::int64_t ClusterFaults::recordsInLog() const
{
    std::int64_t records = 0;
    const auto seen = lookAt(m_fleet->topics());
    for (const auto& end : seen.ends)
        records += end.endOffset;
    return records;
}

std::int64_t ClusterFaults::committedByGroup() const
{
    std::int64_t records = 0;
    const auto seen = lookAt(m_fleet->topics());
    for (const auto& group : seen.groups)
        for (const auto& position : group.committed)
            records += position.nextOffset;
    return records;
}

} // namespace firstcome::testing
