#pragma once

#include "backend/spike/scenario.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace firstcome::spike {

/// When each arrival of an open scenario is due: the area under its rate, cut into whole arrivals, with the
/// n-th (from 0) where the area reaches n + ½. Immutable, any thread.
class ArrivalSchedule
{
public:
    explicit ArrivalSchedule(const Scenario& scenario);

    /// Time of arrival `n` since the run's start; nothing after the last one.
    std::optional<std::chrono::nanoseconds> timeOf(std::uint64_t n) const;
    /// How many arrivals there are in all.
    std::uint64_t count() const;

private:
    struct Piece
    {
        double begin, length; ///< seconds
        double fromRate, toRate;
        double areaBefore, area;
    };
    std::vector<Piece> m_pieces;
};

} // namespace firstcome::spike
