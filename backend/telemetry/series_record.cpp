#include "backend/telemetry/series_record.h"

#include <boost/crc.hpp>

#include <cstring>

namespace firstcome::telemetry {

namespace {

enum class Kind : std::uint8_t { Server, Instance };
/// How a measure is written: most are of one tick, or not known.
enum class Form : std::uint8_t { Unknown, Single, Whole };

constexpr std::size_t kHeader = sizeof(std::uint32_t) + sizeof(std::uint16_t);

template <class T>
void put(std::string& bytes, const T& value)
{
    static_assert(std::is_trivially_copyable_v<T>);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
bool take(std::string_view& bytes, T& value)
{
    if (bytes.size() < sizeof value)
        return false;
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
    return true;
}

std::uint32_t checksum(std::string_view bytes)
{
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

void putMeasure(std::string& bytes, const Measure& measure)
{
    if (measure.count == 0) {
        put(bytes, Form::Unknown);
    } else if (measure.count == 1) {
        put(bytes, Form::Single);
        put(bytes, measure.sum);
    } else {
        put(bytes, Form::Whole);
        put(bytes, measure.min);
        put(bytes, measure.max);
        put(bytes, measure.sum);
        put(bytes, measure.count);
    }
}

bool takeMeasure(std::string_view& bytes, Measure& measure)
{
    Form form{};
    if (!take(bytes, form))
        return false;
    double single = 0;
    switch (form) {
    case Form::Unknown:
        return true;
    case Form::Single:
        if (!take(bytes, single))
            return false;
        measure.add(single);
        return true;
    case Form::Whole:
        return take(bytes, measure.min) && take(bytes, measure.max) && take(bytes, measure.sum) &&
               take(bytes, measure.count);
    }
    return false;
}

template <std::size_t N>
std::optional<SeriesRecord> takeRow(std::string_view content)
{
    SeriesRow<N> row;
    if (!take(content, row.index) || !take(content, row.instance))
        return std::nullopt;
    for (auto& measure : row.measures)
        if (!takeMeasure(content, measure))
            return std::nullopt;
    return content.empty() ? std::optional<SeriesRecord>(row) : std::nullopt;
}

} // namespace

std::int64_t indexOf(const SeriesRecord& record)
{
    return std::visit([](const auto& row) { return row.index; }, record);
}

void appendRecord(std::string& bytes, const SeriesRecord& record)
{
    std::string content;
    put(content, std::holds_alternative<ServerRow>(record) ? Kind::Server : Kind::Instance);
    std::visit(
        [&content](const auto& row) {
            put(content, row.index);
            put(content, row.instance);
            for (const auto& measure : row.measures)
                putMeasure(content, measure);
        },
        record);
    put(bytes, checksum(content));
    put(bytes, static_cast<std::uint16_t>(content.size()));
    bytes += content;
}

std::optional<SeriesRecord> SeriesRecordReader::next()
{
    auto rest = m_bytes.substr(m_position);
    std::uint32_t sum = 0;
    std::uint16_t length = 0;
    if (!take(rest, sum) || !take(rest, length) || rest.size() < length)
        return std::nullopt;
    auto content = rest.substr(0, length);
    Kind kind{};
    if (checksum(content) != sum || !take(content, kind))
        return std::nullopt;
    auto record =
        kind == Kind::Server ? takeRow<kServerFigures>(content) : takeRow<kInstanceFigures>(content);
    if (record)
        m_position += kHeader + length;
    return record;
}

} // namespace firstcome::telemetry
