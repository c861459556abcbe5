#pragma once

#include <array>
#include <compare>
#include <cstdint>

namespace firstcome::issuing {

/// Where an attempt comes from, as admission and the limits per address see it: an IPv6 address, or an IPv4
/// one mapped to IPv6. A plain value without a socket in it.
struct ClientAddress
{
    std::array<std::uint8_t, 16> bytes{};

    static ClientAddress v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d)
    {
        return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d}};
    }
    bool isV4() const
    {
        for (int i = 0; i < 10; ++i)
            if (bytes[i] != 0)
                return false;
        return bytes[10] == 0xff && bytes[11] == 0xff;
    }
    bool isLoopback() const
    {
        if (isV4())
            return bytes[12] == 127;
        for (int i = 0; i < 15; ++i)
            if (bytes[i] != 0)
                return false;
        return bytes[15] == 1;
    }
    /// What limits count by: the whole IPv4 address, or the /64 of an IPv6 one, since a single customer
    /// usually holds all of a /64.
    ClientAddress limitKey() const
    {
        ClientAddress key = *this;
        if (!isV4())
            for (int i = 8; i < 16; ++i)
                key.bytes[i] = 0;
        return key;
    }

    friend auto operator<=>(const ClientAddress&, const ClientAddress&) = default;
};

} // namespace firstcome::issuing
