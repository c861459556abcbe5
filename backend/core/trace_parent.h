#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace firstcome::core {

/// Which request of whose trace something belongs to: the `traceparent` of W3C Trace Context
/// (https://www.w3.org/TR/trace-context/, 3.2), `version-traceid-parentid-flags` in lower-case hexadecimal digits.
/// Empty where a request brings none. A value.
class TraceParent
{
public:
    static constexpr std::size_t kLength = 55;

    TraceParent() = default;
    /// Nothing where it is not one, or of a later version that says more than is known here.
    static std::optional<TraceParent> parse(std::string_view text)
    {
        if (text.size() != kLength || text.substr(0, 2) == "ff" || isZero(text.substr(3, 32)) || isZero(text.substr(36, 16)))
            return std::nullopt;
        TraceParent parsed;
        for (std::size_t i = 0; i < kLength; ++i) {
            const char c = text[i];
            const bool isDash = i == 2 || i == 35 || i == 52;
            const bool isDigit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (isDash ? c != '-' : !isDigit)
                return std::nullopt;
            parsed.m_text[i] = c;
        }
        return parsed;
    }
    bool empty() const { return m_text[0] == 0; }
    std::string_view view() const { return {m_text.data(), empty() ? 0 : kLength}; }

    friend bool operator==(const TraceParent&, const TraceParent&) = default;

private:
    static bool isZero(std::string_view digits)
    {
        return std::ranges::all_of(digits, [](char c) { return c == '0'; });
    }

    std::array<char, kLength> m_text{};
};

} // namespace firstcome::core
