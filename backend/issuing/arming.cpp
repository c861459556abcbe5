#include "backend/issuing/arming.h"

#include "backend/stock/store_repair.h"

#include <algorithm>

namespace firstcome::issuing {

namespace {

constexpr std::size_t kAudienceChunk = 10'000;

Instance instanceOf(const EventDraft& draft, std::uint64_t version)
{
    Instance instance;
    instance.id = InstanceId::random();
    instance.couponId = draft.couponId;
    instance.total = draft.total;
    instance.audience = draft.audience;
    instance.version = version;
    instance.closesAt = draft.closesAt;
    instance.opensAt = draft.opensAt;
    return instance;
}

/// What can be said of an instance that only the directory remembers. Nobody gets any more before it is rebuilt.
Instance lostInstance(const DirectoryEvent& stored)
{
    Instance instance = instanceOf(stored.draft, stored.version);
    instance.id = *stored.instance;
    instance.total = stored.plannedTotal;
    instance.state = EventState::Paused;
    return instance;
}

} // namespace

Event eventOf(const Standing& standing)
{
    Event event;
    event.draft = standing.stored.draft;
    event.plannedTotal = standing.stored.plannedTotal;
    event.instance = standing.instance;
    if (!standing.instance)
        event.awaited = standing.stored.instance;
    event.state = standing.instance ? standing.instance->state : EventState::Draft;
    event.version = standing.instance ? standing.instance->version : standing.stored.version;
    return event;
}

Arming::Arming(EventDirectory& directory, stock::StockStore& store, const core::Clock& clock,
               std::string session)
    : m_directory(directory)
    , m_store(store)
    , m_clock(clock)
    , m_session(std::move(session))
{
}

/// Writes `changed` over what the directory keeps; without effect where it fails.
core::Result<void> Arming::store(Standing& event, DirectoryEvent changed)
{
    auto updated = m_directory.update(changed, event.stored.version);
    if (updated)
        event.stored = std::move(changed);
    return updated;
}

core::Result<void> Arming::arm(Standing& event, std::uint64_t expectedVersion)
{
    const EventDraft& draft = event.stored.draft;
    const auto created = make(instanceOf(draft, expectedVersion + 1));
    if (!created)
        return tl::unexpected(created.error());
    // No attempt reaches the instance before the directory names it, so nobody meets half an audience.
    auto done = isStillToCome(draft);
    if (done && draft.audience == Audience::Listed)
        done = copyAudience(created->id);
    if (done)
        done = name(event, *created, expectedVersion);
    else
        (void)m_store.forget(created->id);
    release(created->id);
    return done;
}

/// By the store's clock, which opens and closes it: asked for once the store has answered, and so has told its time.
core::Result<void> Arming::isStillToCome(const EventDraft& draft) const
{
    const auto now = m_clock.wall() + m_store.status().clockAhead;
    if (draft.closesAt && *draft.closesAt <= now)
        return core::fail(core::ErrorKind::InvalidArgument, "closes_in_the_past");
    if (draft.opensAt && *draft.opensAt <= now)
        return core::fail(core::ErrorKind::InvalidArgument, "opens_in_the_past");
    return {};
}

/// A refusal leaves nothing. Where it is not known whether the directory names the instance now, it stays: the
/// event is armed then, or the instance is one that nobody points to.
core::Result<void> Arming::name(Standing& event, const Instance& made, std::uint64_t expectedVersion)
{
    DirectoryEvent armed = event.stored;
    armed.instance = made.id;
    armed.plannedTotal = armed.draft.total;
    armed.version = expectedVersion + 1;
    auto named = store(event, std::move(armed));
    if (named)
        event.instance = made;
    else if (named.error().kind != core::ErrorKind::Unavailable && named.error().kind != core::ErrorKind::Io)
        (void)m_store.forget(made.id);
    return named;
}

/// Claimed before it is there, so that no node that starts meanwhile takes it for left behind.
core::Result<Instance> Arming::make(const Instance& instance)
{
    if (!m_session.empty())
        if (auto claimed = m_directory.claimInstance(instance.id, m_session); !claimed)
            return tl::unexpected(claimed.error());
    auto created = m_store.create(instance);
    if (!created)
        release(instance.id);
    return created;
}

void Arming::release(const InstanceId& instance)
{
    if (!m_session.empty())
        (void)m_directory.releaseInstance(instance); // at worst it is left alone until this node ends
}

core::Result<void> Arming::forget(const InstanceId& instance)
{
    auto forgotten = m_store.forget(instance);
    auto* const repair = m_store.repair();
    if (!forgotten && forgotten.error().kind == core::ErrorKind::NotFound && repair) {
        repair->abandon(instance);
        forgotten = {};
    }
    if (forgotten)
        release(instance);
    return forgotten;
}

core::Result<void> Arming::copyAudience(const InstanceId& instance)
{
    std::string after;
    std::uint64_t copied = 0;
    for (;;) {
        const auto chunk = m_directory.people(after, kAudienceChunk);
        if (!chunk)
            return tl::unexpected(chunk.error());
        if (chunk->empty())
            break;
        if (auto added = m_store.addAudience(instance, *chunk); !added)
            return added;
        copied += chunk->size();
        after = chunk->back().str();
    }
    const auto loaded = m_store.audienceSize(instance);
    if (!loaded)
        return tl::unexpected(loaded.error());
    if (*loaded != copied)
        return core::fail(core::ErrorKind::Internal, "audience_differs",
                          std::to_string(*loaded) + " of " + std::to_string(copied));
    return {};
}

core::Result<void> Arming::disarm(Standing& event, std::uint64_t expectedVersion)
{
    const auto instance = event.instance->id;
    const auto disarmed = m_store.act(instance, Act::Disarm, expectedVersion);
    if (!disarmed)
        return tl::unexpected(disarmed.error());
    event.instance.reset();
    DirectoryEvent draft = event.stored;
    draft.instance.reset();
    draft.version = std::max(draft.version + 1, disarmed->version);
    if (auto updated = store(event, std::move(draft)); !updated) {
        if (updated.error().kind != core::ErrorKind::VersionConflict)
            return updated; // finishDisarming() comes later
        return seeDisarmed(event, instance); // another node has seen it gone, and has written it down already
    }
    (void)m_store.forget(instance);
    return {};
}

core::Result<void> Arming::seeDisarmed(Standing& event, const InstanceId& instance)
{
    const auto stored = m_directory.events();
    if (!stored)
        return tl::unexpected(stored.error());
    const auto found = std::ranges::find_if(
        *stored, [&](const DirectoryEvent& e) { return e.draft.couponId == event.stored.draft.couponId; });
    if (found == stored->end() || found->instance == instance)
        return core::fail(core::ErrorKind::VersionConflict, "version_conflict", "it was changed meanwhile");
    event.stored = *found;
    return {};
}

core::Result<Standing> Arming::armShadow(const std::string& shownName, std::uint32_t total)
{
    EventDraft draft;
    draft.name = shownName;
    draft.total = total;
    Instance instance = instanceOf(draft, 1);
    instance.shadow = true;
    instance.couponId = *CouponId::parse("rehearsal-" + instance.id.str().substr(0, 8));
    draft.couponId = instance.couponId;
    auto created = make(instance);
    if (!created)
        return tl::unexpected(created.error());
    Standing shadow;
    shadow.stored.draft = std::move(draft);
    shadow.stored.plannedTotal = total;
    shadow.instance = std::move(*created);
    return shadow;
}

core::Result<void> Arming::finishDisarming(Standing& event)
{
    // Disarmed at the store, and the directory was not told yet; else the store would not know of it at all.
    if (auto forgotten = m_store.forget(*event.stored.instance); !forgotten) {
        if (forgotten.error().kind != core::ErrorKind::NotFound)
            return forgotten;
        if (auto* const repair = m_store.repair()) { // its server lost it: it waits to be rebuilt
            repair->expect(*event.stored.instance, 0);
            if (!event.instance) // else it is known what it was
                event.instance = lostInstance(event.stored);
            return {};
        }
        return core::fail(core::ErrorKind::Corrupt, "corrupt",
                          event.stored.draft.couponId.str() + " is armed as " + event.stored.instance->str() +
                              ", which the store has never had: another database stands in its place");
    }
    DirectoryEvent draft = event.stored;
    draft.instance.reset();
    ++draft.version;
    event.instance.reset();
    return store(event, std::move(draft));
}

} // namespace firstcome::issuing
