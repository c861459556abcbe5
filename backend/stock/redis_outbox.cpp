#include "backend/stock/redis_outbox.h"

#include "backend/core/parsed_number.h"

#include <charconv>

namespace firstcome::stock {

using eventlog::LogRecord;
using eventlog::OutboxInstance;
using issuing::InstanceId;

namespace {

constexpr int kLeaseMilliseconds = 3'000;

core::Error corrupt(const std::string& what)
{
    return {core::ErrorKind::Corrupt, "corrupt", what};
}

/// One entry of a stream: its id, and fields and values.
std::optional<LogRecord> recordOf(const RedisValue& entry)
{
    if (entry.list.size() != 2)
        return std::nullopt;
    const auto& id = entry.list[0].text;
    LogRecord record;
    const auto slot = core::numberIn<std::uint32_t>(std::string_view(id).substr(0, id.find('-')));
    const auto& fields = entry.list[1].list;
    std::optional<issuing::PublicId> person;
    std::optional<std::int64_t> at;
    std::optional<std::uint32_t> total;
    for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
        const auto& name = fields[i].text;
        const auto& value = fields[i + 1].text;
        if (name == "p")
            person = issuing::PublicId::parse(value);
        else if (name == "t")
            at = core::numberIn<std::int64_t>(value);
        else if (name == "n")
            total = core::numberIn<std::uint32_t>(value);
        else if (name == "c")
            record.trace = core::TraceParent::parse(value).value_or(core::TraceParent());
    }
    if (!slot || !person || !at || !total)
        return std::nullopt;
    record.issue.slot = *slot;
    record.issue.publicId = *person;
    record.issue.acceptedAt = core::WallTime(std::chrono::microseconds(*at));
    record.total = *total;
    return record;
}

} // namespace

RedisOutbox::RedisOutbox(RedisTarget target, std::string holder,
                         std::function<void(const InstanceId&, std::uint32_t)> onCarried)
    : m_holder(std::move(holder))
    , m_onCarried(std::move(onCarried))
    , m_control(std::move(target), m_scripts)
{
}

core::Result<void> RedisOutbox::open()
{
    m_control.start([] {}, {[](const auto&, const auto&) {}, [](const core::Error&) {}});
    return {};
}

void RedisOutbox::close()
{
    m_control.stop();
    m_facts.clear();
}

core::Result<std::vector<OutboxInstance>> RedisOutbox::claim()
{
    const auto ids = m_control.ask({"SMEMBERS", std::string(kRedisInstances)});
    if (ids) {
        m_listed.clear();
        for (const auto& text : ids->list)
            if (const auto id = InstanceId::parse(text.text))
                m_listed.push_back(*id);
    }
    // One master of a cluster that is away does not keep those on the others.
    std::vector<OutboxInstance> held;
    bool someAnswer = false;
    std::optional<core::Error> problem = ids ? std::nullopt : std::optional(ids.error());
    for (const auto& id : m_listed) {
        const RedisKeys keys(id);
        const auto lease = m_control.run(m_scripts.lease, {keys.instance, keys.lease},
                                         {m_holder, std::to_string(kLeaseMilliseconds)});
        if (!lease)
            problem = lease.error();
        someAnswer = someAnswer || lease;
        if (lease && lease->list.size() == 2 && lease->list[0].integer == 1)
            held.push_back({id, static_cast<std::uint32_t>(lease->list[1].integer)});
    }
    if (!someAnswer && problem)
        return tl::unexpected(*problem);
    return held;
}

core::Result<RedisOutbox::Facts> RedisOutbox::factsOf(const InstanceId& id)
{
    if (const auto known = m_facts.find(id); known != m_facts.end())
        return known->second;
    const auto reply = m_control.ask({"HMGET", RedisKeys(id).instance, "coupon_id", "shadow"});
    if (!reply)
        return tl::unexpected(reply.error());
    const auto couponId =
        reply->list.size() == 2 ? issuing::CouponId::parse(reply->list[0].text) : std::nullopt;
    if (!couponId)
        return tl::unexpected<core::Error>(corrupt("instance " + id.str() + " names no event"));
    return m_facts[id] = Facts{*couponId, reply->list[1].text == "1"};
}

core::Result<std::vector<LogRecord>> RedisOutbox::read(const InstanceId& id, std::uint32_t afterSlot,
                                                       std::size_t limit)
{
    const auto entries =
        m_control.ask({"XRANGE", RedisKeys(id).outbox, std::to_string(std::uint64_t(afterSlot) + 1) + "-0",
                       "+", "COUNT", std::to_string(limit)});
    if (!entries)
        return tl::unexpected(entries.error());
    std::vector<LogRecord> records;
    if (entries->list.empty())
        return records;
    const auto facts = factsOf(id);
    if (!facts)
        return tl::unexpected(facts.error());
    records.reserve(entries->list.size());
    for (const auto& entry : entries->list) {
        auto record = recordOf(entry);
        if (!record)
            return tl::unexpected<core::Error>(corrupt("an entry in the outbox of " + id.str()));
        record->issue.instance = id;
        record->couponId = facts->couponId;
        record->shadow = facts->shadow;
        records.push_back(std::move(*record));
    }
    if (m_onCarried)
        m_onCarried(id, records.back().issue.slot);
    return records;
}

core::Result<void> RedisOutbox::confirm(const InstanceId& id, std::uint32_t slot)
{
    const RedisKeys keys(id);
    return m_control.run(m_scripts.confirm, {keys.instance, keys.outbox}, {std::to_string(slot)})
        .map([](const RedisValue&) {});
}

} // namespace firstcome::stock
