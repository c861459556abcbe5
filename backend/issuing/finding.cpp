#include "backend/core/named_values.h"
#include "backend/issuing/audit.h"

namespace firstcome::issuing {

namespace {

constexpr std::array<std::string_view, 7> kFindingNames{
    "oversold",      "duplicate_person", "slot_gap",        "lost_issue",
    "foreign_issue", "person_differs",   "dead_letter_left"};

} // namespace

std::string_view findingName(Finding finding)
{
    return core::nameOf(kFindingNames, finding);
}

} // namespace firstcome::issuing
