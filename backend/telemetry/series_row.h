#pragma once

#include "backend/telemetry/ticks.h"

#include <array>
#include <cstdint>

namespace firstcome::telemetry {

/// What one figure did during a column: nothing is averaged away.
struct Measure
{
    double min = 0;
    double max = 0;
    double sum = 0;
    std::uint32_t count = 0; ///< ticks in which it was known; 0: the rest means nothing

    void add(double value);
    void merge(const Measure& other);
    friend bool operator==(const Measure&, const Measure&) = default;
};

/// All figures of the server (nil instance), or of one instance, during one column.
template <std::size_t N>
struct SeriesRow
{
    std::int64_t index = 0; ///< first tick of the column
    issuing::InstanceId instance;
    std::array<Measure, N> measures{};

    void merge(const SeriesRow& other)
    {
        for (std::size_t i = 0; i < N; ++i)
            measures[i].merge(other.measures[i]);
    }
    friend bool operator==(const SeriesRow&, const SeriesRow&) = default;
};

/// requests, p50, p95, p99, max, then p95 of each stage.
inline constexpr std::size_t kServerFigures = 5 + kStageCount;
/// Each verdict, then remaining, outbox, unconsumed, ledger.
inline constexpr std::size_t kInstanceFigures = issuing::kVerdictCount + 4;

using ServerRow = SeriesRow<kServerFigures>;
using InstanceRow = SeriesRow<kInstanceFigures>;

ServerRow rowOf(const ServerTick& tick);
InstanceRow rowOf(const InstanceTick& tick);
ServerTick tickOf(const ServerRow& row);
InstanceTick tickOf(const InstanceRow& row);

} // namespace firstcome::telemetry
