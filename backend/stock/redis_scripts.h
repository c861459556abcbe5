#pragma once

#include <array>
#include <string>
#include <string_view>

namespace firstcome::stock {

/// One script as Redis knows it.
struct RedisScript
{
    std::string text;
    std::string sha; ///< SHA-1 of the text, 40 hexadecimal digits
};

RedisScript redisScript(std::string text);

/// The scripts of resources/lua, one for each thing that happens to an instance.
struct RedisScripts
{
    /// The server's own time in microseconds, as a Lua expression.
    static constexpr std::string_view kServerClock =
        "(function() local t = redis.call('TIME') return t[1] * 1000000 + t[2] end)()";

    /// `clock`: what the scripts take for the time; a test puts one there that it can move.
    explicit RedisScripts(std::string_view clock = kServerClock);

    RedisScript attempt, find, look, create, save, entomb, confirm, lease, suspend, restore, showClock;
    std::array<const RedisScript*, 11> all() const
    {
        return {&attempt, &find,  &look,    &create,  &save,     &entomb,
                &confirm, &lease, &suspend, &restore, &showClock};
    }
};

} // namespace firstcome::stock
