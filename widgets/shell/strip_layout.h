#pragma once

#include <QRectF>
#include <QString>

#include <vector>

namespace firstcome::shell {

/// What stands on the strip, in the order in which it goes as the window gets narrower.
enum class StripPart { Clock, HealthWords, Profile, Rate, Name, Fixed };

/// One thing on the strip: its width with and without words.
struct StripItem
{
    StripPart part = StripPart::Fixed; ///< Fixed never goes
    int width = 0;
    int shortWidth = 0;   ///< HealthWords: the mark alone; Name: the least
    bool onRight = false; ///< of the free room in the middle
    // What layoutStrip finds:
    bool shown = true;
    bool shortened = false;
    QRectF rect;
};

/// Places `items` in a strip of this size with `gap` between them: drops, in this order, clock, words of
/// health (marks stay), profile and rate, then narrows the event's name.
void layoutStrip(std::vector<StripItem>& items, int left, int right, int height, int gap);

} // namespace firstcome::shell
