#include "backend/core/rfc3339.h"

#include <algorithm>
#include <chrono>

namespace firstcome::core {

namespace {

using namespace std::chrono;

void writeDigits(char* to, unsigned value, int digits)
{
    for (int i = digits - 1; i >= 0; --i) {
        to[i] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

/// Takes exactly `digits` digits off the front of `text`, or −1.
int takeDigits(std::string_view& text, std::size_t digits)
{
    if (text.size() < digits)
        return -1;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool takeOneOf(std::string_view& text, std::string_view choice)
{
    if (text.empty() || choice.find(text.front()) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<microseconds> takeFraction(std::string_view& text)
{
    if (text.empty() || text.front() != '.')
        return microseconds(0);
    text.remove_prefix(1);
    int micros = 0, digits = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        if (digits < 6)
            micros = micros * 10 + (text.front() - '0');
        ++digits;
        text.remove_prefix(1);
    }
    for (int i = digits; i < 6; ++i)
        micros *= 10;
    return digits == 0 ? std::nullopt : std::optional(microseconds(micros));
}

std::optional<minutes> takeOffset(std::string_view& text)
{
    if (takeOneOf(text, "Zz"))
        return minutes(0);
    const bool west = !text.empty() && text.front() == '-';
    if (!takeOneOf(text, "+-"))
        return std::nullopt;
    const int hour = takeDigits(text, 2);
    if (hour < 0 || hour > 23 || !takeOneOf(text, ":"))
        return std::nullopt;
    const int minute = takeDigits(text, 2);
    if (minute < 0 || minute > 59)
        return std::nullopt;
    const minutes offset(hour * 60 + minute);
    return west ? -offset : offset;
}

} // namespace

void writeRfc3339(WallTime time, char* to)
{
    static constexpr WallTime kFirst = sys_days(year(0) / 1 / 1);
    static constexpr WallTime kLast = sys_days(year(9999) / 12 / 31) + days(1) - microseconds(1);
    time = std::clamp(time, kFirst, kLast);
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    writeDigits(to, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    writeDigits(to + 5, static_cast<unsigned>(date.month()), 2);
    writeDigits(to + 8, static_cast<unsigned>(date.day()), 2);
    writeDigits(to + 11, static_cast<unsigned>(clock.hours().count()), 2);
    writeDigits(to + 14, static_cast<unsigned>(clock.minutes().count()), 2);
    writeDigits(to + 17, static_cast<unsigned>(clock.seconds().count()), 2);
    writeDigits(to + 20, static_cast<unsigned>(clock.subseconds().count()), 6);
    to[4] = to[7] = '-';
    to[10] = 'T';
    to[13] = to[16] = ':';
    to[19] = '.';
    to[26] = 'Z';
}

std::string toRfc3339(WallTime time)
{
    std::string text(kRfc3339Length, '\0');
    writeRfc3339(time, text.data());
    return text;
}

std::string toBasicTime(WallTime time)
{
    std::string text = toRfc3339(time).substr(0, 19); // up to the fraction
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text + 'Z';
}

std::optional<WallTime> fromRfc3339(std::string_view text)
{
    const int y = takeDigits(text, 4);
    const bool dash1 = takeOneOf(text, "-");
    const int mo = takeDigits(text, 2);
    const bool dash2 = takeOneOf(text, "-");
    const int d = takeDigits(text, 2);
    if (y < 0 || mo < 0 || d < 0 || !dash1 || !dash2 || !takeOneOf(text, "Tt "))
        return std::nullopt;
    const year_month_day date = year(y) / month(static_cast<unsigned>(mo)) / day(static_cast<unsigned>(d));
    const int h = takeDigits(text, 2);
    const bool colon1 = takeOneOf(text, ":");
    const int mi = takeDigits(text, 2);
    const bool colon2 = takeOneOf(text, ":");
    const int s = takeDigits(text, 2);
    if (!date.ok() || !colon1 || !colon2 || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 59)
        return std::nullopt;
    const auto fraction = takeFraction(text);
    const auto offset = takeOffset(text);
    if (!fraction || !offset || !text.empty())
        return std::nullopt;
    return WallTime(sys_days(date)) + hours(h) + minutes(mi) + seconds(s) + *fraction - *offset;
}

} // namespace firstcome::core
