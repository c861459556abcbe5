#include "backend/http/query.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace firstcome::http {

namespace {

std::optional<std::string> decoded(std::string_view raw)
{
    std::string text;
    text.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '+') {
            text += ' ';
        } else if (raw[i] != '%') {
            text += raw[i];
        } else {
            unsigned value = 0;
            if (i + 2 >= raw.size())
                return std::nullopt;
            const char* end = raw.data() + i + 3;
            const auto [stopped, error] = std::from_chars(raw.data() + i + 1, end, value, 16);
            if (error != std::errc() || stopped != end)
                return std::nullopt;
            text += static_cast<char>(value);
            i += 2;
        }
    }
    return text;
}

} // namespace

core::Result<std::map<std::string, std::string>> parseQuery(std::string_view query,
                                                            std::initializer_list<std::string_view> known)
{
    std::map<std::string, std::string> parameters;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        if (pair.empty())
            continue;
        const std::size_t equals = pair.find('=');
        auto name = decoded(pair.substr(0, equals));
        auto value = decoded(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1));
        if (!name || !value)
            return core::fail(core::ErrorKind::InvalidArgument, "bad_query", "broken percent-encoding");
        if (std::ranges::find(known, *name) == known.end())
            return core::fail(core::ErrorKind::InvalidArgument, "unknown_parameter", *name);
        if (!parameters.emplace(std::move(*name), std::move(*value)).second)
            return core::fail(core::ErrorKind::InvalidArgument, "repeated_parameter", std::string(pair));
    }
    return parameters;
}

} // namespace firstcome::http
