#include "backend/core/config.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

using namespace firstcome::core;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

std::string problemIn(std::string_view toml)
{
    const auto config = parseConfig(toml, "my.toml");
    if (config)
        return "accepted";
    EXPECT_EQ(config.error().kind, ErrorKind::InvalidArgument);
    EXPECT_EQ(config.error().code, "bad_config");
    return config.error().detail;
}

/// One key of a table with a value that is not its default, and how to read it back.
struct KeyCase
{
    std::string table, key, good;
    std::function<bool(const Config&)> arrived;
    std::vector<std::string> bad;
};

const std::string kTokenInEnvironment = [] {
    const std::string token(40, 't');
    ::setenv("FIRSTCOME_TEST_TOKEN", token.c_str(), 1);
    return token;
}();
const std::vector<std::string> kBadEnv{"1", "\"FIRSTCOME_NO_SUCH_VARIABLE\""};

const std::vector<KeyCase>& keyCases()
{
    using C = const Config&;
    static const std::vector<KeyCase> cases{
        {"",
         "profile",
         "\"embedded\"",
         [](C c) { return c.profile == "embedded"; },
         {"\"\"", "\"cloud\"", "1"}},
        {"", "data_dir", "\"/tmp/x\"", [](C c) { return c.dataDir == "/tmp/x"; }, {"\"\"", "3", "[\"/a\"]"}},
        {"http",
         "bind",
         "\"::1\"",
         [](C c) { return c.http.bind == "::1"; },
         {"\"localhost\"", "\"1.2.3\"", "1"}},
        {"http",
         "port",
         "0",
         [](C c) { return c.http.port == 0; },
         {"-1", "65536", "\"80\"", "80.5", "true"}},
        {"http",
         "advertise",
         "\"node-1.example:8081\"",
         [](C c) { return c.http.advertise == "node-1.example:8081"; },
         {"1", "\"node-1\"", "\":8081\"", "\"node-1:0\"", "\"http://node-1:8081\"", "\"node 1:8081\""}},
        {"http", "io_threads", "4", [](C c) { return c.http.ioThreads == 4; }, {"-1", "257", "\"4\""}},
        {"http",
         "max_header_bytes",
         "4096",
         [](C c) { return c.http.maxHeaderBytes == 4096; },
         {"0", "1048577"}},
        {"http", "max_body_bytes", "1", [](C c) { return c.http.maxBodyBytes == 1; }, {"-1", "1073741825"}},
        {"http",
         "max_operator_body_bytes",
         "2048",
         [](C c) { return c.http.maxOperatorBodyBytes == 2048; },
         {"10", "1073741825"}},
        {"http",
         "header_timeout_ms",
         "5",
         [](C c) { return c.http.headerTimeout == 5ms; },
         {"0", "86400001"}},
        {"http", "body_timeout_ms", "6", [](C c) { return c.http.bodyTimeout == 6ms; }, {"0", "\"1s\""}},
        {"http", "idle_timeout_ms", "7", [](C c) { return c.http.idleTimeout == 7ms; }, {"0", "1.5"}},
        {"http", "request_deadline_ms", "8", [](C c) { return c.http.requestDeadline == 8ms; }, {"0", "-8"}},
        {"http", "max_connections", "9", [](C c) { return c.http.maxConnections == 9; }, {"0", "1000001"}},
        {"http",
         "max_connections_per_address",
         "10",
         [](C c) { return c.http.maxConnectionsPerAddress == 10; },
         {"0", "1000001"}},
        {"http", "max_in_flight", "11", [](C c) { return c.http.maxInFlight == 11; }, {"0", "1000001"}},
        {"http",
         "trusted_proxies",
         "[\"10.0.0.0/8\", \"fd00::/8\", \"192.0.2.1\"]",
         [](C c) {
             return c.http.trustedProxies == std::vector<std::string>{"10.0.0.0/8", "fd00::/8", "192.0.2.1"};
         },
         {"\"10.0.0.1\"", "[\"proxy.example\"]", "[\"10.0.0.0/33\"]", "[\"10.0.0.0/\"]", "[\"10.0.0.0/-1\"]",
          "[1]"}},
        {"http",
         "operator_token",
         "\"0123456789abcdef0123456789abcdef\"",
         [](C c) { return c.http.operatorToken == "0123456789abcdef0123456789abcdef"; },
         {"1", "\"too short\"", "\"0123456789 0123456789 0123456789 0123\""}},
        {"http",
         "operator_token_env",
         "\"FIRSTCOME_TEST_TOKEN\"",
         [](C c) { return c.http.operatorToken == kTokenInEnvironment; },
         {"1", "\"FIRSTCOME_NO_SUCH_VARIABLE\"", "\"HOME\""}},
        {"admission",
         "global_per_second",
         "0.0",
         [](C c) { return c.admission.globalPerSecond == 0; },
         {"-1", "inf", "nan", "\"5\"", "2e9", "true", "5 # with global_burst at 0"}},
        {"admission",
         "global_burst",
         "2.5",
         [](C c) { return c.admission.globalBurst == 2.5; },
         {"-0.1", "[1]"}},
        {"admission",
         "per_address_per_second",
         "3",
         [](C c) { return c.admission.perAddressPerSecond == 3; },
         {"-3", "\"\""}},
        {"admission",
         "per_address_burst",
         "4",
         [](C c) { return c.admission.perAddressBurst == 4; },
         {"-4", "0.5"}},
        {"store", "outbox_limit", "12", [](C c) { return c.store.outboxLimit == 12; }, {"0", "1000000001"}},
        {"store", "max_batch", "13", [](C c) { return c.store.maxBatch == 13; }, {"0", "100001"}},
        {"consumer", "batch_rows", "14", [](C c) { return c.consumer.batchRows == 14; }, {"0", "10001"}},
        {"consumer", "batch_time_ms", "15", [](C c) { return c.consumer.batchTime == 15ms; }, {"0", "60001"}},
        {"consumer", "lag_warning", "16", [](C c) { return c.consumer.lagWarning == 16; }, {"0", "10001"}},
        {"consumer", "lag_critical", "2000", [](C c) { return c.consumer.lagCritical == 2000; }, {"0", "17"}},
        {"", "node", "\"node-2\"", [](C c) { return c.node == "node-2"; }, {"\"\"", "\"a b\"", "2"}},
        {"sql",
         "server",
         "\"postgresql\"",
         [](C c) { return c.sql.server == "postgresql"; },
         {"\"oracle\"", "\"\"", "1"}},
        {"sql", "host", "\"/run/db\"", [](C c) { return c.sql.host == "/run/db"; }, {"\"\"", "1"}},
        {"sql", "port", "3307", [](C c) { return c.sql.port == 3307; }, {"-1", "65536", "\"3306\""}},
        {"sql", "database", "\"d\"", [](C c) { return c.sql.database == "d"; }, {"\"\"", "1"}},
        {"sql", "user", "\"u\"", [](C c) { return c.sql.user == "u"; }, {"\"\"", "1"}},
        {"sql", "password", "\"p\"", [](C c) { return c.sql.password == "p"; }, {"1", "[\"p\"]"}},
        {"sql", "password_env", "\"HOME\"", [](C c) { return c.sql.password == std::getenv("HOME"); }, kBadEnv},
        {"redis", "durability", "\"always\"", [](C c) { return c.redis.durability == "always"; }, {"\"never\"", "1"}},
        {"redis", "wait_replicas", "2", [](C c) { return c.redis.waitReplicas == 2; }, {"-1", "101", "\"1\""}},
        {"redis", "wait_timeout_ms", "250", [](C c) { return c.redis.waitTimeout == 250ms; }, {"0", "2001", "\"1\""}},
        {"redis", "host", "\"redis.example\"", [](C c) { return c.redis.host == "redis.example"; }, {"\"\"", "1"}},
        {"redis", "port", "6380", [](C c) { return c.redis.port == 6380; }, {"0", "65536", "\"6379\""}},
        {"redis", "user", "\"u\"", [](C c) { return c.redis.user == "u"; }, {"1"}},
        {"redis", "password", "\"p\"", [](C c) { return c.redis.password == "p"; }, {"1"}},
        {"redis", "password_env", "\"HOME\"", [](C c) { return c.redis.password == std::getenv("HOME"); }, kBadEnv},
        {"redis", "database", "3", [](C c) { return c.redis.database == 3; }, {"-1", "\"0\""}},
        {"redis",
         "sentinels",
         "[\"a:26379\", \"[::1]:1\"]",
         [](C c) { return c.redis.sentinels == std::vector<std::string>{"a:26379", "[::1]:1"}; },
         {"\"a:1\"", "[\"a\"]", "[\":1\"]", "[\"a:0\"]", "[\"a:65536\"]", "[\"a:x\"]"}},
        {"redis",
         "cluster",
         "[\"a:7000\", \"[::1]:1\"]",
         [](C c) { return c.redis.cluster == std::vector<std::string>{"a:7000", "[::1]:1"}; },
         {"\"a:1\"", "[\"a\"]", "[\":1\"]", "[\"a:0\"]", "[\"a:1\"]\nsentinels = [\"b:1\"]", "[\"a:1\"]\nhost = \"/run/redis\"",
          "[\"a:1\"]\ndatabase = 1"}},
        {"redis", "master_name", "\"m\"", [](C c) { return c.redis.masterName == "m"; }, {"\"\"", "1", "\"a b\""}},
        {"kafka", "brokers", "\"a:1,b:2\"", [](C c) { return c.kafka.brokers == "a:1,b:2"; }, {"\"\"", "[\"a:1\"]"}},
        {"kafka",
         "topic",
         "\"issues\"",
         [](C c) { return c.kafka.topic == "issues"; },
         {"\"\"", "\"a/b\"", "\"coupon-issue-requested.rehearsal\""}},
        {"kafka", "shadow_topic", "\"s\"", [](C c) { return c.kafka.shadowTopic == "s"; }, {"\"\"", "\"a b\""}},
        {"kafka", "group", "\"g\"", [](C c) { return c.kafka.group == "g"; }, {"\"\"", "7"}},
        {"kafka", "watch_groups", "[\"billing\", \"g.2\"]",
         [](C c) { return c.kafka.watchGroups == std::vector<std::string>{"billing", "g.2"}; },
         {"\"billing\"", "[\"\"]", "[\"a b\"]", "[7]"}},
        {"kafka", "partitions", "12", [](C c) { return c.kafka.partitions == 12; }, {"0", "1001"}},
        {"kafka.properties",
         "*",
         "\"v\"",
         [](C c) { return c.kafka.properties == std::map<std::string, std::string>{{"any.name", "v"}}; },
         {"1", "[\"v\"]"}},
    };
    return cases;
}

std::string inTable(const KeyCase& c, const std::string& value)
{
    const std::string key = c.key == "*" ? "\"any.name\"" : c.key; // names that are another's
    return (c.table.empty() ? "# top\n" : "[" + c.table + "]\n") + key + " = " + value + "\n";
}

std::string dotted(const KeyCase& c)
{
    return c.table.empty() ? c.key : c.table + "." + c.key;
}

} // namespace

TEST(Config, EmptyTextIsTheDefaults)
{
    const auto config = parseConfig("", "my.toml");
    ASSERT_TRUE(config);
    EXPECT_EQ(config->profile, "embedded");
    EXPECT_EQ(config->http.bind, "127.0.0.1");
    EXPECT_EQ(config->http.port, 8081);
    EXPECT_EQ(config->consumer.lagCritical, 10'000u);
}

TEST(Config, CasesNameEveryKey)
{
    std::vector<std::string> named;
    for (const auto& c : keyCases())
        named.push_back(dotted(c));
    EXPECT_THAT(named, testing::UnorderedElementsAreArray(configKeys()));
}

TEST(Config, EveryKeyArrives)
{
    for (const auto& c : keyCases()) {
        const auto config = parseConfig(inTable(c, c.good), "my.toml");
        ASSERT_TRUE(config) << dotted(c) << ": " << config.error().detail;
        EXPECT_TRUE(c.arrived(*config)) << dotted(c);
    }
}

TEST(Config, EveryBadValueIsNamedWithFileLineAndKey)
{
    for (const auto& c : keyCases())
        for (const auto& bad : c.bad) {
            const auto problem = problemIn(inTable(c, bad));
            EXPECT_THAT(problem, StartsWith("my.toml:2: ")) << dotted(c) << " = " << bad;
            EXPECT_TRUE(problem.find(dotted(c)) != std::string::npos ||
                        problem.find("global_burst") != std::string::npos ||
                        problem.find("lag_warning") != std::string::npos ||
                        problem.find("kafka.") != std::string::npos)
                << problem;
        }
}

TEST(Config, UnknownKeysAndTablesAreNamedWithTheirLine)
{
    EXPECT_EQ(problemIn("\n\nprot = 80\n"), "my.toml:3: unknown key prot");
    EXPECT_EQ(problemIn("[http]\nport = 80\nprot = 81\n"), "my.toml:3: unknown key http.prot");
    EXPECT_EQ(problemIn("[htpp]\nport = 80\n"), "my.toml:1: unknown key htpp");
    EXPECT_EQ(problemIn("[http.more]\n"), "my.toml:1: unknown key http.more");
    EXPECT_THAT(problemIn("[redis]\ntls = true\n"), StartsWith("my.toml:2: redis.tls is not spoken here: let stunnel"));
}

TEST(Config, EveryProblemIsNamedAtOnce)
{
    EXPECT_EQ(problemIn("[http]\nport = -1\n[store]\nmax_batch = 0\nx = 1\n"),
              "my.toml:2: http.port must be a whole number from 0 to 65535\n"
              "my.toml:4: store.max_batch must be a whole number from 1 to 100000\n"
              "my.toml:5: unknown key store.x");
}

TEST(Config, AValueWhereATableBelongsIsRefused)
{
    EXPECT_EQ(problemIn("http = 3\n"), "my.toml:1: http must be a table");
    EXPECT_EQ(problemIn("[[store]]\nmax_batch = 5\n"), "my.toml:1: store must be a table");
}

TEST(Config, BadSyntaxIsNamedWithItsLine)
{
    EXPECT_THAT(problemIn("[http]\nport = \n"), StartsWith("my.toml:2: "));
    EXPECT_THAT(problemIn("[http]\nport = 1\nport = 2\n"), StartsWith("my.toml:3: "));
    EXPECT_THAT(problemIn("\xff\xfe"), StartsWith("my.toml:1: "));
}

TEST(Config, LimitsThatLetNobodyThroughAreRefused)
{
    EXPECT_THAT(problemIn("[admission]\nglobal_per_second = 10\n"), HasSubstr("admission.global_burst"));
    EXPECT_THAT(problemIn("[admission]\nper_address_burst = 0\n"), HasSubstr("admission.per_address_burst"));
    EXPECT_EQ(problemIn("[admission]\nper_address_burst = 0\nper_address_per_second = 0\n"), "accepted");
    EXPECT_EQ(problemIn("[admission]\nglobal_per_second = 10\nglobal_burst = 1\n"), "accepted");
}

TEST(Config, LoadsAFileAndNamesOneThatIsNotThere)
{
    const firstcome::testing::TemporaryDirectory directory;
    const auto file = directory.path() / "a.toml";
    std::ofstream(file) << "[http]\nport = 1234\n";
    EXPECT_EQ(loadConfig(file)->http.port, 1234);

    for (const auto& unreadable : {directory.path() / "none.toml", directory.path()}) {
        const auto missing = loadConfig(unreadable);
        ASSERT_FALSE(missing);
        EXPECT_EQ(missing.error().kind, ErrorKind::Io);
        EXPECT_EQ(missing.error().code, "config_unreadable");
        EXPECT_THAT(missing.error().detail, HasSubstr(unreadable.string()));
    }
}

TEST(Config, ExampleNamesEveryKeyWithItsDefault)
{
    const std::filesystem::path file = FIRSTCOME_SOURCE_DIR "/resources/config/firstcome.example.toml";
    const auto example = loadConfig(file);
    ASSERT_TRUE(example) << example.error().detail;

    std::ifstream in(file);
    std::string line, table;
    std::vector<std::string> named;
    while (std::getline(in, line)) {
        if (line.starts_with("# data_dir =") || line.starts_with("# password_env =") ||
            line.starts_with("# operator_token_env ="))
            line.erase(0, 2); // what depends on the machine
        if (line.starts_with("[kafka.properties]"))
            named.push_back("kafka.properties.*");
        if (line.starts_with("["))
            table = line.substr(1, line.find(']') - 1) + ".";
        else if (const auto equals = line.find(" = "); equals != std::string::npos && !line.starts_with("#"))
            named.push_back(table + line.substr(0, equals));
    }
    EXPECT_EQ(named, configKeys());

    const Config defaults;
    EXPECT_EQ(example->http.bind, defaults.http.bind);
    EXPECT_EQ(example->http.port, defaults.http.port);
    EXPECT_EQ(example->http.maxHeaderBytes, defaults.http.maxHeaderBytes);
    EXPECT_EQ(example->http.maxBodyBytes, defaults.http.maxBodyBytes);
    EXPECT_EQ(example->http.maxOperatorBodyBytes, defaults.http.maxOperatorBodyBytes);
    EXPECT_EQ(example->http.headerTimeout, defaults.http.headerTimeout);
    EXPECT_EQ(example->http.bodyTimeout, defaults.http.bodyTimeout);
    EXPECT_EQ(example->http.idleTimeout, defaults.http.idleTimeout);
    EXPECT_EQ(example->http.requestDeadline, defaults.http.requestDeadline);
    EXPECT_EQ(example->http.maxConnections, defaults.http.maxConnections);
    EXPECT_EQ(example->http.maxConnectionsPerAddress, defaults.http.maxConnectionsPerAddress);
    EXPECT_EQ(example->http.maxInFlight, defaults.http.maxInFlight);
    EXPECT_EQ(example->admission.globalPerSecond, defaults.admission.globalPerSecond);
    EXPECT_EQ(example->admission.globalBurst, defaults.admission.globalBurst);
    EXPECT_EQ(example->admission.perAddressPerSecond, defaults.admission.perAddressPerSecond);
    EXPECT_EQ(example->admission.perAddressBurst, defaults.admission.perAddressBurst);
    EXPECT_EQ(example->store.outboxLimit, defaults.store.outboxLimit);
    EXPECT_EQ(example->store.maxBatch, defaults.store.maxBatch);
    EXPECT_EQ(example->consumer.batchRows, defaults.consumer.batchRows);
    EXPECT_EQ(example->consumer.batchTime, defaults.consumer.batchTime);
    EXPECT_EQ(example->consumer.lagWarning, defaults.consumer.lagWarning);
    EXPECT_EQ(example->consumer.lagCritical, defaults.consumer.lagCritical);
    EXPECT_EQ(example->node, defaults.node);
    EXPECT_EQ(example->sql.server, defaults.sql.server);
    EXPECT_EQ(example->sql.host, defaults.sql.host);
    EXPECT_EQ(example->sql.port, defaults.sql.port);
    EXPECT_EQ(example->sql.database, defaults.sql.database);
    EXPECT_EQ(example->sql.user, defaults.sql.user);
    EXPECT_EQ(example->sql.password, defaults.sql.password);
    EXPECT_EQ(example->redis.host, defaults.redis.host);
    EXPECT_EQ(example->redis.port, defaults.redis.port);
    EXPECT_EQ(example->redis.database, defaults.redis.database);
    EXPECT_EQ(example->redis.sentinels, defaults.redis.sentinels);
    EXPECT_EQ(example->redis.masterName, defaults.redis.masterName);
    EXPECT_EQ(example->kafka.brokers, defaults.kafka.brokers);
    EXPECT_EQ(example->kafka.topic, defaults.kafka.topic);
    EXPECT_EQ(example->kafka.shadowTopic, defaults.kafka.shadowTopic);
    EXPECT_EQ(example->kafka.group, defaults.kafka.group);
    EXPECT_EQ(example->kafka.partitions, defaults.kafka.partitions);
    EXPECT_EQ(example->kafka.watchGroups, defaults.kafka.watchGroups);
    EXPECT_EQ(example->kafka.properties, defaults.kafka.properties);
}

TEST(Config, TheExampleForContainersIsValid)
{
    const std::string file = FIRSTCOME_SOURCE_DIR "/installers/docker-compose.toml";
    ::setenv("FIRSTCOME_SQL_PASSWORD", "s", 1);
    ::setenv("FIRSTCOME_REDIS_PASSWORD", "r", 1);
    const auto config = loadConfig(file);
    ::unsetenv("FIRSTCOME_SQL_PASSWORD");
    ::unsetenv("FIRSTCOME_REDIS_PASSWORD");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->profile, "cluster");
    EXPECT_EQ(config->sql.password, "s");
    EXPECT_EQ(config->redis.password, "r");
    EXPECT_FALSE(loadConfig(file)) << "and nothing starts without them";
}
