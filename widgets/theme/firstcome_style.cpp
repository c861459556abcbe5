#include "widgets/theme/firstcome_style.h"

#include "widgets/theme/paint.h"
#include "widgets/theme/style_parts.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace firstcome::theme {

FirstcomeStyle::FirstcomeStyle(const Theme& theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(theme)
{
}

void FirstcomeStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
        qobject_cast<QTabBar*>(widget) || qobject_cast<QScrollBar*>(widget) ||
        qobject_cast<QAbstractSpinBox*>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void FirstcomeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                   const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel:
        paintButtonPanel(*painter, m_theme, *option);
        return;
    case PE_FrameDefaultButton:
    case PE_FrameTabBarBase:
    case PE_FrameStatusBarItem:
        return;
    case PE_FrameTabWidget:
        paintHairline(*painter, option->rect.left(), option->rect.right() + 1, option->rect.top(),
                      m_theme.color(Token::Stroke));
        return;
    case PE_PanelLineEdit: {
        const bool framed = [&] {
            const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            return !frame || frame->lineWidth > 0;
        }();
        if (framed)
            paintField(*painter, m_theme, option->rect, option->state);
        return;
    }
    case PE_FrameLineEdit:
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheckBox(*painter, m_theme, *option);
        return;
    case PE_IndicatorRadioButton:
        paintRadioButton(*painter, m_theme, *option);
        return;
    case PE_FrameFocusRect:
        paintFocusRing(*painter, m_theme, option->rect, kControlRadius - 1);
        return;
    case PE_PanelItemViewRow:
        return;
    case PE_PanelItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            paintRowBackground(*painter, m_theme, *item);
            return;
        }
        break;
    case PE_PanelTipLabel:
        paintPanel(*painter, option->rect, 0, m_theme.color(Token::Raised),
                   m_theme.color(Token::ControlStroke));
        return;
    case PE_IndicatorHeaderArrow:
        if (const auto* head = qstyleoption_cast<const QStyleOptionHeader*>(option))
            paintChevron(*painter, option->rect, m_theme.color(Token::SoftText),
                         head->sortIndicator == QStyleOptionHeader::SortDown);
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void FirstcomeStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const
{
    switch (element) {
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            paintTab(*painter, m_theme, *tab);
            return;
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            QStyleOptionTab quiet = *tab;
            if (!(tab->state & State_Selected))
                quiet.palette.setColor(QPalette::WindowText, m_theme.color(Token::SoftText));
            QProxyStyle::drawControl(element, &quiet, painter, widget);
            return;
        }
        break;
    case CE_HeaderSection:
        if (const auto* head = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            paintHeaderSection(*painter, m_theme, *head);
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_theme.color(Token::Surface));
        return;
    case CE_HeaderLabel:
        if (const auto* head = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader soft = *head;
            soft.palette.setColor(QPalette::ButtonText, m_theme.color(Token::SoftText));
            soft.state &= ~State_On;
            soft.rect.adjust(0, -kGap, 0, kGap); // the margin is meant for the sides
            QProxyStyle::drawControl(element, &soft, painter, widget);
            return;
        }
        break;
    case CE_ProgressBarGroove:
    case CE_ProgressBarLabel:
        return;
    case CE_ProgressBarContents:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option))
            paintProgress(*painter, m_theme, *bar);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FirstcomeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                        QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            paintScrollBar(*painter, m_theme, *slider,
                           subControlRect(CC_ScrollBar, slider, SC_ScrollBarSlider, widget));
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            paintField(*painter, m_theme, combo->rect, combo->state);
            const QRect arrow = subControlRect(CC_ComboBox, combo, SC_ComboBoxArrow, widget);
            paintChevron(*painter, arrow, m_theme.color(Token::SoftText), false);
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option)) {
            if (spin->frame)
                paintField(*painter, m_theme, spin->rect, spin->state);
            if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
                return;
            const auto arrow = [&](SubControl sub, QAbstractSpinBox::StepEnabledFlag step, bool up) {
                const bool can = spin->stepEnabled.testFlag(step) && (spin->state & State_Enabled);
                paintChevron(*painter, subControlRect(CC_SpinBox, spin, sub, widget),
                             m_theme.color(can ? Token::SoftText : Token::Marks), up);
            };
            arrow(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, true);
            arrow(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, false);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int FirstcomeStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 18;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_ButtonMargin:
        return 12;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_TabBarTabVSpace:
        return 14;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_DefaultFrameWidth:
        if (qobject_cast<const QAbstractItemView*>(widget) || qobject_cast<const QTabWidget*>(widget))
            return 0;
        break;
    case PM_HeaderMargin:
        return kGap;
    case PM_HeaderMarkSize:
        return 9;
    case PM_FocusFrameHMargin:
        return kGap - 1;
    default:
        break;
    }
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int FirstcomeStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                              QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_Table_GridLineColor:
        return static_cast<int>(m_theme.color(Token::Stroke).rgba());
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_ComboBox_Popup:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    default:
        break;
    }
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

QSize FirstcomeStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                       const QWidget* widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton:
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        if (option)
            size.setHeight(std::max(option->fontMetrics.height() + 12, kControlHeight));
        break;
    case CT_HeaderSection:
        size.setHeight(kRowHeight);
        break;
    default:
        break;
    }
    if (type == CT_ComboBox || type == CT_SpinBox)
        size.rwidth() += 2 * kStep;
    return size;
}

QRect FirstcomeStyle::subElementRect(SubElement element, const QStyleOption* option,
                                     const QWidget* widget) const
{
    QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents) {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame && frame->lineWidth > 0)
            rect.adjust(2 * kStep - 2, 0, -kStep, 0);
    }
    return rect;
}

QRect FirstcomeStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                     SubControl sub, const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (!bar)
            return QProxyStyle::subControlRect(control, option, sub, widget);
        const bool vertical = bar->orientation == Qt::Vertical;
        const int length = vertical ? bar->rect.height() : bar->rect.width();
        const double range = double(bar->maximum) - bar->minimum;
        const double shown = bar->pageStep / (range + bar->pageStep);
        const int handle =
            range <= 0 ? length : std::clamp(int(length * shown), std::min(28, length), length);
        const int at = QStyle::sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                       length - handle, bar->upsideDown);
        const auto part = [&](int from, int size) {
            return vertical ? QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), size)
                            : QRect(bar->rect.x() + from, bar->rect.y(), size, bar->rect.height());
        };
        switch (sub) {
        case SC_ScrollBarSlider:
            return part(at, handle);
        case SC_ScrollBarGroove:
            return bar->rect;
        case SC_ScrollBarSubPage:
            return part(0, at);
        case SC_ScrollBarAddPage:
            return part(at + handle, length - at - handle);
        default:
            return {};
        }
    }
    QRect rect = QProxyStyle::subControlRect(control, option, sub, widget);
    if ((control == CC_ComboBox && sub == SC_ComboBoxEditField) ||
        (control == CC_SpinBox && sub == SC_SpinBoxEditField))
        rect.setLeft(rect.left() + kStep);
    return rect;
}

} // namespace firstcome::theme
