#include "backend/issuing/ids.h"

#include <random>

namespace firstcome::issuing {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool isDashPosition(std::size_t i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

} // namespace

InstanceId InstanceId::random()
{
    std::random_device entropy;
    InstanceId id;
    for (std::size_t i = 0; i < id.m_bytes.size(); i += 4) {
        const std::uint32_t word = entropy();
        std::memcpy(&id.m_bytes[i], &word, sizeof word);
    }
    id.m_bytes[6] = static_cast<std::uint8_t>((id.m_bytes[6] & 0x0f) | 0x40); // version 4
    id.m_bytes[8] = static_cast<std::uint8_t>((id.m_bytes[8] & 0x3f) | 0x80); // RFC 4122 variant
    return id;
}

std::optional<InstanceId> InstanceId::parse(std::string_view text)
{
    if (text.size() != 36)
        return std::nullopt;
    InstanceId id;
    std::size_t nibble = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isDashPosition(i)) {
            if (text[i] != '-')
                return std::nullopt;
            continue;
        }
        const int value = hexValue(text[i]);
        if (value < 0)
            return std::nullopt;
        auto& byte = id.m_bytes[nibble / 2];
        byte = static_cast<std::uint8_t>(nibble % 2 == 0 ? value << 4 : byte | value);
        ++nibble;
    }
    return id;
}

std::string InstanceId::str() const
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (const auto byte : m_bytes) {
        if (isDashPosition(text.size()))
            text += '-';
        text += kDigits[byte >> 4];
        text += kDigits[byte & 0x0f];
    }
    return text;
}

} // namespace firstcome::issuing
