#include "backend/stock/redis_problem.h"

#include <gtest/gtest.h>

using namespace firstcome;

TEST(RedisProblem, EveryErrorHasAStableCode)
{
    const std::pair<const char*, const char*> said[] = {
        {"LOADING Redis is loading the dataset in memory", "redis_loading"},
        {"BUSY Redis is busy running a script.", "redis_busy"},
        {"READONLY You can't write against a read only replica.", "redis_read_only"},
        {"MASTERDOWN Link with MASTER is down", "redis_read_only"},
        {"OOM command not allowed when used memory > 'maxmemory'.", "redis_out_of_memory"},
        {"MISCONF Redis is configured to save RDB snapshots", "redis_cannot_persist"},
        {"NOREPLICAS Not enough good replicas to write.", "redis_no_replicas"},
        {"MOVED 3999 127.0.0.1:6381", "redis_moved"},
        {"ASK 3999 127.0.0.1:6381", "redis_moved"},
        {"TRYAGAIN Multiple keys request during rehashing of slot", "redis_moved"},
        {"CLUSTERDOWN Hash slot not served", "redis_cluster_down"},
        {"NOAUTH Authentication required.", "redis_refuses_us"},
        {"WRONGPASS invalid username-password pair", "redis_refuses_us"},
        {"NOPERM this user has no permissions", "redis_refuses_us"},
        {"ERR something else", "redis_error"},
        {"BUSYGROUP Consumer Group name already exists", "redis_error"},
        {"", "redis_error"},
    };
    for (const auto& [words, code] : said) {
        const auto problem = stock::redisProblem(words);
        EXPECT_EQ(problem.code, code) << words;
        EXPECT_EQ(problem.detail, words);
        EXPECT_EQ(problem.kind, core::ErrorKind::Unavailable);
    }
}
