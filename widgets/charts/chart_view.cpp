#include "widgets/charts/chart_view.h"

#include "widgets/charts/chart.h"
#include "widgets/charts/overlay_painter.h"
#include "widgets/charts/plot_item.h"
#include "widgets/theme/paint.h"

#include <QGraphicsLayout>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <utility>

namespace firstcome::charts {

using theme::Token;
using theme::Type;

namespace {

constexpr int kLabelGap = 8; ///< between y labels and plot
constexpr int kRight = 10;   ///< room for half of the last label of time
constexpr int kTop = 14;     ///< flags
constexpr int kBottom = 20;  ///< labels of time
constexpr double kDragStart = 4;

} // namespace

ChartView::ChartView(const theme::Theme& theme, Chart& owner)
    : QChartView(&owner)
    , m_theme(theme)
    , m_owner(owner)
    , m_y(new QCategoryAxis)
    , m_x(new QValueAxis)
    , m_domain(new QLineSeries)
{
    QChart* frame = chart(); // the view made it and owns it; one put in its place would leave it ownerless
    frame->setMargins({});
    frame->layout()->setContentsMargins(0, 0, 0, 0);
    frame->legend()->hide();
    frame->setBackgroundVisible(false);
    frame->addAxis(m_y, Qt::AlignLeft);
    frame->addAxis(m_x, Qt::AlignBottom);
    frame->addSeries(m_domain);
    m_domain->attachAxis(m_y);
    m_domain->attachAxis(m_x);
    m_y->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_y->setTruncateLabels(false);
    m_y->setLineVisible(false);
    m_y->setGridLineVisible(false);
    m_y->setLabelsFont(theme.font(Type::Caption));
    m_x->setVisible(false);
    m_item = new PlotItem(theme, frame);

    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setInteractive(false);
    setOptimizationFlags(DontSavePainterState | DontAdjustForAntialiasing);
    setViewportUpdateMode(MinimalViewportUpdate);
    setMinimumSize(160, 84);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    applyTheme();
}

ChartView::~ChartView() = default;

void ChartView::applyTheme()
{
    setBackgroundBrush(m_theme.color(Token::Surface));
    m_y->setLabelsBrush(m_theme.color(Token::SoftText));
}

void ChartView::setGrid(double top, const std::vector<std::pair<double, QString>>& lines)
{
    const QStringList old = m_y->categoriesLabels();
    for (const QString& label : old)
        m_y->remove(label);
    m_y->setStartValue(0);
    for (const auto& [value, text] : lines)
        m_y->append(text, value);
    m_y->setRange(0, top);
    m_relabelled = true;
}

int ChartView::widestLabel(const std::vector<std::pair<double, QString>>& lines) const
{
    const QFontMetricsF metrics(m_y->labelsFont());
    double widest = 0;
    for (const auto& [value, text] : lines)
        widest = std::max(widest, metrics.horizontalAdvance(text));
    return int(std::ceil(widest));
}

void ChartView::placePlot(int labelWidth)
{
    m_labelWidth = labelWidth;
    const QRectF area(labelWidth + kLabelGap, kTop, viewport()->width() - labelWidth - kLabelGap - kRight,
                      viewport()->height() - kTop - kBottom);
    if (area == m_plot || area.width() < 10 || area.height() < 10)
        return;
    m_plot = area;
    chart()->setPlotArea(area);
    chart()->layout()->invalidate(); // else the axes stay where the first layout put them
    Q_EMIT plotPlaced();
}

int ChartView::plotDevicePixels() const
{
    return int(m_plot.width() * devicePixelRatioF());
}

void ChartView::show(PlotFrame& frame)
{
    if (m_plot.isEmpty())
        return;
    if (frame.view != m_view) {
        m_view = frame.view;
        m_x->setRange(double(m_view.from), double(m_view.to));
    }
    frame.plot = m_plot;
    if (std::exchange(m_relabelled, false))
        viewport()->update(); // labels that are gone would stay in view: only what the new ones cover is painted
    m_item->render(frame, devicePixelRatioF());
}

void ChartView::showCrosshair(std::optional<std::int64_t> timeMs, bool pinned)
{
    if (!timeMs) {
        m_item->setCrosshair({}, false);
        return;
    }
    const double middle = double(*timeMs) + double(m_view.columnMs) / 2;
    m_item->setCrosshair(chart()->mapToPosition({middle, 0}, m_domain).x(), pinned);
}

std::optional<std::int64_t> ChartView::timeAt(const QPointF& point) const
{
    if (m_plot.isEmpty() || point.x() < m_plot.left() || point.x() > m_plot.right())
        return {};
    return std::int64_t(chart()->mapToValue(point, m_domain).x());
}

QString ChartView::flagAt(const QPointF& point) const
{
    PlotFrame frame;
    frame.flags = &m_owner.group().flags();
    frame.view = m_view;
    frame.plot = m_plot;
    for (const FlagMark& mark : mergedFlags(frame, kFlagNear))
        if (std::abs(mark.x - point.x()) < 6)
            return mark.text;
    return {};
}

void ChartView::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    placePlot(m_labelWidth);
}

void ChartView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = event->position();
    m_draggedTo = event->position().x();
    m_dragging = false;
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    ChartGroup& group = m_owner.group();
    if (m_pressed && (event->buttons() & Qt::LeftButton)) {
        m_dragging = m_dragging || std::abs(event->position().x() - m_pressed->x()) > kDragStart;
        if (m_dragging) {
            const double moved = m_draggedTo - event->position().x();
            m_draggedTo = event->position().x();
            setCursor(Qt::ClosedHandCursor);
            group.pan(std::int64_t(moved / m_plot.width() * double(m_view.span())));
            return;
        }
    }
    group.hover(timeAt(event->position()));
}

void ChartView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    if (!m_dragging) {
        ChartGroup& group = m_owner.group();
        group.pin(group.pinned() ? std::nullopt : timeAt(event->position()));
    }
    unsetCursor();
    m_pressed.reset();
    m_dragging = false;
}

void ChartView::leaveEvent(QEvent* event)
{
    m_owner.group().hover({});
    QChartView::leaveEvent(event);
}

void ChartView::wheelEvent(QWheelEvent* event)
{
    const auto anchor = timeAt(event->position());
    const int turned = event->angleDelta().y();
    if (anchor && turned != 0)
        m_owner.group().zoom(turned > 0 ? 0.8 : 1.25, *anchor);
    event->accept();
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
    ChartGroup& group = m_owner.group();
    const int columns = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        group.step(-columns);
        return;
    case Qt::Key_Right:
        group.step(columns);
        return;
    case Qt::Key_End:
        group.follow();
        return;
    case Qt::Key_Escape:
        if (group.pinned()) {
            group.pin({});
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

void ChartView::contextMenuEvent(QContextMenuEvent* event)
{
    m_owner.makeMenu()->popup(event->globalPos());
    event->accept();
}

void ChartView::focusInEvent(QFocusEvent* event)
{
    QChartView::focusInEvent(event);
    viewport()->update();
}

void ChartView::focusOutEvent(QFocusEvent* event)
{
    QChartView::focusOutEvent(event);
    viewport()->update();
}

bool ChartView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = flagAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QChartView::viewportEvent(event);
}

void ChartView::drawForeground(QPainter* painter, const QRectF&)
{
    if (hasFocus())
        theme::paintFocusRing(*painter, m_theme, viewport()->rect(), theme::kControlRadius);
}

} // namespace firstcome::charts
