#pragma once

#include <cstdint>
#include <vector>

namespace firstcome::charts {

/// The y range from 0 to top(), with grid lines in steps of 1, 2 or 5 times a power of ten. It grows at once
/// and shrinks by one step of the ladder after 10 s below 60 %. Plain value.
class YScale
{
public:
    explicit YScale(double leastTop);

    /// Takes the greatest visible value (NaN: none) at this time of the data. True where the range changed.
    bool update(double greatest, std::int64_t nowMs);
    /// Fits at once, for views that jumped.
    bool fit(double greatest);

    double top() const { return m_top; }
    double step() const;
    /// 0, step, … up to top.
    std::vector<double> gridLines() const;

    static constexpr std::int64_t kShrinkAfterMs = 10'000;

private:
    double m_least;
    double m_top;
    std::int64_t m_lowSince = -1;
    bool m_low = false;
};

} // namespace firstcome::charts
