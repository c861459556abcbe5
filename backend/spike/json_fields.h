#pragma once

#include "backend/spike/run_result_json.h"

#include <boost/json/value.hpp>

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace firstcome::spike::fields {

/// The value of `key`, or null where there is none.
inline const boost::json::value* find(const boost::json::value& from, std::string_view key)
{
    const auto* object = from.if_object();
    if (!object)
        return nullptr;
    const auto* value = object->if_contains(boost::json::string_view(key.data(), key.size()));
    return value && !value->is_null() ? value : nullptr;
}

inline const boost::json::value& require(const boost::json::value& from, std::string_view key)
{
    if (const auto* value = find(from, key))
        return *value;
    throw BadField{std::string(key)};
}

inline double asDouble(const boost::json::value& value, std::string_view key)
{
    if (value.is_double())
        return value.get_double();
    if (value.is_int64())
        return static_cast<double>(value.get_int64());
    if (value.is_uint64())
        return static_cast<double>(value.get_uint64());
    throw BadField{std::string(key)};
}

inline std::uint64_t asCount(const boost::json::value& value, std::string_view key)
{
    if (value.is_uint64())
        return value.get_uint64();
    if (value.is_int64() && value.get_int64() >= 0)
        return static_cast<std::uint64_t>(value.get_int64());
    throw BadField{std::string(key)};
}

inline std::string asText(const boost::json::value& value, std::string_view key)
{
    if (!value.is_string())
        throw BadField{std::string(key)};
    return {value.get_string().data(), value.get_string().size()};
}

inline bool asBool(const boost::json::value& value, std::string_view key)
{
    if (!value.is_bool())
        throw BadField{std::string(key)};
    return value.get_bool();
}

inline std::optional<double> optionalDouble(const boost::json::value& from, std::string_view key)
{
    const auto* value = find(from, key);
    return value ? std::optional(asDouble(*value, key)) : std::nullopt;
}

inline std::optional<std::uint64_t> optionalCount(const boost::json::value& from, std::string_view key)
{
    const auto* value = find(from, key);
    return value ? std::optional(asCount(*value, key)) : std::nullopt;
}

inline std::string textOr(const boost::json::value& from, std::string_view key, std::string fallback = {})
{
    const auto* value = find(from, key);
    return value ? asText(*value, key) : fallback;
}

inline bool boolOr(const boost::json::value& from, std::string_view key, bool fallback = false)
{
    const auto* value = find(from, key);
    return value ? asBool(*value, key) : fallback;
}

/// A float in JSON: its own shortest decimal form rather than that of the double it widens to; null where it
/// is not known.
inline boost::json::value fromFloat(float number)
{
    if (!std::isfinite(number))
        return nullptr;
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    double value = 0;
    std::from_chars(text, end, value);
    return value;
}

template <class T>
boost::json::value fromOptional(const std::optional<T>& value)
{
    return value ? boost::json::value(*value) : boost::json::value(nullptr);
}

} // namespace firstcome::spike::fields
