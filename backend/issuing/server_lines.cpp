#include "backend/issuing/server_lines.h"

#include <algorithm>
#include <functional>

namespace firstcome::issuing {

namespace {

/// What one server's answer means for one line.
struct ServerAnswer
{
    GoStatus status = GoStatus::NotMeasured;
    std::optional<double> value, threshold;
    std::string detail;
};

using Ask = std::function<ServerAnswer(const StoreServer&)>;

int badness(GoStatus status)
{
    switch (status) {
    case GoStatus::Go: return 0;
    case GoStatus::Warning: return 1;
    case GoStatus::NotMeasured: return 2;
    case GoStatus::NoGo: return 3;
    }
    return 3;
}

GoLineState serverLine(GoLine which, bool hard, const char* source)
{
    GoLineState state;
    state.line = which;
    state.hard = hard;
    state.source = source;
    return state;
}

GoLineState ofWorstServer(GoLine which, bool hard, const GoReadings& readings, core::WallTime now, const Ask& ask)
{
    auto state = serverLine(which, hard, "store server");
    state.problem = readings.storeServersProblem;
    if (!readings.storeServers || readings.storeServers->servers.empty())
        return state;
    state.measuredAt = readings.storeServers->at;
    if (now - *state.measuredAt > kReadingStale)
        return state;
    state.problem.clear();
    const auto& servers = readings.storeServers->servers;
    int worst = -1;
    for (const auto& server : servers) {
        auto answer = ask(server);
        if (badness(answer.status) <= worst)
            continue;
        worst = badness(answer.status);
        state.status = answer.status;
        state.value = answer.value;
        state.threshold = answer.threshold;
        const bool refused = answer.status == GoStatus::NotMeasured && !server.refused.empty();
        state.problem = refused ? "settings_refused" : "";
        state.detail = refused ? server.refused : answer.detail;
        if (servers.size() > 1)
            state.detail = server.address + (state.detail.empty() ? "" : ": ") + state.detail;
    }
    return state;
}

/// Held against one word; nothing said is not measured.
ServerAnswer ofSetting(const char* name, const std::string& setting, bool fine)
{
    if (setting.empty())
        return {};
    return {fine ? GoStatus::Go : GoStatus::NoGo, {}, {}, std::string(name) + " " + setting};
}

ServerAnswer ofRewrite(const StoreServer& server, double toCome)
{
    if (server.appendOnly == "no")
        return {GoStatus::Go, {}, {}, "appendonly no"};
    if (!server.aofBytes || !server.rewritePercent || !server.rewriteLeast)
        return {};
    ServerAnswer answer;
    answer.value = static_cast<double>(*server.aofBytes) + toCome;
    if (*server.rewritePercent == 0 && !server.rewriting) {
        answer.status = GoStatus::Go;
        return answer;
    }
    const auto base = static_cast<double>(server.aofBaseBytes.value_or(0));
    answer.threshold = std::max(static_cast<double>(*server.rewriteLeast),
                                base * (1 + static_cast<double>(*server.rewritePercent) / 100));
    answer.status = server.rewriting || *answer.value > *answer.threshold ? GoStatus::Warning : GoStatus::Go;
    if (server.rewriting)
        answer.detail = "aof_rewrite_in_progress";
    return answer;
}

ServerAnswer ofExpiry(const StoreServer& server)
{
    if (!server.expiring)
        return {};
    ServerAnswer answer;
    answer.value = static_cast<double>(server.expiring->size());
    answer.threshold = 0;
    answer.status = server.expiring->empty() ? GoStatus::Go : GoStatus::NoGo;
    for (const auto& key : *server.expiring)
        answer.detail += (answer.detail.empty() ? "" : ", ") + key;
    return answer;
}

bool syncsAsWanted(const std::string& appendFsync, const std::string& wanted)
{
    return wanted == "always" ? appendFsync == "always" : appendFsync != "no";
}

void addStoreLines(std::vector<GoLineState>& lines, const Event& event, const GoReadings& readings,
                   core::WallTime now)
{
    const auto line = [&](GoLine which, bool hard, const Ask& ask) {
        lines.push_back(ofWorstServer(which, hard, readings, now, ask));
    };
    line(GoLine::StoreEviction, true, [](const StoreServer& server) {
        return ofSetting("maxmemory-policy", server.evictionPolicy, server.evictionPolicy == "noeviction");
    });
    line(GoLine::StoreAppendOnly, true, [](const StoreServer& server) {
        return ofSetting("appendonly", server.appendOnly, server.appendOnly == "yes");
    });
    line(GoLine::StoreDurability, true, [&](const StoreServer& server) {
        auto answer = ofSetting("appendfsync", server.appendFsync,
                                syncsAsWanted(server.appendFsync, readings.wantedDurability));
        if (answer.status == GoStatus::NoGo)
            answer.detail += ", durability " + readings.wantedDurability;
        return answer;
    });
    const std::uint32_t issued = event.instance ? event.instance->issued : 0;
    const std::uint32_t total = event.instance ? event.instance->total : event.draft.total;
    const auto toCome = static_cast<double>(kAofBytesPerAccept * (total > issued ? total - issued : 0));
    line(GoLine::StoreRewrite, false, [&](const StoreServer& server) { return ofRewrite(server, toCome); });
    line(GoLine::StoreExpiry, true, ofExpiry);
}

GoLineState topicsLine(const GoReadings& readings, core::WallTime now)
{
    auto state = serverLine(GoLine::LogTopics, true, "log brokers");
    state.problem = readings.logTopicsProblem;
    state.detail = readings.logTopicsDetail;
    if (!readings.logTopics)
        return state;
    state.measuredAt = readings.logTopics->at;
    if (now - *state.measuredAt > kReadingStale)
        return state;
    state.problem.clear();
    state.detail.clear();
    const auto& differences = readings.logTopics->differences;
    state.value = static_cast<double>(differences.size());
    state.threshold = 0;
    state.status = differences.empty() ? GoStatus::Go : GoStatus::NoGo;
    for (const auto& difference : differences)
        state.detail += (state.detail.empty() ? "" : ", ") + difference;
    return state;
}

} // namespace

void addServerLines(std::vector<GoLineState>& lines, const Event& event, const GoReadings& readings,
                    core::WallTime now)
{
    if (!readings.wantedDurability.empty())
        addStoreLines(lines, event, readings, now);
    if (readings.logHasTopics)
        lines.push_back(topicsLine(readings, now));
}

} // namespace firstcome::issuing
