#pragma once

#include "widgets/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

/// How each control looks; FirstcomeStyle decides which is asked for.
namespace firstcome::theme {

void paintButtonPanel(QPainter& painter, const Theme& theme, const QStyleOption& option);
void paintField(QPainter& painter, const Theme& theme, const QRectF& rect, QStyle::State state);
void paintCheckBox(QPainter& painter, const Theme& theme, const QStyleOption& option);
void paintRadioButton(QPainter& painter, const Theme& theme, const QStyleOption& option);
void paintScrollBar(QPainter& painter, const Theme& theme, const QStyleOptionSlider& option,
                    const QRect& handle);
void paintTab(QPainter& painter, const Theme& theme, const QStyleOptionTab& option);
void paintHeaderSection(QPainter& painter, const Theme& theme, const QStyleOptionHeader& option);
void paintProgress(QPainter& painter, const Theme& theme, const QStyleOptionProgressBar& option);
void paintRowBackground(QPainter& painter, const Theme& theme, const QStyleOptionViewItem& option);
/// A small chevron pointing down (or up), for combo and spin boxes and sorted heads.
void paintChevron(QPainter& painter, const QRectF& rect, const QColor& color, bool up);

} // namespace firstcome::theme
