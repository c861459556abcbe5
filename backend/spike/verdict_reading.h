#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace firstcome::spike {

/// What a whole reply says about one attempt.
struct VerdictReading
{
    std::size_t verdict;    ///< index of the verdict, or kUnknownVerdict for what is no answer of this API
    std::uint32_t slot = 0; ///< 0: none told
};

/// Reads status and body together. Where a status has one meaning, a body that says another makes the reply
/// unknown; where it has two (403, 404), the body's `code` must say which; an accept must carry its slot, and
/// a reply about another person than `publicId` is unknown. Allocates nothing.
VerdictReading readVerdict(int status, std::string_view body, std::string_view publicId);

} // namespace firstcome::spike
