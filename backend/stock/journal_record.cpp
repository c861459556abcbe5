#include "backend/stock/journal_record.h"

#include <boost/crc.hpp>

#include <cstring>

namespace firstcome::stock {

namespace {

constexpr std::size_t kHeader = 2 * sizeof(std::uint32_t);
constexpr std::size_t kFixed = 16 + 2 * sizeof(std::uint32_t) + 2 * sizeof(std::uint64_t) + 3;
constexpr std::size_t kLongest = kFixed + issuing::CouponId::kMaxLength + issuing::PublicId::kMaxLength;

std::uint32_t checksum(std::string_view bytes)
{
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

template <class T>
char* put(char* to, const T& value)
{
    static_assert(std::is_trivially_copyable_v<T>);
    std::memcpy(to, &value, sizeof value);
    return to + sizeof value;
}

char* putText(char* to, std::string_view text)
{
    std::memcpy(to, text.data(), text.size());
    return to + text.size();
}

template <class T>
T take(std::string_view& bytes)
{
    T value;
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
    return value;
}

bool decode(std::string_view payload, JournalEntry& entry)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string id;
    for (int i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            id += '-';
        const auto byte = take<std::uint8_t>(payload);
        id += kDigits[byte >> 4];
        id += kDigits[byte & 0xf];
    }
    const auto instance = issuing::InstanceId::parse(id);
    entry.issue.slot = take<std::uint32_t>(payload);
    entry.total = take<std::uint32_t>(payload);
    entry.issue.acceptedAt = core::WallTime(std::chrono::microseconds(take<std::int64_t>(payload)));
    entry.epoch = take<std::uint64_t>(payload);
    entry.shadow = take<std::uint8_t>(payload) != 0;
    const std::size_t couponLength = take<std::uint8_t>(payload), personLength = take<std::uint8_t>(payload);
    if (payload.size() != couponLength + personLength)
        return false;
    const auto couponId = issuing::CouponId::parse(payload.substr(0, couponLength));
    const auto person = issuing::PublicId::parse(payload.substr(couponLength));
    if (!instance || !couponId || !person)
        return false;
    entry.issue.instance = *instance;
    entry.couponId = *couponId;
    entry.issue.publicId = *person;
    return true;
}

} // namespace

void appendRecord(std::string& bytes, const JournalEntry& entry)
{
    const auto coupon = entry.couponId.view(), person = entry.issue.publicId.view();
    const std::size_t length = kFixed + coupon.size() + person.size();
    const std::size_t at = bytes.size();
    bytes.resize(at + kHeader + length);
    char* const payload = bytes.data() + at + kHeader;
    char* to = put(payload, entry.issue.instance.bytes());
    to = put(to, entry.issue.slot);
    to = put(to, entry.total);
    to = put(to, static_cast<std::int64_t>(entry.issue.acceptedAt.time_since_epoch().count()));
    to = put(to, entry.epoch);
    to = put(to, static_cast<std::uint8_t>(entry.shadow));
    to = put(to, static_cast<std::uint8_t>(coupon.size()));
    to = put(to, static_cast<std::uint8_t>(person.size()));
    putText(putText(to, coupon), person);
    put(put(bytes.data() + at, static_cast<std::uint32_t>(length)), checksum({payload, length}));
}

bool JournalRecords::next(JournalEntry& entry)
{
    for (; m_text.size() - m_at >= kHeader; ++m_at) {
        std::string_view rest = m_text.substr(m_at);
        const auto length = take<std::uint32_t>(rest);
        const auto sum = take<std::uint32_t>(rest);
        if (length < kFixed || length > kLongest || length > rest.size())
            continue;
        const auto payload = rest.substr(0, length);
        if (checksum(payload) != sum || !decode(payload, entry))
            continue;
        m_damaged += m_at != m_sound;
        m_at += kHeader + length;
        m_sound = m_at;
        return true;
    }
    return false;
}

bool JournalRecords::endIsTorn() const
{
    const auto end = m_text.substr(m_sound);
    return end.size() < kHeader + kLongest || end.find_first_not_of('\0') == std::string_view::npos;
}

} // namespace firstcome::stock
