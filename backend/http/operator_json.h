#pragma once

#include "backend/core/result.h"
#include "backend/issuing/event.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The bodies of operator requests. Strict: one JSON object of bounded depth, no field that is not listed
/// here, every value of its type and range. Pure. Errors are InvalidArgument: `bad_json`; `unknown_field`,
/// `missing_field`, `bad_field` with the field's name as detail; `bad_coupon_id`, `bad_total`, `bad_prefix`.
namespace firstcome::http {

/// Fields that are absent stay as they are; a time that is null is taken away.
struct EventChange
{
    std::optional<std::string> name;
    std::optional<std::uint32_t> total;
    std::optional<std::optional<core::WallTime>> opensAt, closesAt;
    std::optional<issuing::Audience> audience;
    std::optional<std::uint64_t> version;
};

struct StockChange
{
    std::uint32_t total = 0;
    std::string reason;
    std::optional<std::uint64_t> version;
};

struct NewPeople
{
    std::uint64_t count = 0;
    std::string prefix;
};

core::Result<issuing::EventDraft> parseNewEvent(std::string_view body);
core::Result<EventChange> parseEventChange(std::string_view body);
/// `{}` or nothing at all; perhaps with the version that the act was decided on.
core::Result<std::optional<std::uint64_t>> parseActVersion(std::string_view body);
core::Result<StockChange> parseStockChange(std::string_view body);
/// `{}` or nothing at all: no ids; at most ReplayPreview::kMost of them.
core::Result<std::vector<std::int64_t>> parseLetterIds(std::string_view body);
core::Result<NewPeople> parseNewPeople(std::string_view body);

} // namespace firstcome::http
