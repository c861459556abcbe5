#pragma once

#include "widgets/parts/tone.h"
#include "widgets/shell/strip_layout.h"

namespace firstcome::shell {

inline constexpr int kStripGap = 14; ///< between two things on the strip

enum class StripKind { Logo, Line, Pill, Health, Text, Count, Figure, Age, Clock };

/// One thing on the strip: what it says and where it stands.
struct StripEntry
{
    StripKind kind = StripKind::Text;
    QString text;    ///< or the figure
    QString caption; ///< before a figure
    parts::Tone tone = parts::Tone::Neutral;
    parts::Mark mark = parts::Mark::None;
    QString hint;
    StripItem item;

    /// Looks the same.
    bool operator==(const StripEntry& other) const
    {
        return kind == other.kind && text == other.text && caption == other.caption && tone == other.tone &&
               mark == other.mark && item.rect == other.item.rect && item.shown == other.item.shown &&
               item.shortened == other.item.shortened;
    }
};

int textWidth(const theme::Theme& theme, theme::Type type, const QString& text);
/// The text with every digit an 8: what it is as wide as.
QString widestDigits(QString text);

/// Sets the item's widths; a figure brings the width of its slot.
void measureEntry(const theme::Theme& theme, StripEntry& entry);
void paintEntry(QPainter& painter, const theme::Theme& theme, const StripEntry& entry);

} // namespace firstcome::shell
