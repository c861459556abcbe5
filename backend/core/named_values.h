#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace firstcome::core {

/// The value whose name is `name` in a table indexed by the enum, or nothing.
template <class Enum, std::size_t N>
std::optional<Enum> valueNamed(const std::array<std::string_view, N>& names, std::string_view name)
{
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == name)
            return static_cast<Enum>(i);
    return std::nullopt;
}

template <class Enum, std::size_t N>
constexpr std::string_view nameOf(const std::array<std::string_view, N>& names, Enum value)
{
    return names[static_cast<std::size_t>(value)];
}

} // namespace firstcome::core
