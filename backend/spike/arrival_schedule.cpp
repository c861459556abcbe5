#include "backend/spike/arrival_schedule.h"

#include <algorithm>
#include <cmath>

namespace firstcome::spike {

ArrivalSchedule::ArrivalSchedule(const Scenario& scenario)
{
    double begin = 0, area = 0, rate = scenario.startTarget;
    for (const auto& stage : scenario.stages) {
        const double length = std::chrono::duration<double>(stage.duration).count();
        const Piece piece{begin, length, rate, stage.target, area, (rate + stage.target) / 2 * length};
        m_pieces.push_back(piece);
        begin += length;
        area += piece.area;
        rate = stage.target;
    }
}

std::uint64_t ArrivalSchedule::count() const
{
    if (m_pieces.empty())
        return 0;
    const double area = m_pieces.back().areaBefore + m_pieces.back().area;
    return area < 0.5 ? 0 : static_cast<std::uint64_t>(std::floor(area - 0.5 + 1e-9)) + 1;
}

std::optional<std::chrono::nanoseconds> ArrivalSchedule::timeOf(std::uint64_t n) const
{
    if (n >= count())
        return std::nullopt;
    const double wanted = static_cast<double>(n) + 0.5;
    const auto after = std::partition_point(m_pieces.begin(), m_pieces.end(), [wanted](const Piece& piece) {
        return piece.areaBefore + piece.area < wanted;
    });
    const Piece& piece = after == m_pieces.end() ? m_pieces.back() : *after;
    // area(t) = fromRate·t + slope·t²/2 inside the piece, solved for t in the form that survives slope = 0
    const double area = std::min(wanted - piece.areaBefore, piece.area);
    const double slope = (piece.toRate - piece.fromRate) / piece.length;
    const double root = std::sqrt(std::max(0.0, piece.fromRate * piece.fromRate + 2 * slope * area));
    const double divisor = piece.fromRate + root;
    const double t = divisor > 0 ? std::min(2 * area / divisor, piece.length) : 0;
    return std::chrono::nanoseconds(static_cast<std::int64_t>((piece.begin + t) * 1e9));
}

} // namespace firstcome::spike
