#include "widgets/charts/y_scale.h"

#include <array>
#include <cmath>

namespace firstcome::charts {
namespace {

/// Tops of one power of ten with the step of their grid; a top may lie above the last line.
struct Rung
{
    double top, step;
};
constexpr std::array<Rung, 9> kRungs{
    {{1.2, 0.5}, {1.5, 0.5}, {2, 0.5}, {2.5, 0.5}, {3, 1}, {4, 1}, {5, 1}, {6, 2}, {8, 2}}};
constexpr double kHeadroom = 1.04;
constexpr double kLow = 0.6;
constexpr double kTolerance = 1e-9;

struct Place
{
    int power;
    std::size_t rung;
    double top() const { return kRungs[rung].top * std::pow(10, power); }
    double step() const { return kRungs[rung].step * std::pow(10, power); }
};

/// The lowest rung that is at least `value`.
Place placeFor(double value)
{
    int power = static_cast<int>(std::floor(std::log10(value))) - 1;
    for (;; ++power)
        for (std::size_t i = 0; i < kRungs.size(); ++i)
            if (Place place{power, i}; place.top() >= value * (1 - kTolerance))
                return place;
}

Place below(Place place)
{
    if (place.rung > 0)
        return {place.power, place.rung - 1};
    return {place.power - 1, kRungs.size() - 1};
}

} // namespace

YScale::YScale(double leastTop)
    : m_least(placeFor(leastTop).top())
    , m_top(m_least)
{
}

bool YScale::update(double greatest, std::int64_t nowMs)
{
    const double needed = std::isnan(greatest) ? 0 : greatest * kHeadroom;
    if (needed > m_top) {
        m_top = placeFor(needed).top();
        m_low = false;
        return true;
    }
    if (m_top <= m_least || needed >= m_top * kLow) {
        m_low = false;
        return false;
    }
    if (!m_low || nowMs < m_lowSince) {
        m_low = true;
        m_lowSince = nowMs;
    }
    if (nowMs - m_lowSince < kShrinkAfterMs)
        return false;
    m_low = false;
    m_top = std::max(m_least, below(placeFor(m_top)).top());
    return true;
}

bool YScale::fit(double greatest)
{
    const double needed = std::isnan(greatest) ? 0 : greatest * kHeadroom;
    const double top = needed > m_least ? placeFor(needed).top() : m_least;
    m_low = false;
    if (top == m_top)
        return false;
    m_top = top;
    return true;
}

double YScale::step() const
{
    return placeFor(m_top).step();
}

std::vector<double> YScale::gridLines() const
{
    std::vector<double> lines;
    const double each = step();
    for (int i = 0; i * each <= m_top * (1 + kTolerance); ++i)
        lines.push_back(i * each);
    return lines;
}

} // namespace firstcome::charts
