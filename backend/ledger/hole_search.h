#pragma once

#include <algorithm>
#include <cstdint>

namespace firstcome::ledger {

/// The first rows after a slot, in slot order.
struct SlotSpan
{
    std::int64_t count = 0;
    std::int64_t last = 0; ///< where count is not 0
};

/// The last slot up to which, from `after` on, every slot has a row. `spanAfter(after, wanted)` gives the span of
/// up to `wanted` rows; as many rows as slots means no hole among them. What is asked for grows as long as there
/// is none and shrinks where there is one. A hole may be filled between two questions, so it grows again.
template <class SpanAfter>
std::uint32_t endBeforeHole(std::uint32_t after, SpanAfter spanAfter)
{
    constexpr std::int64_t kMost = 16'384;
    for (std::int64_t wanted = 1; wanted > 0;) {
        const SlotSpan span = spanAfter(after, wanted);
        if (span.count == 0)
            return after;
        if (span.last - after != span.count) {
            wanted /= 4;
            continue;
        }
        after = static_cast<std::uint32_t>(span.last);
        if (span.count < wanted)
            return after;
        wanted = std::min(wanted * 4, kMost);
    }
    return after;
}

} // namespace firstcome::ledger
