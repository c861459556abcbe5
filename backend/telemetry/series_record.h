#pragma once

#include "backend/telemetry/series_row.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace firstcome::telemetry {

using SeriesRecord = std::variant<ServerRow, InstanceRow>;

std::int64_t indexOf(const SeriesRecord& record);

/// Appends `record` in its binary form: checksum, length, content. Numbers are in the machine's byte order.
void appendRecord(std::string& bytes, const SeriesRecord& record);

/// Reads records out of `bytes`, which may end torn or hold anything at all.
class SeriesRecordReader
{
public:
    explicit SeriesRecordReader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }
    /// The next record; nothing at the end, or before the first that is not whole.
    std::optional<SeriesRecord> next();
    /// Bytes of the whole records read so far.
    std::size_t position() const { return m_position; }

private:
    std::string_view m_bytes;
    std::size_t m_position = 0;
};

} // namespace firstcome::telemetry
