#pragma once

#include "widgets/theme/tokens.h"

#include <QString>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

/// What a chart is told. Times are Unix milliseconds (or, for a finished run, milliseconds since its start).
namespace firstcome::charts {

inline constexpr double kGap = std::numeric_limits<double>::quiet_NaN(); ///< a value that is not known

enum class LayerKind {
    Stack, ///< a band upon the bands before it
    Line,
    Ghost ///< a dashed line of a past run, given by Chart::setGhost, aligned at T0
};

struct Layer
{
    QString name;
    theme::Token token = theme::Token::Accent;
    LayerKind kind = LayerKind::Line;
    bool hatched = false;
    /// The legend's cell: its own, or the layer whose cell shows their sum; not at all.
    std::optional<int> legendWith;
    bool inLegend = true;
};

struct Threshold
{
    double value = 0;
    QString name; ///< "critical 10k"
    theme::Token token = theme::Token::Warning;
    bool operator==(const Threshold&) const = default;
};

/// An act or alert: a dashed vertical with a small flag.
struct Flag
{
    std::int64_t at = 0;
    QString text;
    bool operator==(const Flag&) const = default;
};

enum class Unit { Count, Milliseconds };

struct ChartSpec
{
    QString title;
    Unit unit = Unit::Count;
    std::vector<Layer> layers; ///< stacks from the bottom up; at most six legend cells
    std::int64_t tickMs = 100; ///< distance of two values
    double leastTop = 4;       ///< the y range is never smaller
    int nowTicks = 1;          ///< the legend's "now" is the mean of this many newest ticks
    bool flagTexts = false;    ///< flags with their words; else only the marks
};

} // namespace firstcome::charts
