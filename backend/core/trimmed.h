#pragma once

#include <string_view>

namespace firstcome::core {

/// `text` without the spaces and tabs around it.
constexpr std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t";
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

} // namespace firstcome::core
