#include "widgets/theme/style_parts.h"

#include "widgets/theme/paint.h"

namespace firstcome::theme {
namespace {

bool has(QStyle::State state, QStyle::StateFlag flag)
{
    return state.testFlag(flag);
}

QColor controlStroke(const Theme& theme, QStyle::State state)
{
    return theme.color(has(state, QStyle::State_Enabled) ? Token::ControlStroke : Token::Stroke);
}

/// The field's ground: a step below the card in the dark, the card itself in the light.
QColor fieldGround(const Theme& theme)
{
    return theme.color(theme.dark() ? Token::Canvas : Token::Surface);
}

} // namespace

void paintButtonPanel(QPainter& painter, const Theme& theme, const QStyleOption& option)
{
    const bool down = has(option.state, QStyle::State_Sunken) || has(option.state, QStyle::State_On);
    const bool hover = has(option.state, QStyle::State_MouseOver) && has(option.state, QStyle::State_Enabled);
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    if (button && (button->features & QStyleOptionButton::Flat)) {
        if (down || hover)
            paintPanel(painter, option.rect, kControlRadius, theme.color(Token::Raised), {});
        return;
    }
    const QColor fill = theme.color(down ? Token::Stroke : hover ? Token::Raised : Token::Surface);
    paintPanel(painter, option.rect, kControlRadius, fill, controlStroke(theme, option.state));
}

void paintField(QPainter& painter, const Theme& theme, const QRectF& rect, QStyle::State state)
{
    const bool enabled = has(state, QStyle::State_Enabled);
    paintPanel(painter, rect, kControlRadius, enabled ? fieldGround(theme) : theme.color(Token::Surface),
               controlStroke(theme, state));
    if (enabled && has(state, QStyle::State_HasFocus))
        paintFocusRing(painter, theme, rect, kControlRadius);
}

void paintCheckBox(QPainter& painter, const Theme& theme, const QStyleOption& option)
{
    const QRectF box = QRectF(option.rect).adjusted(1, 1, -1, -1);
    const bool on = has(option.state, QStyle::State_On);
    const bool partly = has(option.state, QStyle::State_NoChange);
    const bool enabled = has(option.state, QStyle::State_Enabled);
    const QColor fill =
        on || partly ? theme.color(enabled ? Token::Accent : Token::Marks) : fieldGround(theme);
    paintPanel(painter, box, 4, fill, on || partly ? QColor() : controlStroke(theme, option.state));
    if (!on && !partly)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::OnAccent), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](qreal x, qreal y) {
        return QPointF(box.x() + x * box.width(), box.y() + y * box.height());
    };
    if (partly) {
        painter.drawLine(at(0.28, 0.5), at(0.72, 0.5));
    } else {
        const QPointF tick[] = {at(0.24, 0.52), at(0.43, 0.71), at(0.77, 0.31)};
        painter.drawPolyline(tick, 3);
    }
    painter.restore();
}

void paintRadioButton(QPainter& painter, const Theme& theme, const QStyleOption& option)
{
    const QRectF box = QRectF(option.rect).adjusted(1, 1, -1, -1);
    const bool on = has(option.state, QStyle::State_On);
    const bool enabled = has(option.state, QStyle::State_Enabled);
    const QColor fill = on ? theme.color(enabled ? Token::Accent : Token::Marks) : fieldGround(theme);
    paintPanel(painter, box, box.height() / 2, fill, on ? QColor() : controlStroke(theme, option.state));
    if (on) {
        const qreal r = box.width() * 0.2;
        paintPanel(painter, QRectF(box.center() - QPointF(r, r), QSizeF(2 * r, 2 * r)), r,
                   theme.color(Token::OnAccent), {});
    }
}

void paintScrollBar(QPainter& painter, const Theme& theme, const QStyleOptionSlider& option,
                    const QRect& handle)
{
    if (option.maximum <= option.minimum)
        return;
    const bool active = (option.activeSubControls & QStyle::SC_ScrollBarSlider) &&
                        (option.state & (QStyle::State_MouseOver | QStyle::State_Sunken));
    QRectF bar = handle;
    bar = option.orientation == Qt::Vertical ? bar.adjusted(2, 1, -2, -1) : bar.adjusted(1, 2, -1, -2);
    paintPanel(painter, bar, std::min(bar.width(), bar.height()) / 2,
               theme.color(active ? Token::ControlStroke : Token::Marks), {});
}

void paintTab(QPainter& painter, const Theme& theme, const QStyleOptionTab& option)
{
    const bool selected = has(option.state, QStyle::State_Selected);
    if (selected)
        painter.fillRect(
            QRectF(option.rect.x() + kStep, option.rect.bottom() - 1, option.rect.width() - 2 * kStep, 2),
            theme.color(Token::Accent));
    else if (has(option.state, QStyle::State_MouseOver))
        paintPanel(painter, QRectF(option.rect).adjusted(2, 3, -2, -3), kControlRadius,
                   theme.color(Token::Raised), {});
}

void paintHeaderSection(QPainter& painter, const Theme& theme, const QStyleOptionHeader& option)
{
    painter.fillRect(option.rect, theme.color(Token::Surface));
    paintHairline(painter, option.rect.left(), option.rect.right() + 1, option.rect.bottom(),
                  theme.color(Token::Stroke));
}

void paintProgress(QPainter& painter, const Theme& theme, const QStyleOptionProgressBar& option)
{
    const qreal height = std::min<qreal>(6, option.rect.height());
    QRectF groove(option.rect.x(), option.rect.center().y() - height / 2 + 0.5, option.rect.width(), height);
    paintPanel(painter, groove, height / 2, theme.color(Token::Stroke), {});
    const int range = option.maximum - option.minimum;
    if (range <= 0)
        return;
    const qreal part = std::clamp(qreal(option.progress - option.minimum) / range, 0.0, 1.0);
    if (part > 0) {
        groove.setWidth(std::max(height, groove.width() * part));
        paintPanel(painter, groove, height / 2, theme.color(Token::Accent), {});
    }
}

void paintRowBackground(QPainter& painter, const Theme& theme, const QStyleOptionViewItem& option)
{
    if (has(option.state, QStyle::State_Selected))
        painter.fillRect(option.rect, theme.color(Token::SoftAccent));
    else if (has(option.state, QStyle::State_MouseOver) && has(option.state, QStyle::State_Enabled))
        painter.fillRect(option.rect, theme.color(Token::Raised));
}

void paintChevron(QPainter& painter, const QRectF& rect, const QColor& color, bool up)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = rect.center();
    const qreal h = up ? -2 : 2;
    const QPointF line[] = {{c.x() - 3.5, c.y() - h}, {c.x(), c.y() + h}, {c.x() + 3.5, c.y() - h}};
    painter.drawPolyline(line, 3);
    painter.restore();
}

} // namespace firstcome::theme
