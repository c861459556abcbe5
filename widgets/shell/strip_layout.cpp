#include "widgets/shell/strip_layout.h"

#include <algorithm>

namespace firstcome::shell {
namespace {

int widthOf(const StripItem& item)
{
    return item.shortened ? item.shortWidth : item.width;
}

int needed(const std::vector<StripItem>& items, int gap)
{
    int sum = 0;
    for (const StripItem& item : items)
        if (item.shown)
            sum += widthOf(item) + gap;
    return sum;
}

} // namespace

void layoutStrip(std::vector<StripItem>& items, int left, int right, int height, int gap)
{
    const int room = right - left + gap;
    for (StripItem& item : items) {
        item.shown = true;
        item.shortened = false;
    }
    for (const StripPart part :
         {StripPart::Clock, StripPart::HealthWords, StripPart::Profile, StripPart::Rate}) {
        if (needed(items, gap) <= room)
            break;
        for (StripItem& item : items)
            if (item.part == part)
                (part == StripPart::HealthWords ? item.shortened : item.shown) =
                    part == StripPart::HealthWords;
    }
    const int over = needed(items, gap) - room;
    for (StripItem& item : items) {
        if (item.part == StripPart::Name && over > 0) {
            item.shortened = true;
            item.shortWidth = std::max(item.shortWidth, item.width - over);
        }
    }
    double x = left;
    for (StripItem& item : items) {
        if (!item.shown || item.onRight)
            continue;
        item.rect = QRectF(x, 0, widthOf(item), height);
        x += widthOf(item) + gap;
    }
    double end = right;
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
        if (!item->shown || !item->onRight)
            continue;
        item->rect = QRectF(end - widthOf(*item), 0, widthOf(*item), height);
        end -= widthOf(*item) + gap;
    }
}

} // namespace firstcome::shell
