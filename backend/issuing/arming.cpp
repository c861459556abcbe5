#include "backend/issuing/arming.h"

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

} // namespace

Arming::Arming(EventDirectory& directory, stock::StockStore& store, const core::Clock& clock)
    : m_directory(directory)
    , m_store(store)
    , m_clock(clock)
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
    if (draft.closesAt && *draft.closesAt <= m_clock.wall())
        return core::fail(core::ErrorKind::InvalidArgument, "closes_in_the_past");
    if (draft.opensAt && *draft.opensAt <= m_clock.wall())
        return core::fail(core::ErrorKind::InvalidArgument, "opens_in_the_past");
    const auto created = m_store.create(instanceOf(draft, expectedVersion + 1));
    if (!created)
        return tl::unexpected(created.error());
    // No attempt reaches the instance before the directory names it, so nobody meets half an audience.
    core::Result<void> done;
    if (draft.audience == Audience::Listed)
        done = copyAudience(created->id);
    if (done) {
        DirectoryEvent armed = event.stored;
        armed.instance = created->id;
        armed.plannedTotal = draft.total;
        armed.version = expectedVersion + 1;
        done = store(event, std::move(armed));
    }
    if (done)
        event.instance = *created;
    else
        (void)m_store.forget(created->id);
    return done;
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
    if (auto updated = store(event, std::move(draft)); !updated)
        return updated; // adopt() finishes this at the next start
    (void)m_store.forget(instance);
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
    auto created = m_store.create(instance);
    if (!created)
        return tl::unexpected(created.error());
    Standing shadow;
    shadow.stored.draft = std::move(draft);
    shadow.stored.plannedTotal = total;
    shadow.instance = std::move(*created);
    return shadow;
}

core::Result<void> Arming::adopt(Standing& event, const std::vector<Instance>& instances)
{
    if (!event.stored.instance)
        return {};
    const auto found = std::ranges::find(instances, *event.stored.instance, &Instance::id);
    if (found != instances.end()) {
        event.instance = *found;
        return {};
    }
    // Disarmed at the store, and the directory was not told yet; else the store would not know of it at all.
    if (auto forgotten = m_store.forget(*event.stored.instance); !forgotten) {
        if (forgotten.error().kind != core::ErrorKind::NotFound)
            return forgotten;
        return core::fail(core::ErrorKind::Corrupt, "corrupt",
                          event.stored.draft.couponId.str() + " is armed as " + event.stored.instance->str() +
                              ", which the store has never had: another database stands in its place");
    }
    DirectoryEvent draft = event.stored;
    draft.instance.reset();
    ++draft.version;
    return store(event, std::move(draft));
}

} // namespace firstcome::issuing
