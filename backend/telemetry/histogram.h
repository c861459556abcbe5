#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace firstcome::telemetry {

/// Log-linear buckets over nanoseconds: one nanosecond each below 2,048 ns, then 1,024 for every doubling, so
/// that a bucket is never wider than 1/1,024 of its values: three significant digits from 1 µs to 60 s.
namespace buckets {

inline constexpr std::uint64_t kHighest = 60'000'000'000; ///< ns; longer times count as this
std::size_t indexOf(std::uint64_t nanoseconds);           ///< `nanoseconds` at most kHighest
std::uint64_t lowest(std::size_t index);                  ///< smallest value of the bucket
std::uint64_t highest(std::size_t index);                 ///< largest value of the bucket
inline constexpr std::size_t kCount = 27'389;             ///< indexOf(kHighest) + 1

} // namespace buckets

class RecordedHistogram;

/// Distribution of times, for one thread at a time: counts, sum and maximum. Percentiles are right to 0.1 %
/// (they name the middle of a bucket), the mean is exact but for times above 60 s, which count as 60 s.
class Histogram
{
public:
    Histogram();

    void record(std::chrono::nanoseconds took, std::uint64_t times = 1);
    void merge(const Histogram& other);
    /// Adds what `recorded` holds now, while its writer goes on.
    void merge(const RecordedHistogram& recorded);
    /// Leaves what came after `earlier`, which must be an earlier state of this histogram. The maximum is
    /// then known to 0.1 %.
    void subtract(const Histogram& earlier);
    /// The same without touching `later`: this becomes what came between the two.
    void assignDifference(const Histogram& later, const Histogram& earlier);
    void clear();

    std::uint64_t count() const { return m_count; }
    /// The smallest recorded time that at least `percent` of all are not above; absent while empty.
    std::optional<std::chrono::nanoseconds> percentile(double percent) const;
    std::optional<std::chrono::nanoseconds> max() const;
    /// Nanoseconds; absent while empty.
    std::optional<double> mean() const;

private:
    void widen(std::size_t first, std::size_t end);
    void settleDifference();

    std::vector<std::uint64_t> m_counts;
    std::size_t m_first = buckets::kCount; ///< every bucket below is empty
    std::size_t m_end = 0;                 ///< every bucket from here on is empty
    std::uint64_t m_count = 0;
    std::uint64_t m_sum = 0;
    std::uint64_t m_max = 0;
};

/// The histogram that an io thread writes while the control thread reads: one writer, any number of readers
/// that use Histogram::merge. Relaxed stores, no lock, no allocation after construction. A reader sees every
/// record whole or not yet, but for the sum, which may run ahead by the one being written.
class RecordedHistogram
{
public:
    RecordedHistogram();
    /// The writer's thread only.
    void record(std::chrono::nanoseconds took);

private:
    friend class Histogram;
    using Cell = std::atomic<std::uint64_t>;

    std::unique_ptr<Cell[]> m_counts;
    std::atomic<std::size_t> m_first{buckets::kCount};
    std::atomic<std::size_t> m_end{0};
    Cell m_sum{0};
    Cell m_max{0};
};

} // namespace firstcome::telemetry
