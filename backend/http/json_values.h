#pragma once

#include "backend/core/named_values.h"
#include "backend/core/rfc3339.h"
#include "backend/issuing/audit.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>

/// Single values as JSON, for the files that make the API's documents.
namespace firstcome::http {

inline boost::json::string text(std::string_view view)
{
    return boost::json::string(view);
}

inline boost::json::value orNull(const std::optional<core::WallTime>& time)
{
    return time ? boost::json::value(core::toRfc3339(*time)) : boost::json::value();
}

template <class Number>
boost::json::value orNull(const std::optional<Number>& value)
{
    return value ? boost::json::value(*value) : boost::json::value();
}

/// NaN is how series say that they do not know.
inline boost::json::value knownOrNull(double value)
{
    return std::isfinite(value) ? boost::json::value(value) : boost::json::value();
}

/// Text that came from outside, with everything but printable ASCII replaced: JSON must be UTF-8.
inline std::string printable(std::string_view raw)
{
    std::string shown(raw);
    for (char& c : shown)
        if (c < ' ' || c > '~')
            c = '?';
    return shown;
}

inline boost::json::object conservationJson(const issuing::Conservation& conservation)
{
    return {{"total", conservation.total},           {"remaining", orNull(conservation.remaining)},
            {"outbox", orNull(conservation.outbox)}, {"unconsumed", orNull(conservation.unconsumed)},
            {"ledger", orNull(conservation.ledger)}, {"deadLetters", orNull(conservation.deadLetters)},
            {"voided", orNull(conservation.voided)}, {"difference", orNull(conservation.difference())}};
}

} // namespace firstcome::http
