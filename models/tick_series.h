#pragma once

#include "backend/telemetry/ticks.h"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace firstcome::models {

/// What is drawn over time. Verdicts and their groups are per second; latencies in milliseconds.
enum class Channel {
    Accepted,
    Duplicate,
    SoldOut,
    NotOpen,  ///< not open, paused, closed
    Throttled,
    Unknown,  ///< unknown event or person
    Failed,   ///< unavailable
    Attempts, ///< the sum of all above
    P50,
    P95,
    P99,
    Remaining,
    Outbox,
    Unconsumed
};
inline constexpr std::size_t kChannelCount = 14;
/// The verdict groups, bottom up as they are stacked.
inline constexpr std::array kStack{Channel::Accepted, Channel::Duplicate, Channel::SoldOut, Channel::NotOpen,
                                   Channel::Throttled, Channel::Unknown, Channel::Failed};

/// Several ticks as one: nothing is averaged away. Without a count nothing is known.
struct Cell
{
    float min = std::numeric_limits<float>::infinity();
    float max = -std::numeric_limits<float>::infinity();
    float sum = 0;
    std::uint32_t count = 0;

    void add(float value);
    void add(const Cell& other);
    float mean() const { return count ? sum / static_cast<float>(count) : telemetry::kUnknown; }
};

/// The joined ticks of the server and of one instance: 100 ms for the newest 10 minutes, 1 s for the newest
/// 6 hours, both in bounded memory. Ticks may come in any order and twice. Not thread-safe.
class TickSeries
{
public:
    static constexpr std::int64_t kFineTicks = 6'000;
    static constexpr std::int64_t kSeconds = 21'600;
    static constexpr std::int64_t kTicksPerSecond = 10;

    TickSeries();

    void clear();
    void put(const telemetry::ServerTick& tick);
    void put(const telemetry::InstanceTick& tick);
    /// Ticks that stand for a whole second (ReadHistory with step 10); never over finer ones.
    void putSecond(const telemetry::ServerTick& tick);
    void putSecond(const telemetry::InstanceTick& tick);

    bool empty() const { return m_end == 0; }
    std::int64_t firstTick() const { return m_first; }
    std::int64_t endTick() const { return m_end; } ///< one past the newest

    /// Columns of `width` ticks, the first of them holding tick `from`; column k holds the ticks whose index
    /// divided by width is from / width + k, so that a column's content never depends on where a window starts.
    void columns(Channel channel, std::int64_t from, std::int64_t width, std::size_t count,
                 std::vector<Cell>& out) const;
    Cell cell(Channel channel, std::int64_t from, std::int64_t to) const;
    /// The newest known value, at most `within` ticks old.
    std::optional<float> newest(Channel channel, std::int64_t within = kTicksPerSecond) const;

private:
    using Sample = std::array<float, kChannelCount>;
    struct Fine
    {
        std::int64_t index = -1;
        Sample values{};
    };
    struct Second
    {
        std::int64_t second = -1;
        bool fromTicks = false;
        std::array<Cell, kChannelCount> cells{};
    };

    Fine* fineFor(std::int64_t index);
    const Fine* fineAt(std::int64_t index) const;
    Second* secondFor(std::int64_t second);
    const Second* secondAt(std::int64_t second) const;
    void refreshSecond(std::int64_t second);
    void widen(std::int64_t first, std::int64_t end);

    std::vector<Fine> m_fine;     ///< ring by index
    std::vector<Second> m_seconds;///< ring by second
    std::int64_t m_first = 0;
    std::int64_t m_end = 0;
};

} // namespace firstcome::models
