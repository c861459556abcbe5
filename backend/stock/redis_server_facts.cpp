#include "backend/stock/redis_server_facts.h"

#include "backend/core/parsed_number.h"
#include "backend/stock/redis_instance.h"

#include <array>
#include <map>
#include <string_view>

namespace firstcome::stock {

namespace {

constexpr std::array kServerSettings{"maxmemory-policy", "appendonly", "appendfsync", "auto-aof-rewrite-percentage",
                                     "auto-aof-rewrite-min-size"};
constexpr std::array kServerSections{"memory", "persistence"};

/// `name:value` lines of INFO.
void readInfo(std::string_view text, std::map<std::string, std::string, std::less<>>& said)
{
    while (!text.empty()) {
        const auto end = text.find("\r\n");
        const auto line = text.substr(0, end);
        if (const auto colon = line.find(':'); colon != std::string_view::npos)
            said.emplace(line.substr(0, colon), line.substr(colon + 1));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 2);
    }
}

/// Everything that the server said by name; settings as CONFIG calls them, state as INFO does.
class ServerWords
{
public:
    void take(const RedisValue& reply)
    {
        if (reply.is(RedisValue::Type::Error))
            m_refused = reply.text;
        else if (reply.list.size() == 2)
            m_said.emplace(reply.list[0].text, reply.list[1].text);
        else
            readInfo(reply.text, m_said);
    }
    std::string word(std::string_view name) const
    {
        const auto found = m_said.find(name);
        return found == m_said.end() ? std::string() : found->second;
    }
    std::optional<std::uint64_t> number(std::string_view name) const
    {
        return core::numberIn<std::uint64_t>(word(name));
    }
    const std::string& refused() const { return m_refused; }

private:
    std::map<std::string, std::string, std::less<>> m_said;
    std::string m_refused;
};

} // namespace

core::Result<issuing::StoreServer> askRedisServer(RedisControl& control, const RedisServerMet& met,
                                                  const RedisControl::Words& keys)
{
    std::vector<RedisControl::Words> questions;
    for (const auto* setting : kServerSettings)
        questions.push_back({"CONFIG", "GET", setting});
    for (const auto* section : kServerSections)
        questions.push_back({"INFO", section});
    const auto firstKey = questions.size();
    for (const auto& key : keys)
        questions.push_back({"PTTL", key});
    const auto replies = control.askAll(questions, redisProbeOf(met.tag));
    if (!replies)
        return tl::unexpected(replies.error());

    ServerWords said;
    for (std::size_t i = 0; i < firstKey; ++i)
        said.take((*replies)[i]);
    issuing::StoreServer server;
    server.address = met.address;
    server.refused = said.refused();
    server.evictionPolicy = said.word("maxmemory-policy");
    if (server.evictionPolicy.empty())
        server.evictionPolicy = said.word("maxmemory_policy");
    server.appendOnly = said.word("appendonly");
    if (const auto enabled = said.word("aof_enabled"); server.appendOnly.empty() && !enabled.empty())
        server.appendOnly = enabled == "1" ? "yes" : "no";
    server.appendFsync = said.word("appendfsync");
    server.rewriting = said.word("aof_rewrite_in_progress") == "1";
    server.aofBytes = said.number("aof_current_size");
    server.aofBaseBytes = said.number("aof_base_size");
    server.rewritePercent = said.number("auto-aof-rewrite-percentage");
    server.rewriteLeast = said.number("auto-aof-rewrite-min-size");
    std::vector<std::string> expiring;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto& reply = (*replies)[firstKey + i];
        if (reply.is(RedisValue::Type::Error)) {
            server.refused = reply.text;
            return server;
        }
        if (reply.integer >= 0) // -1: none, -2: no such key
            expiring.push_back(keys[i]);
    }
    server.expiring = std::move(expiring);
    return server;
}

} // namespace firstcome::stock
