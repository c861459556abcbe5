#include "backend/stock/redis_recovery.h"

#include "backend/core/parsed_number.h"
#include "backend/core/thread_name.h"
#include "backend/stock/redis_problem.h"

#include <algorithm>
#include <sstream>

namespace firstcome::stock {

namespace {

constexpr auto kWakeEvery = std::chrono::milliseconds(20);
constexpr auto kAgreeAgainAfter = std::chrono::milliseconds(250); ///< it asks SQL for the live nodes
constexpr auto kAskTheOthersEvery = std::chrono::seconds(1);
constexpr std::size_t kPeopleShown = 100;

} // namespace

std::string handedText(const JournalEntry& entry)
{
    return entry.issue.publicId.str() + ' ' +
           std::to_string(entry.issue.acceptedAt.time_since_epoch().count()) + ' ' +
           std::to_string(entry.total) + ' ' + std::to_string(entry.epoch);
}

std::optional<JournalEntry> readHanded(const issuing::InstanceId& instance, std::string_view slot,
                                       std::string_view text)
{
    std::istringstream words{std::string(text)};
    std::string person;
    std::int64_t at = 0;
    JournalEntry entry;
    if (!(words >> person >> at >> entry.total >> entry.epoch))
        return std::nullopt;
    const auto publicId = issuing::PublicId::parse(person);
    const auto number = core::numberIn<std::uint32_t>(slot);
    if (!publicId || !number || *number == 0)
        return std::nullopt;
    entry.issue = {instance, *publicId, *number, core::WallTime(std::chrono::microseconds(at))};
    return entry;
}

RedisRecovery::RedisRecovery(RedisControl& control, RedisFence& fence, const AcceptJournal* journal,
                             RedisNodeTerms terms)
    : m_control(control)
    , m_fence(fence)
    , m_journal(journal)
    , m_terms(std::move(terms))
{
}

RedisRecovery::~RedisRecovery()
{
    stop();
}

void RedisRecovery::start()
{
    const std::lock_guard lock(m_mutex);
    m_stopping = false;
    m_thread = std::thread([this] { run(); });
}

void RedisRecovery::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void RedisRecovery::met(const std::vector<RedisServerMet>& servers)
{
    std::map<std::string, std::string> terms;
    std::set<std::string> known;
    for (const auto& server : servers) {
        terms.emplace(server.runId, server.term);
        known.insert(server.term);
    }
    m_fence.meets(std::move(terms)); // first: from here on it refuses to agree on one that is gone
    const std::lock_guard lock(m_mutex);
    const bool isAnother = std::ranges::any_of(servers, [this](const RedisServerMet& server) {
        return std::ranges::find(m_servers, server.term, &RedisServerMet::term) == m_servers.end();
    });
    m_servers = servers;
    std::erase_if(m_agreed, [&](const std::string& term) { return !known.contains(term); });
    std::erase_if(m_waitingFor, [&](const auto& waiting) { return !known.contains(waiting.first); });
    std::erase_if(m_refusals, [&](const auto& refusal) { return !known.contains(refusal.first); });
    if (isAnother)
        m_agreeAfter = {};
    if (isAnother)
        for (auto& [instance, lost] : m_lost)
            lost.handedOver = {}; // what was handed over may be lost too
}

core::Result<RedisServerMet> RedisRecovery::serverOf(const issuing::InstanceId& instance) const
{
    const std::lock_guard lock(m_mutex);
    const auto* const found = metServerOf(instance);
    if (!found)
        return storeDown("no server has instance " + instance.str());
    return *found;
}

const RedisServerMet* RedisRecovery::metServerOf(const issuing::InstanceId& instance) const
{
    const auto found = std::ranges::find_if(
        m_servers, [key = RedisKeys(instance).instance](const RedisServerMet& server) { return server.has(key); });
    return found == m_servers.end() ? nullptr : &*found;
}

void RedisRecovery::compare(const issuing::InstanceId& instance, const RedisFence::Seen& seen,
                            const std::optional<RedisInstance>& shown)
{
    const bool isThere = shown && !shown->tombstoned && shown->rebuild == 0 && shown->epoch >= seen.epoch &&
                         shown->instance.issued >= seen.slot;
    {
        const std::lock_guard lock(m_mutex);
        if (isThere)
            m_freeOfOthers[instance].rebuiltTo = shown->epoch;
        if (shown && shown->tombstoned)
            m_kept.erase(instance);
        else if (m_journal && (isThere || m_kept.contains(instance)))
            m_kept[instance].epoch = isThere ? shown->epoch : 0;
        if ((shown && shown->tombstoned) || isThere || seen.epoch == 0) {
            m_lost.erase(instance);
        } else {
            Lost& lost = m_lost[instance];
            const std::uint32_t inStore = shown ? shown->instance.issued : 0;
            const std::uint32_t highWater = std::max({lost.highWater, seen.slot, inStore});
            lost.isListed = lost.isListed && lost.highWater == highWater && lost.inStore == inStore;
            lost.highWater = highWater;
            lost.inStore = inStore;
            if (shown && shown->rebuild != lost.rebuild)
                lost.rebuildSeen = std::chrono::steady_clock::now();
            lost.rebuild = shown ? shown->rebuild : 0;
            lost.rebuildAfter = shown ? shown->rebuildAfter : 0;
            lost.shown.atRisk = highWater - inStore + freeOf(instance);
            if (const auto others = m_freeOfOthers.find(instance); others != m_freeOfOthers.end())
                lost.shown.atRisk += others->second.total();
            lost.shown.rebuilding = lost.rebuild != 0;
        }
    }
    if (isThere) // a higher epoch is a rebuild's, which has asked every live node
        m_fence.saw(instance, {shown->epoch, shown->confirmed}); // and what the log has, nobody may lack
}

void RedisRecovery::forget(const issuing::InstanceId& instance)
{
    const std::lock_guard lock(m_mutex);
    m_lost.erase(instance);
    m_kept.erase(instance);
    m_freeOfOthers.erase(instance);
}

std::uint64_t RedisRecovery::FreeOfOthers::total() const
{
    std::uint64_t sum = 0;
    for (const auto& [node, said] : nodes)
        if (const auto& [epoch, free] = said; epoch > rebuiltTo)
            sum += free;
    return sum;
}

std::uint64_t RedisRecovery::freeOf(const issuing::InstanceId& instance) const
{
    const auto kept = m_kept.find(instance);
    return kept == m_kept.end() ? 0 : kept->second.free.size();
}

std::map<issuing::InstanceId, issuing::Suspension> RedisRecovery::suspended() const
{
    const std::lock_guard lock(m_mutex);
    std::map<issuing::InstanceId, issuing::Suspension> shown;
    for (const auto& [instance, lost] : m_lost)
        shown.emplace(instance, lost.shown);
    return shown;
}

std::vector<std::string> RedisRecovery::waitingFor() const
{
    const std::lock_guard lock(m_mutex);
    std::set<std::string> nodes;
    for (const auto& [term, missing] : m_waitingFor)
        nodes.insert(missing.begin(), missing.end());
    return {nodes.begin(), nodes.end()};
}

std::optional<core::Error> RedisRecovery::refusal() const
{
    const std::lock_guard lock(m_mutex);
    return m_refusals.empty() ? std::nullopt : std::optional(m_refusals.begin()->second);
}

core::Result<std::vector<std::string>> RedisRecovery::liveNodes() const
{
    if (!m_terms.liveNodes)
        return std::vector{m_terms.node};
    auto nodes = m_terms.liveNodes();
    if (nodes && std::ranges::find(*nodes, m_terms.node) == nodes->end())
        nodes->push_back(m_terms.node);
    return nodes;
}

void RedisRecovery::run()
{
    core::nameThisThread("fc-recovery");
    auto asked = std::chrono::steady_clock::now();
    for (;;) {
        std::vector<RedisServerMet> unknown;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, kWakeEvery, [this] { return m_stopping; });
            if (m_stopping)
                return;
            if (std::chrono::steady_clock::now() >= m_agreeAfter)
                std::ranges::copy_if(m_servers, std::back_inserter(unknown), [this](const RedisServerMet& server) {
                    return !m_agreed.contains(server.term);
                });
        }
        for (const auto& server : unknown)
            agree(server);
        if (const auto now = std::chrono::steady_clock::now(); now - asked >= kAskTheOthersEvery) {
            asked = now;
            askTheOthers();
        }
        holdJournal();
        listPeople();
        handOver();
    }
}

void RedisRecovery::agree(const RedisServerMet& server)
{
    if (!m_fence.hasLetGo())
        return; // a lane still holds on to a server before: it may be shown more
    const auto live = liveNodes();
    const auto said = live ? report(server) : core::Result<void>();
    const auto told = said ? mergeReports(server) : tl::unexpected(said.error());
    if (!live || !told) { // who has to be asked is not known, or whose name this is; or the server takes no report
        const std::lock_guard lock(m_mutex);
        if (!isMet(server))
            return; // it is gone: nobody would take this back
        if (live)
            m_refusals.insert_or_assign(server.term, told.error());
        else
            m_waitingFor[server.term] = {live.error().code};
        m_agreeAfter = std::chrono::steady_clock::now() + kAgreeAgainAfter;
        return;
    }
    std::vector<std::string> missing;
    std::ranges::copy_if(*live, std::back_inserter(missing),
                         [&](const std::string& node) { return !told->contains(node); });
    const std::lock_guard lock(m_mutex);
    if (!isMet(server))
        return; // it is gone again
    m_refusals.erase(server.term);
    if (missing.empty()) {
        m_agreed.insert(server.term);
        m_fence.agree(server.term);
    } else {
        m_agreeAfter = std::chrono::steady_clock::now() + kAgreeAgainAfter;
    }
    m_waitingFor[server.term] = std::move(missing);
}

bool RedisRecovery::isMet(const RedisServerMet& server) const
{
    return std::ranges::find(m_servers, server.term, &RedisServerMet::term) != m_servers.end();
}

bool RedisRecovery::isAgreed(const RedisServerMet& server) const
{
    const std::lock_guard lock(m_mutex);
    return m_agreed.contains(server.term);
}

bool RedisRecovery::isAgreed(const issuing::InstanceId& instance) const
{
    const auto server = serverOf(instance);
    return server && isAgreed(*server);
}

/// A node that was not there when the others agreed has said since what it was shown.
void RedisRecovery::askTheOthers()
{
    std::vector<RedisServerMet> servers;
    {
        const std::lock_guard lock(m_mutex);
        servers = m_servers;
    }
    for (const auto& server : servers)
        if (isAgreed(server))
            (void)mergeReports(server); // else the next time
}

core::Result<void> RedisRecovery::report(const RedisServerMet& server)
{
    if (m_journal && !m_journal->isWhole()) // what this node was shown is not known: nobody may agree without it
        return core::fail(core::ErrorKind::Io, "journal_io");
    std::string text = server.term;
    const auto all = m_fence.seen();
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [instance, seen] : all)
            text += '\n' + instance.str() + ' ' + std::to_string(seen.epoch) + ' ' + std::to_string(seen.slot) + ' ' +
                    std::to_string(freeOf(instance));
    }
    const auto said = m_control.askAll({{"HSET", redisReportsOf(server.tag), m_terms.node, text}});
    if (!said)
        return tl::unexpected(said.error());
    if (const auto& reply = said->front(); reply.is(RedisValue::Type::Error))
        return tl::unexpected(redisProblem(reply.text)); // by its own code: people are shown why
    return {};
}

core::Result<void> RedisRecovery::mergeReports(const issuing::InstanceId& instance)
{
    return serverOf(instance)
        .and_then([this](const RedisServerMet& server) { return mergeReports(server); })
        .map([](const auto&) {});
}

core::Result<std::set<std::string>> RedisRecovery::mergeReports(const RedisServerMet& server)
{
    const auto all = m_control.ask({"HGETALL", redisReportsOf(server.tag)});
    if (!all)
        return tl::unexpected(all.error());
    std::set<std::string> told;
    const bool agreed = isAgreed(server);
    const auto known = m_fence.seen();
    for (std::size_t i = 0; i + 1 < all->list.size(); i += 2) {
        std::istringstream lines(all->list[i + 1].text);
        std::string word;
        if (!std::getline(lines, word) || word != server.term)
            continue; // of a server that was here before
        const std::string& node = all->list[i].text;
        std::uint64_t epoch = 0, free = 0;
        std::uint32_t slot = 0;
        for (std::string line; std::getline(lines, line);) { // each by itself: one that is odd hides no other
            std::istringstream fields(line);
            const auto instance = fields >> word >> epoch >> slot ? issuing::InstanceId::parse(word) : std::nullopt;
            fields >> free; // 0 where it is not there
            if (!instance || (agreed && !known.contains(*instance)))
                continue; // it was forgotten since that was written
            m_fence.demand(*instance, {epoch, slot});
            if (node == m_terms.node)
                continue;
            const std::lock_guard lock(m_mutex);
            m_freeOfOthers[*instance].nodes[node] = {epoch, free};
        }
        told.insert(node);
    }
    return told;
}

void RedisRecovery::listPeople()
{
    std::vector<std::pair<issuing::InstanceId, std::uint32_t>> wanted;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [instance, lost] : m_lost)
            if (!lost.isListed)
                wanted.emplace_back(instance, lost.inStore);
    }
    for (const auto& [instance, inStore] : wanted) {
        std::map<std::uint32_t, issuing::Issue> people;
        if (m_journal) {
            const auto entries = m_journal->read(instance, inStore);
            if (!entries)
                continue; // the next time
            for (const auto& entry : *entries)
                people.emplace(entry.issue.slot, entry.issue);
        }
        const std::lock_guard lock(m_mutex);
        const auto lost = m_lost.find(instance);
        if (lost == m_lost.end() || lost->second.inStore != inStore)
            continue;
        if (const auto kept = m_kept.find(instance); kept != m_kept.end())
            for (const auto& issue : kept->second.free)
                people.emplace(issue.slot, issue);
        lost->second.isListed = true;
        lost->second.shown.named = people.size();
        lost->second.shown.people.clear();
        for (const auto& [slot, issue] : people)
            if (lost->second.shown.people.size() < kPeopleShown)
                lost->second.shown.people.push_back(issue);
    }
}

} // namespace firstcome::stock
