#pragma once

#include "widgets/theme/theme.h"

#include <QProxyStyle>

namespace firstcome::theme {

/// Draws the controls from the tokens, over Fusion: buttons, fields, tabs, check boxes, combo boxes, scroll
/// bars, tables' heads, progress, tooltips and the focus ring. Owned by QApplication; the theme must outlive
/// it.
class FirstcomeStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    explicit FirstcomeStyle(const Theme& theme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub,
                         const QWidget* widget) const override;
    using QProxyStyle::polish;
    void polish(QWidget* widget) override;

private:
    const Theme& m_theme;
};

} // namespace firstcome::theme
