#include "backend/http/operator_json.h"

#include "backend/core/rfc3339.h"
#include "backend/ledger/replay_preview.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <initializer_list>

namespace firstcome::http {

namespace {

namespace json = boost::json;
using core::ErrorKind;

constexpr std::uint64_t kMaxPeople = 5'000'000;

/// Reads the fields of one object and keeps the first thing that is wrong with it.
class Fields
{
public:
    Fields(std::string_view body, std::initializer_list<std::string_view> known)
    {
        json::parse_options options;
        options.max_depth = 4;
        json::error_code error;
        m_value = json::parse({body.data(), body.size()}, error, {}, options);
        if (error || !m_value.is_object()) {
            wrong("bad_json", error ? "not JSON" : "not an object");
            m_value = json::object();
            return;
        }
        for (const auto& field : m_value.get_object())
            if (std::ranges::find(known, std::string_view(field.key().data(), field.key().size())) ==
                known.end())
                wrong("unknown_field", field.key());
    }

    bool has(std::string_view name) const { return find(name) != nullptr; }

    std::string text(std::string_view name, bool required)
    {
        const json::value* value = find(name);
        if (value && value->is_string())
            return std::string(value->get_string().data(), value->get_string().size());
        if (value || required)
            wrong(value ? "bad_field" : "missing_field", name);
        return {};
    }

    std::optional<std::uint64_t> number(std::string_view name, bool required)
    {
        const json::value* value = find(name);
        if (value && value->is_int64() && value->get_int64() >= 0)
            return static_cast<std::uint64_t>(value->get_int64());
        if (value && value->is_uint64())
            return value->get_uint64();
        if (value || required)
            wrong(value ? "bad_field" : "missing_field", name);
        return std::nullopt;
    }

    std::optional<std::uint32_t> total(bool required)
    {
        const auto value = number("total", required);
        if (value && (*value == 0 || *value > issuing::kMaxTotal))
            wrong("bad_total", "total");
        return value ? std::optional(
                           static_cast<std::uint32_t>(std::min<std::uint64_t>(*value, issuing::kMaxTotal)))
                     : std::nullopt;
    }

    std::vector<std::int64_t> ids(std::string_view name)
    {
        const json::value* value = find(name);
        if (!value)
            return {};
        std::vector<std::int64_t> found;
        const auto* array = value->if_array();
        if (!array || array->empty() || array->size() > ledger::ReplayPreview::kMost) {
            wrong("bad_field", name);
            return {};
        }
        for (const auto& id : *array) {
            if (!id.is_int64() || id.get_int64() < 1)
                wrong("bad_field", name);
            else
                found.push_back(id.get_int64());
        }
        return found;
    }

    /// Null and absent both mean no time.
    std::optional<core::WallTime> time(std::string_view name)
    {
        const json::value* value = find(name);
        if (!value || value->is_null())
            return std::nullopt;
        const auto parsed = core::fromRfc3339(text(name, true));
        if (!parsed)
            wrong("bad_field", name);
        return parsed;
    }

    std::optional<issuing::Audience> audience()
    {
        if (!has("audience"))
            return std::nullopt;
        const auto parsed = issuing::audienceFromName(text("audience", true));
        if (!parsed)
            wrong("bad_field", "audience");
        return parsed;
    }

    void wrong(std::string_view code, std::string_view detail)
    {
        if (!m_error)
            m_error = core::Error{ErrorKind::InvalidArgument, std::string(code), std::string(detail)};
    }

    template <class T>
    core::Result<T> result(T value)
    {
        if (m_error)
            return tl::unexpected(*m_error);
        return value;
    }

private:
    const json::value* find(std::string_view name) const { return m_value.get_object().if_contains(name); }

    json::value m_value;
    std::optional<core::Error> m_error;
};

} // namespace

core::Result<issuing::EventDraft> parseNewEvent(std::string_view body)
{
    Fields fields(body, {"couponId", "name", "total", "opensAt", "closesAt", "audience"});
    issuing::EventDraft draft;
    if (const auto id = issuing::CouponId::parse(fields.text("couponId", true)))
        draft.couponId = *id;
    else
        fields.wrong("bad_coupon_id", "couponId");
    draft.name = fields.text("name", true);
    draft.total = fields.total(true).value_or(0);
    draft.opensAt = fields.time("opensAt");
    draft.closesAt = fields.time("closesAt");
    draft.audience = fields.audience().value_or(issuing::Audience::Everyone);
    return fields.result(draft);
}

core::Result<EventChange> parseEventChange(std::string_view body)
{
    Fields fields(body, {"name", "total", "opensAt", "closesAt", "audience", "version"});
    EventChange change;
    if (fields.has("name"))
        change.name = fields.text("name", true);
    change.total = fields.total(false);
    if (fields.has("opensAt"))
        change.opensAt = fields.time("opensAt");
    if (fields.has("closesAt"))
        change.closesAt = fields.time("closesAt");
    change.audience = fields.audience();
    change.version = fields.number("version", false);
    return fields.result(change);
}

core::Result<std::optional<std::uint64_t>> parseActVersion(std::string_view body)
{
    if (body.empty())
        return std::optional<std::uint64_t>();
    Fields fields(body, {"version"});
    return fields.result(fields.number("version", false));
}

core::Result<StockChange> parseStockChange(std::string_view body)
{
    Fields fields(body, {"total", "reason", "version"});
    StockChange change;
    change.total = fields.total(true).value_or(0);
    change.reason = fields.text("reason", true);
    if (change.reason.empty() || change.reason.size() > 500)
        fields.wrong("bad_field", "reason");
    change.version = fields.number("version", false);
    return fields.result(change);
}

core::Result<std::vector<std::int64_t>> parseLetterIds(std::string_view body)
{
    if (body.empty())
        return std::vector<std::int64_t>();
    Fields fields(body, {"ids"});
    return fields.result(fields.ids("ids"));
}

core::Result<NewPeople> parseNewPeople(std::string_view body)
{
    Fields fields(body, {"count", "prefix"});
    NewPeople people;
    people.count = fields.number("count", true).value_or(0);
    if (people.count == 0 || people.count > kMaxPeople)
        fields.wrong("bad_field", "count");
    people.prefix = fields.text("prefix", true);
    if (!issuing::PublicId::parse(people.prefix + std::to_string(people.count)))
        fields.wrong("bad_prefix", "prefix");
    return fields.result(people);
}

} // namespace firstcome::http
