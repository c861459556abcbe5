#include "tests/support/told_redis.h"

namespace firstcome::testing {

std::vector<std::vector<std::string>> toldMeanwhile(const RedisServer& server,
                                                    const std::function<void()>& doing)
{
    auto redis = server.connect();
    redis.ask({"CONFIG", "SET", "slowlog-max-len", "1000000", "slowlog-log-slower-than", "0"});
    redis.ask({"SLOWLOG", "RESET"});
    doing();
    const auto log = redis.ask({"SLOWLOG", "GET", "-1"});
    redis.ask({"CONFIG", "SET", "slowlog-log-slower-than", "-1"});
    std::vector<std::vector<std::string>> told;
    for (const auto& entry : log.list) { // its number, when, how long, the words, who
        auto& words = told.emplace_back();
        for (const auto& word : entry.list.at(3).list)
            words.push_back(word.text);
    }
    return told;
}

} // namespace firstcome::testing
