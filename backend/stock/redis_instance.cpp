#include "backend/stock/redis_instance.h"

#include "backend/core/parsed_number.h"

#include <charconv>
#include <unordered_map>

namespace firstcome::stock {

using issuing::Instance;

namespace {

using Fields = std::unordered_map<std::string_view, std::string_view>;

core::WallTime timeOf(std::int64_t micros)
{
    return core::WallTime(std::chrono::microseconds(micros));
}

std::string textOf(const std::optional<core::WallTime>& time)
{
    return time ? std::to_string(time->time_since_epoch().count()) : std::string();
}

/// Reads fields and remembers whether all of them were what they should be.
class FieldReader
{
public:
    explicit FieldReader(Fields fields)
        : m_fields(std::move(fields))
    {
    }
    std::string_view text(std::string_view name) const
    {
        const auto found = m_fields.find(name);
        return found == m_fields.end() ? std::string_view() : found->second;
    }
    template <class Number>
    Number number(std::string_view name)
    {
        const auto value = core::numberIn<Number>(text(name));
        m_sound = m_sound && value;
        return value.value_or(Number());
    }
    std::optional<core::WallTime> time(std::string_view name)
    {
        if (text(name).empty())
            return std::nullopt;
        return timeOf(number<std::int64_t>(name));
    }
    template <class Value>
    Value required(const std::optional<Value>& value)
    {
        m_sound = m_sound && value;
        return value.value_or(Value());
    }
    bool sound() const { return m_sound; }

private:
    Fields m_fields;
    bool m_sound = true;
};

} // namespace

RedisKeys::RedisKeys(const issuing::InstanceId& id)
{
    const std::string tag = "fc:{" + id.str() + "}:";
    instance = tag + "instance";
    winners = tag + "winners";
    audience = tag + "audience";
    outbox = tag + "outbox";
    lease = tag + "lease";
    restored = tag + "restored";
    shown = tag + "shown";
    handed = tag + "journals";
}

std::string redisReportsOf(const std::string& tag)
{
    return tag.empty() ? "fc:reports" : "fc:{" + tag + "}:reports";
}

std::string redisProbeOf(const std::string& tag)
{
    return tag.empty() ? "fc:probe" : "fc:{" + tag + "}:probe";
}

core::Result<std::optional<RedisInstance>> readRedisInstance(const issuing::InstanceId& id,
                                                             const RedisValue& reply)
{
    if (reply.list.size() != 2 || !reply.list[0].is(RedisValue::Type::Integer) ||
        reply.list[1].list.size() % 2 != 0)
        return core::fail(core::ErrorKind::Corrupt, "corrupt", "an instance is not shown as ours");
    const auto& pairs = reply.list[1].list;
    if (pairs.empty())
        return std::optional<RedisInstance>();
    Fields fields;
    for (std::size_t i = 0; i < pairs.size(); i += 2)
        fields.emplace(pairs[i].text, pairs[i + 1].text);
    FieldReader read(std::move(fields));
    RedisInstance shown;
    Instance& instance = shown.instance;
    instance.id = id;
    shown.now = timeOf(reply.list[0].integer);
    const auto state = read.text("state");
    if (state == "disarmed" || state == "forgotten") {
        shown.tombstoned = true;
        return std::optional(shown);
    }
    instance.state = read.required(issuing::stateFromName(state));
    instance.couponId = read.required(issuing::CouponId::parse(read.text("coupon_id")));
    instance.audience = read.required(issuing::audienceFromName(read.text("audience")));
    instance.total = read.number<std::uint32_t>("total");
    instance.shadow = read.number<int>("shadow") != 0;
    instance.version = read.number<std::uint64_t>("version");
    instance.issued = read.number<std::uint32_t>("issued");
    shown.epoch = read.number<std::uint64_t>("epoch");
    shown.confirmed = read.number<std::uint32_t>("confirmed");
    if (!read.text("rebuild").empty()) {
        shown.rebuild = read.number<std::uint64_t>("rebuild");
        shown.rebuildAfter = read.number<std::uint32_t>("rebuild_after");
    }
    instance.opensAt = read.time("opens_at");
    instance.closesAt = read.time("closes_at");
    if (const auto left = read.time("time_left"))
        instance.timeLeft = left->time_since_epoch();
    instance.openedAt = read.time("opened_at");
    instance.soldOutAt = read.time("sold_out_at");
    instance.closedAt = read.time("closed_at");
    instance.lastAcceptedAt = read.time("last_accepted_at");
    if (!read.sound())
        return core::fail(core::ErrorKind::Corrupt, "corrupt", "fields of instance " + id.str());
    return std::optional(shown);
}

std::vector<std::string> fieldsOfNew(const Instance& instance, std::uint64_t epoch)
{
    std::vector<std::string> fields{"state",     "armed",
                                    "coupon_id", instance.couponId.str(),
                                    "audience",  std::string(audienceName(instance.audience)),
                                    "total",     std::to_string(instance.total),
                                    "shadow",    instance.shadow ? "1" : "0",
                                    "version",   std::to_string(instance.version),
                                    "issued",    "0",
                                    "confirmed", "0",
                                    "epoch",     std::to_string(epoch)};
    if (instance.opensAt)
        fields.insert(fields.end(), {"opens_at", textOf(instance.opensAt)});
    if (instance.closesAt)
        fields.insert(fields.end(), {"closes_at", textOf(instance.closesAt)});
    return fields;
}

std::vector<std::string> fieldsOfChange(const Instance& changed)
{
    return {"state",     std::string(stateName(changed.state)),
            "version",   std::to_string(changed.version),
            "opens_at",  textOf(changed.opensAt),
            "closes_at", textOf(changed.closesAt),
            "time_left", changed.timeLeft ? std::to_string(changed.timeLeft->count()) : std::string(),
            "opened_at", textOf(changed.openedAt),
            "closed_at", textOf(changed.closedAt)};
}

std::optional<std::pair<std::uint32_t, core::WallTime>> readWinner(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const auto slot = core::numberIn<std::uint32_t>(text.substr(0, colon));
    const auto at = core::numberIn<std::int64_t>(text.substr(colon + 1));
    if (!slot || !at || *slot == 0)
        return std::nullopt;
    return std::pair(*slot, timeOf(*at));
}

} // namespace firstcome::stock
