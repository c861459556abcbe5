#pragma once

#include "backend/core/result.h"
#include "backend/issuing/event_directory.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace firstcome::ledger {

inline constexpr std::size_t kMaxPeopleAtOnce = 5'000'000;
/// A row longer than this is no list of identifiers: it is a file of another kind or a quote never closed.
inline constexpr std::size_t kMaxRowBytes = 16 * 1024;

/// What a CSV file of people holds. `ids` are views into the file's text: distinct, in byte order.
struct PeopleCsv
{
    std::vector<std::string_view> ids;
    std::uint64_t badRowCount = 0;
    std::vector<issuing::BadRow> badRows; ///< the first 100 by line
};

/// Reads publicIds from the first column. Takes quotes, CRLF, lone CR, a byte-order mark, blank lines and a
/// header whose first column is `publicId` (case ignored). The first row says how many columns there are; a
/// row with more is bad. A quote that does not close within kMaxRowBytes spoils its own line only.
/// Pure; any thread. Errors: InvalidArgument `bad_count` (over kMaxPeopleAtOnce rows), `bad_csv` (over 1,000
/// quotes that never close: nothing of such a file can be trusted).
core::Result<PeopleCsv> parsePeopleCsv(std::string_view csv);

} // namespace firstcome::ledger
