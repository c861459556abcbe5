#include "backend/issuing/event.h"

#include "backend/core/named_values.h"

namespace firstcome::issuing {

namespace {

constexpr std::array<std::string_view, kEventStateCount> kStateNames{"draft", "armed", "held", "open",
                                                                     "paused", "draining", "closed"};
constexpr std::array<std::string_view, 2> kAudienceNames{"everyone", "listed"};

} // namespace

std::string_view stateName(EventState state)
{
    return core::nameOf(kStateNames, state);
}

std::optional<EventState> stateFromName(std::string_view name)
{
    return core::valueNamed<EventState>(kStateNames, name);
}

std::string_view audienceName(Audience audience)
{
    return core::nameOf(kAudienceNames, audience);
}

std::optional<Audience> audienceFromName(std::string_view name)
{
    return core::valueNamed<Audience>(kAudienceNames, name);
}

} // namespace firstcome::issuing
