#include "widgets/pages/spike/stage_preview.h"

#include "widgets/parts/format.h"
#include "widgets/theme/paint.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace firstcome::pages {

using theme::Token;

StagePreview::StagePreview(const theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Shape of the load"));
}

void StagePreview::setScenario(const spike::Scenario& scenario)
{
    m_points = {{0, scenario.startTarget}};
    double at = 0;
    m_peak = scenario.startTarget;
    for (const auto& stage : scenario.stages) {
        at += static_cast<double>(stage.duration.count()) / 1000;
        m_points.emplace_back(at, stage.target);
        m_peak = std::max(m_peak, stage.target);
    }
    m_seconds = at;
    const QString peak = parts::formatCount(static_cast<std::int64_t>(m_peak));
    setAccessibleDescription(tr("Up to %1 within %2 seconds").arg(peak, QString::number(m_seconds)));
    update();
}

void StagePreview::setElapsed(std::optional<double> seconds)
{
    const auto before = cursorX();
    m_elapsed = seconds;
    if (cursorX() != before)
        update();
}

QRectF StagePreview::plot() const
{
    const int room = QFontMetrics(m_theme.font(theme::Type::Caption)).height();
    return QRectF(rect()).adjusted(0.5, room + 1, -0.5, -2);
}

std::optional<int> StagePreview::cursorX() const
{
    if (!m_elapsed || m_seconds <= 0)
        return std::nullopt;
    return qRound(plot().left() + plot().width() * std::min(1.0, *m_elapsed / m_seconds));
}

void StagePreview::paintEvent(QPaintEvent*)
{
    if (m_points.size() < 2 || m_seconds <= 0 || m_peak <= 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = plot();
    const auto place = [&](const QPointF& point) {
        return QPointF(area.left() + area.width() * point.x() / m_seconds,
                       area.bottom() - area.height() * point.y() / m_peak);
    };
    QPolygonF line;
    for (const auto& point : m_points)
        line << place(point);
    QPolygonF fill = line;
    fill << area.bottomRight() << area.bottomLeft();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Token::P95, 0.2));
    painter.drawPolygon(fill);
    painter.setPen(QPen(m_theme.color(Token::P95), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);

    const auto peak = std::ranges::max_element(m_points, {}, [](const QPointF& p) { return p.y(); });
    painter.setFont(m_theme.font(theme::Type::Caption));
    painter.setPen(m_theme.color(Token::SoftText));
    const QString text = parts::formatCount(static_cast<std::int64_t>(m_peak));
    const int width = painter.fontMetrics().horizontalAdvance(text) + 2;
    const int left = std::clamp(qRound(place(*peak).x()), 0, std::max(0, this->width() - width));
    painter.drawText(QRect(left, 0, width, painter.fontMetrics().height()), Qt::AlignLeft | Qt::AlignVCenter,
                     text);
    if (const auto x = cursorX()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        theme::paintVerticalHairline(painter, *x, area.top() - 6, area.bottom() + 2,
                                     m_theme.color(Token::SoftText));
    }
}

} // namespace firstcome::pages
