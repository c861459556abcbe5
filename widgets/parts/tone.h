#pragma once

#include "widgets/theme/theme.h"

#include <optional>

namespace firstcome::parts {

/// What a mark, pill or banner means; shape and colours follow from it.
enum class Mark { None, Fine, Warning, Critical, NotKnown };
enum class Tone { Neutral, Accent, Ok, Warning, Critical };

theme::Token foregroundOf(Tone tone);
theme::Token groundOf(Tone tone);
/// ● fine, ▲ warning, ◆ critical, ○ not known.
Mark markOf(Tone tone);
theme::Token colorOf(Mark mark);

/// Paints a mark as a path in the middle of `rect`.
void paintMark(QPainter& painter, const theme::Theme& theme, Mark mark, const QRectF& rect);

/// A rounded pill with an optional mark before its text. `size` first, to lay out; then paint, on the tone's
/// own ground or on `ground`.
QSizeF pillSize(const theme::Theme& theme, const QString& text, Mark mark);
void paintPill(QPainter& painter, const theme::Theme& theme, const QRectF& rect, const QString& text,
               Tone tone, Mark mark, std::optional<theme::Token> ground = {});

} // namespace firstcome::parts
