#include "backend/stock/redis_scripts.h"

#include "embedded/redis_lua.h"

#include <openssl/evp.h>

namespace firstcome::stock {

namespace {

std::string sha1(std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) {
        hex += kDigits[digest[i] >> 4];
        hex += kDigits[digest[i] & 0xf];
    }
    return hex;
}

RedisScript script(std::string_view clock, std::string_view text)
{
    return redisScript("local function clock() return " + std::string(clock) + " end\n" +
                       std::string(embedded::redis_lua::prelude_lua) + std::string(text));
}

} // namespace

RedisScript redisScript(std::string text)
{
    std::string sha = sha1(text);
    return {std::move(text), std::move(sha)};
}

RedisScripts::RedisScripts(std::string_view clock)
    : attempt(script(clock, embedded::redis_lua::attempt_lua))
    , find(script(clock, embedded::redis_lua::find_lua))
    , look(script(clock, embedded::redis_lua::look_lua))
    , create(script(clock, embedded::redis_lua::create_lua))
    , save(script(clock, embedded::redis_lua::save_lua))
    , entomb(script(clock, embedded::redis_lua::entomb_lua))
    , confirm(script(clock, embedded::redis_lua::confirm_lua))
    , lease(script(clock, embedded::redis_lua::lease_lua))
    , suspend(script(clock, embedded::redis_lua::suspend_lua))
    , restore(script(clock, embedded::redis_lua::restore_lua))
    , showClock(script(clock, embedded::redis_lua::clock_lua))
{
}

} // namespace firstcome::stock
