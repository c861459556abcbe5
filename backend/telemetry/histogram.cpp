#include "backend/telemetry/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace firstcome::telemetry {

namespace buckets {

namespace {
constexpr unsigned kSubBits = 10; // 1,024 buckets a doubling
constexpr std::uint64_t kSub = 1u << kSubBits;
} // namespace

std::size_t indexOf(std::uint64_t nanoseconds)
{
    if (nanoseconds < 2 * kSub)
        return nanoseconds;
    const auto shift = static_cast<unsigned>(std::bit_width(nanoseconds)) - (kSubBits + 1);
    return shift * kSub + (nanoseconds >> shift);
}

std::uint64_t lowest(std::size_t index)
{
    if (index < 2 * kSub)
        return index;
    const auto shift = index / kSub - 1;
    return (index - shift * kSub) << shift;
}

std::uint64_t highest(std::size_t index)
{
    return lowest(index + 1) - 1;
}

} // namespace buckets

namespace {

std::uint64_t clamped(std::chrono::nanoseconds took)
{
    return static_cast<std::uint64_t>(std::clamp<std::int64_t>(took.count(), 0, buckets::kHighest));
}

constexpr auto kRelaxed = std::memory_order_relaxed;

} // namespace

Histogram::Histogram()
    : m_counts(buckets::kCount)
{
}

void Histogram::widen(std::size_t first, std::size_t end)
{
    m_first = std::min(m_first, first);
    m_end = std::max(m_end, end);
}

void Histogram::record(std::chrono::nanoseconds took, std::uint64_t times)
{
    if (times == 0)
        return;
    const auto value = clamped(took);
    const auto index = buckets::indexOf(value);
    widen(index, index + 1);
    m_counts[index] += times;
    m_count += times;
    m_sum += value * times;
    m_max = std::max(m_max, value);
}

void Histogram::merge(const Histogram& other)
{
    widen(other.m_first, other.m_end);
    for (auto i = other.m_first; i < other.m_end; ++i)
        m_counts[i] += other.m_counts[i];
    m_count += other.m_count;
    m_sum += other.m_sum;
    m_max = std::max(m_max, other.m_max);
}

void Histogram::merge(const RecordedHistogram& recorded)
{
    const auto end = recorded.m_end.load(std::memory_order_acquire);
    const auto first = recorded.m_first.load(kRelaxed);
    widen(first, end);
    for (auto i = first; i < end; ++i) {
        const auto count = recorded.m_counts[i].load(std::memory_order_acquire);
        m_counts[i] += count;
        m_count += count;
    }
    m_sum += recorded.m_sum.load(kRelaxed);
    m_max = std::max(m_max, recorded.m_max.load(kRelaxed));
}

void Histogram::subtract(const Histogram& earlier)
{
    for (auto i = earlier.m_first; i < earlier.m_end; ++i)
        m_counts[i] -= earlier.m_counts[i];
    m_count -= earlier.m_count;
    m_sum -= earlier.m_sum;
    settleDifference();
}

void Histogram::assignDifference(const Histogram& later, const Histogram& earlier)
{
    clear();
    widen(later.m_first, later.m_end);
    for (auto i = later.m_first; i < later.m_end; ++i)
        m_counts[i] = later.m_counts[i] - earlier.m_counts[i];
    m_count = later.m_count - earlier.m_count;
    m_sum = later.m_sum - earlier.m_sum;
    m_max = later.m_max;
    settleDifference();
}

void Histogram::settleDifference()
{
    while (m_first < m_end && m_counts[m_first] == 0)
        ++m_first;
    while (m_end > m_first && m_counts[m_end - 1] == 0)
        --m_end;
    if (m_count == 0)
        clear();
    else
        m_max = std::min(m_max, buckets::highest(m_end - 1));
}

void Histogram::clear()
{
    if (m_first < m_end)
        std::fill(m_counts.begin() + static_cast<std::ptrdiff_t>(m_first),
                  m_counts.begin() + static_cast<std::ptrdiff_t>(m_end), 0);
    m_first = buckets::kCount;
    m_end = 0;
    m_count = m_sum = m_max = 0;
}

std::optional<std::chrono::nanoseconds> Histogram::percentile(double percent) const
{
    if (m_count == 0)
        return std::nullopt;
    const double share = std::clamp(percent, 0.0, 100.0) / 100.0 * static_cast<double>(m_count);
    // A product such as 0.999 × 1000 may land a hair above the whole number it stands for.
    const auto rank =
        std::clamp<std::uint64_t>(static_cast<std::uint64_t>(std::ceil(share - 1e-6)), 1, m_count);
    std::uint64_t seen = 0;
    for (auto i = m_first; i < m_end; ++i) {
        seen += m_counts[i];
        if (seen >= rank) {
            const auto low = buckets::lowest(i);
            const auto middle = low + (buckets::highest(i) - low) / 2;
            return std::chrono::nanoseconds(std::min(middle, m_max));
        }
    }
    return std::chrono::nanoseconds(m_max);
}

std::optional<std::chrono::nanoseconds> Histogram::max() const
{
    return m_count == 0 ? std::nullopt : std::optional(std::chrono::nanoseconds(m_max));
}

std::optional<double> Histogram::mean() const
{
    return m_count == 0 ? std::nullopt
                        : std::optional(static_cast<double>(m_sum) / static_cast<double>(m_count));
}

RecordedHistogram::RecordedHistogram()
    : m_counts(std::make_unique<Cell[]>(buckets::kCount))
{
}

void RecordedHistogram::record(std::chrono::nanoseconds took)
{
    const auto value = clamped(took);
    const auto index = buckets::indexOf(value);
    m_sum.store(m_sum.load(kRelaxed) + value, kRelaxed);
    if (value > m_max.load(kRelaxed))
        m_max.store(value, kRelaxed);
    if (index < m_first.load(kRelaxed))
        m_first.store(index, kRelaxed);
    auto& cell = m_counts[index];
    cell.store(cell.load(kRelaxed) + 1, std::memory_order_release);
    if (index >= m_end.load(kRelaxed))
        m_end.store(index + 1, std::memory_order_release);
}

} // namespace firstcome::telemetry
