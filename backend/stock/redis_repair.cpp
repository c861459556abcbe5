#include "backend/stock/redis_repair.h"

#include "backend/stock/redis_winners.h"

#include <algorithm>
#include <thread>

namespace firstcome::stock {

namespace {

constexpr auto kRepairPatience = std::chrono::seconds(8);
constexpr auto kAskEvery = std::chrono::milliseconds(50);
constexpr std::size_t kAtOnce = 1'000;

} // namespace

RedisRepair::RedisRepair(RedisControl& control, const RedisScripts& scripts, RedisFence& fence,
                         RedisRecovery& recovery, AcceptJournal* journal)
    : m_control(control)
    , m_scripts(scripts)
    , m_fence(fence)
    , m_recovery(recovery)
    , m_journal(journal)
{
}

void RedisRepair::expect(const issuing::InstanceId& instance, std::uint32_t atLeast)
{
    m_fence.demand(instance, {1, atLeast}); // any epoch: a server without the instance, or with less of it, refuses
    if (atLeast == 0)
        m_recovery.compare(instance, {1, 0}, std::nullopt);
}

void RedisRepair::abandon(const issuing::InstanceId& instance)
{
    m_fence.forget(instance);
    m_recovery.forget(instance);
    if (m_journal)
        m_journal->forget(instance);
}

core::Result<void> RedisRepair::suspend(const issuing::Instance& known, std::uint32_t afterSlot)
{
    if (auto agreed = awaitAgreed(known.id); !agreed)
        return agreed;
    if (auto merged = m_recovery.mergeReports(known.id); !merged)
        return tl::unexpected(merged.error());
    const RedisKeys keys(known.id);
    const auto shown = m_control.ask({"HGET", keys.instance, "epoch"});
    if (!shown)
        return tl::unexpected(shown.error());
    const auto epoch = std::max<std::uint64_t>(m_fence.seenOf(known.id).epoch,
                                               std::strtoull(shown->text.c_str(), nullptr, 10));
    RedisControl::Words arguments{std::to_string(epoch + 1), std::to_string(afterSlot)};
    auto fields = fieldsOfNew(known, epoch + 1);
    fields[1] = "paused"; // only `restore` says how it goes on
    arguments.insert(arguments.end(), fields.begin(), fields.end());
    const auto done = m_control.run(m_scripts.suspend, {keys.instance}, arguments);
    if (!done)
        return tl::unexpected(done.error());
    if (done->text == "gone")
        return core::fail(core::ErrorKind::NotFound, "unknown_instance", known.id.str());
    return m_control.tellAll({{"SADD", std::string(kRedisInstances), known.id.str()}});
}

/// Until then nobody knows who has to be asked, or what they were shown.
core::Result<void> RedisRepair::awaitAgreed(const issuing::InstanceId& instance) const
{
    const auto until = std::chrono::steady_clock::now() + kRepairPatience;
    while (!m_recovery.isAgreed(instance)) {
        if (std::chrono::steady_clock::now() > until) {
            const auto waiting = m_recovery.waitingFor();
            return waiting.empty() ? storeDown("its server has not been met")
                                   : core::fail(core::ErrorKind::Unavailable, "node_missing", waiting.front());
        }
        std::this_thread::sleep_for(kAskEvery);
    }
    return {};
}

core::Result<std::uint32_t> RedisRepair::highWater(const issuing::InstanceId& instance)
{
    return m_recovery.mergeReports(instance).map([&] { return m_fence.seenOf(instance).slot; });
}

core::Result<std::set<std::string>> RedisRepair::awaitHandedOver(const issuing::InstanceId& instance)
{
    const RedisKeys keys(instance);
    const auto until = std::chrono::steady_clock::now() + kRepairPatience;
    for (;;) {
        const auto wanted = m_control.ask({"HMGET", keys.instance, "rebuild", "rebuild_after"});
        const auto handed = m_control.ask({"HGETALL", keys.handed});
        const auto live = m_recovery.liveNodes();
        if (!wanted || !handed || !live)
            return tl::unexpected(!wanted ? wanted.error() : !handed ? handed.error() : live.error());
        if (wanted->list.size() != 2)
            return storeDown("an odd answer to HMGET");
        const auto token = wanted->list[0].text + ' ' + wanted->list[1].text;
        std::set<std::string> done;
        for (std::size_t i = 0; i + 1 < handed->list.size(); i += 2)
            if (handed->list[i + 1].text == token)
                done.insert(handed->list[i].text);
        const auto missing =
            std::ranges::find_if(*live, [&](const std::string& node) { return !done.contains(node); });
        if (missing == live->end())
            return done;
        if (std::chrono::steady_clock::now() > until)
            return core::fail(core::ErrorKind::Unavailable, "node_missing", *missing);
        std::this_thread::sleep_for(kAskEvery);
    }
}

core::Result<void> RedisRepair::readJournal(const issuing::InstanceId& instance, const std::string& node,
                                            std::vector<JournalEntry>& entries)
{
    std::string cursor = "0";
    do {
        const auto page = m_control.ask(
            {"HSCAN", RedisKeys(instance).journalOf(node), cursor, "COUNT", std::to_string(kAtOnce)});
        if (!page)
            return tl::unexpected(page.error());
        if (page->list.size() != 2)
            return storeDown("an odd answer to HSCAN");
        cursor = page->list[0].text;
        const auto& pairs = page->list[1].list;
        for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
            if (auto entry = readHanded(instance, pairs[i].text, pairs[i + 1].text))
                entries.push_back(std::move(*entry));
    } while (cursor != "0");
    return {};
}

core::Result<std::vector<JournalEntry>> RedisRepair::journals(const issuing::InstanceId& instance)
{
    const auto nodes = awaitHandedOver(instance);
    if (!nodes)
        return tl::unexpected(nodes.error());
    std::vector<JournalEntry> entries;
    for (const auto& node : *nodes)
        if (auto read = readJournal(instance, node, entries); !read)
            return tl::unexpected(read.error());
    return entries;
}

core::Result<std::vector<issuing::Issue>> RedisRepair::survivors(const issuing::InstanceId& instance)
{
    return readWinners(m_control, instance);
}

core::Result<void> RedisRepair::writeWinners(const RedisKeys& keys, std::span<const issuing::Issue> winners)
{
    if (auto emptied = m_control.tellAll({{"UNLINK", keys.restored}}); !emptied)
        return emptied;
    constexpr std::size_t kCommands = 50;
    for (std::size_t first = 0; first < winners.size(); first += kAtOnce * kCommands) {
        std::vector<RedisControl::Words> commands;
        const auto end = std::min(first + kAtOnce * kCommands, winners.size());
        for (std::size_t i = first; i < end; ++i) {
            if ((i - first) % kAtOnce == 0)
                commands.push_back({"HSET", keys.restored});
            commands.back().push_back(winners[i].publicId.str());
            commands.back().push_back(std::to_string(winners[i].slot) + ':' +
                                      std::to_string(winners[i].acceptedAt.time_since_epoch().count()));
        }
        if (auto written = m_control.tellAll(commands); !written)
            return written;
    }
    return {};
}

core::Result<issuing::Instance> RedisRepair::restore(const issuing::Instance& instance,
                                                     std::span<const issuing::Issue> winners)
{
    const RedisKeys keys(instance.id);
    const auto token = m_control.ask({"HMGET", keys.instance, "rebuild", "version"});
    if (!token)
        return tl::unexpected(token.error());
    if (token->list.size() != 2 || token->list[0].text.empty())
        return core::fail(core::ErrorKind::Conflict, "rebuild_overtaken", instance.id.str());
    if (auto written = writeWinners(keys, winners); !written)
        return tl::unexpected(written.error());
    issuing::Instance restored = instance;
    restored.version =
        std::max<std::uint64_t>(restored.version, std::strtoull(token->list[1].text.c_str(), nullptr, 10)) + 1;
    RedisControl::Words arguments{token->list[0].text, std::to_string(restored.issued),
                                  std::to_string(winners.size())};
    const auto textOf = [](const std::optional<core::WallTime>& at) {
        return at ? std::to_string(at->time_since_epoch().count()) : std::string();
    };
    auto fields = fieldsOfChange(restored);
    fields.insert(fields.end(), {"total", std::to_string(restored.total), "last_accepted_at",
                                 textOf(restored.lastAcceptedAt), "sold_out_at", textOf(restored.soldOutAt)});
    arguments.insert(arguments.end(), fields.begin(), fields.end());
    const auto done = m_control.run(m_scripts.restore, {keys.instance, keys.winners, keys.restored, keys.outbox},
                                    arguments);
    if (!done)
        return tl::unexpected(done.error());
    if (done->text != "ok")
        return core::fail(core::ErrorKind::Conflict, "rebuild_overtaken", done->text);
    m_fence.saw(instance.id, {std::strtoull(token->list[0].text.c_str(), nullptr, 10), restored.issued});
    if (const auto handed = m_control.ask({"HKEYS", keys.handed})) {
        RedisControl::Words gone{"UNLINK", keys.handed};
        for (const auto& node : handed->list)
            gone.push_back(keys.journalOf(node.text));
        (void)m_control.ask(gone); // they are of no use to another rebuild, and of no harm
    }
    // The look that lifts the suspension shows the instance as it is now: before, the store shows it as it was lost.
    const auto until = std::chrono::steady_clock::now() + kRepairPatience;
    while (m_recovery.suspended().contains(instance.id) && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(kAskEvery);
    return restored;
}

} // namespace firstcome::stock
