#include "backend/spike/report_format.h"

#include <cmath>
#include <cstdio>

namespace firstcome::spike {

namespace {

std::string grouped(std::string digits)
{
    const auto end = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    for (std::size_t at = end; at > first + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

} // namespace

std::string formatCount(std::uint64_t count)
{
    return grouped(std::to_string(count));
}

std::string formatNumber(double number, int decimals)
{
    char text[400];
    std::snprintf(text, sizeof text, "%.*f", decimals, number);
    return grouped(text);
}

std::string formatMs(double milliseconds)
{
    return formatNumber(milliseconds, milliseconds < 99.95 ? 1 : 0);
}

std::string formatMs(std::optional<double> milliseconds)
{
    return milliseconds ? formatMs(*milliseconds) : "–";
}

std::string formatShare(std::uint64_t part, std::uint64_t whole)
{
    if (whole == 0)
        return "–";
    const double share = static_cast<double>(part) / static_cast<double>(whole) * 100;
    return part == 0 || share >= 10 ? formatNumber(share, part == 0 ? 0 : 1) : formatNumber(share, 2);
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out += "\uFFFD";
            else
                out += c;
        }
    }
    return out;
}

} // namespace firstcome::spike
