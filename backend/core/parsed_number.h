#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace firstcome::core {

/// The number that `text` is from its first to its last character; absent for anything else.
template <class Number>
std::optional<Number> numberIn(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

} // namespace firstcome::core
