#include "backend/stock/redis_problem.h"

#include <array>
#include <string>

namespace firstcome::stock {

core::Error redisProblem(std::string_view reply)
{
    struct Meaning
    {
        std::string_view word;
        const char* code;
    };
    static constexpr std::array<Meaning, 15> kMeanings{{
        {"LOADING", "redis_loading"},
        {"BUSY", "redis_busy"},
        {"READONLY", "redis_read_only"},
        {"MASTERDOWN", "redis_read_only"},
        {"OOM", "redis_out_of_memory"},
        {"MISCONF", "redis_cannot_persist"},
        {"NOREPLICAS", "redis_no_replicas"},
        {"MOVED", "redis_moved"},
        {"ASK", "redis_moved"},
        {"TRYAGAIN", "redis_moved"},
        {"CROSSSLOT", "redis_error"},
        {"CLUSTERDOWN", "redis_cluster_down"},
        {"NOAUTH", "redis_refuses_us"},
        {"WRONGPASS", "redis_refuses_us"},
        {"NOPERM", "redis_refuses_us"},
    }};
    for (const auto& meaning : kMeanings)
        if (reply.starts_with(meaning.word) &&
            (reply.size() == meaning.word.size() || reply[meaning.word.size()] == ' '))
            return {core::ErrorKind::Unavailable, meaning.code, std::string(reply)};
    return {core::ErrorKind::Unavailable, "redis_error", std::string(reply)};
}

} // namespace firstcome::stock
