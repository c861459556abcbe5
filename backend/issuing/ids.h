#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace firstcome::issuing {

/// An identifier of 1 to 64 of `A-Za-z0-9._-`, first character alphanumeric, case-sensitive.
/// Stored inline and trivially copyable, so that the issue path allocates nothing for it.
template <class Tag>
class BoundedId
{
public:
    static constexpr std::size_t kMaxLength = 64;

    BoundedId() = default;

    /// The identifier in `text`, or nothing where `text` breaks the rule above.
    static std::optional<BoundedId> parse(std::string_view text)
    {
        if (text.empty() || text.size() > kMaxLength || !isAlphanumeric(text.front()))
            return std::nullopt;
        for (const char c : text)
            if (!isAlphanumeric(c) && c != '.' && c != '_' && c != '-')
                return std::nullopt;
        BoundedId id;
        id.m_length = static_cast<std::uint8_t>(text.size());
        std::memcpy(id.m_text.data(), text.data(), text.size());
        return id;
    }

    std::string_view view() const { return {m_text.data(), m_length}; }
    std::string str() const { return std::string(view()); }
    bool empty() const { return m_length == 0; }

    friend bool operator==(const BoundedId& a, const BoundedId& b) { return a.view() == b.view(); }
    friend auto operator<=>(const BoundedId& a, const BoundedId& b) { return a.view() <=> b.view(); }

private:
    static constexpr bool isAlphanumeric(char c)
    {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    std::uint8_t m_length = 0;
    std::array<char, kMaxLength> m_text{};
};

/// Names an event: one coupon on offer.
using CouponId = BoundedId<struct CouponIdTag>;
/// The public identifier of a person.
using PublicId = BoundedId<struct PublicIdTag>;

/// One arming of an event: a random (version 4, RFC 4122) UUID.
class InstanceId
{
public:
    InstanceId() = default; ///< the nil UUID: no instance

    static InstanceId random();
    /// From the canonical 36-character form, either case.
    static std::optional<InstanceId> parse(std::string_view text);
    /// Canonical lower-case form.
    std::string str() const;
    bool isNil() const { return m_bytes == std::array<std::uint8_t, 16>{}; }
    const std::array<std::uint8_t, 16>& bytes() const { return m_bytes; }

    friend auto operator<=>(const InstanceId&, const InstanceId&) = default;

private:
    std::array<std::uint8_t, 16> m_bytes{};
};

} // namespace firstcome::issuing

template <class Tag>
struct std::hash<firstcome::issuing::BoundedId<Tag>>
{
    std::size_t operator()(const firstcome::issuing::BoundedId<Tag>& id) const noexcept
    {
        return std::hash<std::string_view>{}(id.view());
    }
};

template <>
struct std::hash<firstcome::issuing::InstanceId>
{
    std::size_t operator()(const firstcome::issuing::InstanceId& id) const noexcept
    {
        return std::hash<std::string_view>{}(
            {reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()});
    }
};
