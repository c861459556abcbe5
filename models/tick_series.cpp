#include "models/tick_series.h"

#include <algorithm>
#include <cmath>

namespace firstcome::models {

namespace {

using issuing::Verdict;
using telemetry::InstanceTick;
using telemetry::kUnknown;
using telemetry::ServerTick;

using Values = std::array<float, kChannelCount>;

float& at(Values& values, Channel channel)
{
    return values[static_cast<std::size_t>(channel)];
}

float level(std::int64_t value)
{
    return value < 0 ? kUnknown : static_cast<float>(value);
}

Values unknownValues()
{
    Values values;
    values.fill(kUnknown);
    return values;
}

void setLatencies(Values& values, const ServerTick& tick)
{
    at(values, Channel::P50) = tick.p50Ms;
    at(values, Channel::P95) = tick.p95Ms;
    at(values, Channel::P99) = tick.p99Ms;
}

/// Counts of a tick of `seconds` as rates, and its levels.
void setInstance(Values& values, const InstanceTick& tick, float seconds)
{
    const auto rate = [&](std::initializer_list<Verdict> verdicts) {
        float sum = 0;
        for (const auto verdict : verdicts)
            sum += static_cast<float>(tick.verdicts[static_cast<std::size_t>(verdict)]);
        return sum / seconds;
    };
    at(values, Channel::Accepted) = rate({Verdict::Accepted});
    at(values, Channel::Duplicate) = rate({Verdict::Duplicate});
    at(values, Channel::SoldOut) = rate({Verdict::SoldOut});
    at(values, Channel::NotOpen) = rate({Verdict::NotOpen, Verdict::Paused, Verdict::Closed});
    at(values, Channel::Throttled) = rate({Verdict::Throttled});
    at(values, Channel::Unknown) = rate({Verdict::UnknownEvent, Verdict::UnknownUser});
    at(values, Channel::Failed) = rate({Verdict::Unavailable});
    float all = 0;
    for (const auto channel : kStack)
        all += at(values, channel);
    at(values, Channel::Attempts) = all;
    at(values, Channel::Remaining) = level(tick.remaining);
    at(values, Channel::Outbox) = level(tick.outbox);
    at(values, Channel::Unconsumed) = level(tick.unconsumed);
}

template <class Item, class Cells>
void fillSecond(Cells& cells, const Item& values)
{
    for (std::size_t i = 0; i < kChannelCount; ++i)
        if (cells[i].count == 0 && !std::isnan(values[i])) {
            cells[i].min = cells[i].max = values[i];
            cells[i].sum = values[i] * static_cast<float>(TickSeries::kTicksPerSecond);
            cells[i].count = static_cast<std::uint32_t>(TickSeries::kTicksPerSecond);
        }
}

} // namespace

void Cell::add(float value)
{
    if (std::isnan(value))
        return;
    min = std::min(min, value);
    max = std::max(max, value);
    sum += value;
    ++count;
}

void Cell::add(const Cell& other)
{
    min = std::min(min, other.min);
    max = std::max(max, other.max);
    sum += other.sum;
    count += other.count;
}

TickSeries::TickSeries()
    : m_fine(static_cast<std::size_t>(kFineTicks))
    , m_seconds(static_cast<std::size_t>(kSeconds))
{
}

void TickSeries::clear()
{
    if (empty())
        return;
    std::ranges::fill(m_fine, Fine{});
    std::ranges::fill(m_seconds, Second{});
    m_first = m_end = 0;
}

void TickSeries::widen(std::int64_t first, std::int64_t end)
{
    m_first = empty() ? first : std::min(m_first, first);
    m_end = std::max(m_end, end);
    m_first = std::max(m_first, m_end - kSeconds * kTicksPerSecond);
}

TickSeries::Fine* TickSeries::fineFor(std::int64_t index)
{
    if (index <= 0 || index <= m_end - kFineTicks)
        return nullptr;
    Fine& fine = m_fine[static_cast<std::size_t>(index % kFineTicks)];
    if (fine.index != index) {
        fine.index = index;
        fine.values = unknownValues();
    }
    widen(index, index + 1);
    return &fine;
}

const TickSeries::Fine* TickSeries::fineAt(std::int64_t index) const
{
    if (index < 0)
        return nullptr;
    const Fine& fine = m_fine[static_cast<std::size_t>(index % kFineTicks)];
    return fine.index == index ? &fine : nullptr;
}

TickSeries::Second* TickSeries::secondFor(std::int64_t second)
{
    if (second <= 0 || second <= m_end / kTicksPerSecond - kSeconds)
        return nullptr;
    Second& place = m_seconds[static_cast<std::size_t>(second % kSeconds)];
    if (place.second != second) {
        place = Second{};
        place.second = second;
    }
    return &place;
}

const TickSeries::Second* TickSeries::secondAt(std::int64_t second) const
{
    if (second < 0)
        return nullptr;
    const Second& place = m_seconds[static_cast<std::size_t>(second % kSeconds)];
    return place.second == second ? &place : nullptr;
}

void TickSeries::refreshSecond(std::int64_t second)
{
    Second* place = secondFor(second);
    if (!place)
        return;
    place->fromTicks = true;
    place->cells = {};
    for (std::int64_t index = second * kTicksPerSecond; index < (second + 1) * kTicksPerSecond; ++index)
        if (const Fine* fine = fineAt(index))
            for (std::size_t i = 0; i < kChannelCount; ++i)
                place->cells[i].add(fine->values[i]);
}

void TickSeries::put(const ServerTick& tick)
{
    if (Fine* fine = fineFor(tick.index)) {
        setLatencies(fine->values, tick);
        refreshSecond(tick.index / kTicksPerSecond);
    }
}

void TickSeries::put(const InstanceTick& tick)
{
    if (Fine* fine = fineFor(tick.index)) {
        setInstance(fine->values, tick, telemetry::kTickMs / 1000.0F);
        refreshSecond(tick.index / kTicksPerSecond);
    }
}

void TickSeries::putSecond(const ServerTick& tick)
{
    Second* place = secondFor(tick.index / kTicksPerSecond);
    if (!place || place->fromTicks)
        return;
    Values values = unknownValues();
    setLatencies(values, tick);
    fillSecond(place->cells, values);
    widen(place->second * kTicksPerSecond, (place->second + 1) * kTicksPerSecond);
}

void TickSeries::putSecond(const InstanceTick& tick)
{
    Second* place = secondFor(tick.index / kTicksPerSecond);
    if (!place || place->fromTicks)
        return;
    Values values = unknownValues();
    setInstance(values, tick, 1);
    fillSecond(place->cells, values);
    widen(place->second * kTicksPerSecond, (place->second + 1) * kTicksPerSecond);
}

Cell TickSeries::cell(Channel channel, std::int64_t from, std::int64_t to) const
{
    Cell all;
    const auto i = static_cast<std::size_t>(channel);
    from = std::max(from, m_first);
    to = std::min(to, m_end);
    while (from < to) {
        const bool wholeSecond = from % kTicksPerSecond == 0 && to - from >= kTicksPerSecond;
        if (const Second* second = wholeSecond ? secondAt(from / kTicksPerSecond) : nullptr) {
            all.add(second->cells[i]);
            from += kTicksPerSecond;
            continue;
        }
        if (const Fine* fine = fineAt(from))
            all.add(fine->values[i]);
        ++from;
    }
    return all;
}

void TickSeries::columns(Channel channel, std::int64_t from, std::int64_t width, std::size_t count,
                         std::vector<Cell>& out) const
{
    width = std::max<std::int64_t>(width, 1);
    const std::int64_t start = from / width * width;
    out.resize(count);
    for (std::size_t k = 0; k < count; ++k) {
        const auto first = start + static_cast<std::int64_t>(k) * width;
        out[k] = cell(channel, first, first + width);
    }
}

std::optional<float> TickSeries::newest(Channel channel, std::int64_t within) const
{
    for (std::int64_t index = m_end - 1; index >= m_end - within; --index)
        if (const Fine* fine = fineAt(index))
            if (const float value = fine->values[static_cast<std::size_t>(channel)]; !std::isnan(value))
                return value;
    return std::nullopt;
}

} // namespace firstcome::models
