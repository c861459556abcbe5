#include "backend/issuing/event_service.h"

#include <algorithm>

namespace firstcome::issuing {

namespace {

constexpr std::size_t kRecentLines = 200;
constexpr std::size_t kAudienceChunk = 10'000;
constexpr std::size_t kReasonBytes = 300;

core::Error unknownEvent(const CouponId& couponId)
{
    return {core::ErrorKind::NotFound, "unknown_event", couponId.str()};
}

/// The audit word of an act: past participle, as the timeline's sentences are keyed.
std::string doneWord(Act act)
{
    switch (act) {
    case Act::Arm:
        return "armed";
    case Act::Disarm:
        return "disarmed";
    case Act::Hold:
        return "held";
    case Act::Resume:
        return "countdown_resumed";
    case Act::Open:
        return "opened";
    case Act::Pause:
        return "paused";
    case Act::Unpause:
        return "resumed";
    case Act::Close:
        return "closing";
    case Act::Finish:
        return "closed";
    case Act::Delete:
        return "deleted";
    }
    return {};
}

bool wantsGreen(Act act)
{
    return act == Act::Arm || act == Act::Resume || act == Act::Open;
}

} // namespace

EventService::EventService(EventDirectory& directory, stock::StockStore& store, const core::Clock& clock)
    : m_directory(directory)
    , m_store(store)
    , m_clock(clock)
{
}

template <class T>
core::Result<T> EventService::recorded(core::Result<T> result, const std::string& actor, const CouponId& couponId,
                                       std::string code, std::vector<std::string> arguments, Severity severity,
                                       std::optional<core::WallTime> happenedAt)
{
    const Entry* known = entry(couponId);
    if (known && known->shadow)
        return result;
    TimelineEntry line;
    line.at = happenedAt.value_or(m_clock.wall());
    line.couponId = couponId;
    if (known && known->instance)
        line.instance = known->instance->id;
    line.code = std::move(code);
    line.severity = severity;
    line.actor = actor;
    line.outcome = result ? "ok" : result.error().code;
    line.arguments = std::move(arguments);
    append(std::move(line));
    return result;
}

void EventService::append(TimelineEntry line)
{
    // A trail that cannot be written must not stop the act; the directory's health shows the failure.
    if (auto stored = m_directory.append(line))
        line = std::move(*stored);
    m_recent.push_front(std::move(line));
    if (m_recent.size() > kRecentLines)
        m_recent.pop_back();
}

core::Result<void> EventService::load()
{
    const auto stored = m_directory.events();
    if (!stored)
        return tl::unexpected(stored.error());
    const auto status = m_store.status();
    if (status.health != stock::StoreHealth::Ready)
        return core::fail(core::ErrorKind::Unavailable, "store_down", status.detail);

    m_entries.clear();
    for (const auto& event : *stored) {
        Entry loaded{event, std::nullopt, {}, false, event.draft.name};
        if (auto adopted = adopt(loaded, status.instances); !adopted)
            return adopted;
        restoreWaivers(loaded);
        m_entries.push_back(std::move(loaded));
    }
    for (const auto& instance : status.instances) {
        const bool owned = std::ranges::any_of(
            m_entries, [&](const Entry& e) { return e.instance && e.instance->id == instance.id; });
        if (!owned && (instance.shadow || instance.issued == 0))
            (void)m_store.forget(instance.id); // left by a crash between two steps; tried again at next start
    }
    if (auto people = m_directory.peopleCount())
        m_people = *people;
    if (auto lines = m_directory.timeline(std::nullopt, 0, kRecentLines))
        m_recent.assign(lines->begin(), lines->end());
    return {};
}

core::Result<void> EventService::adopt(Entry& loaded, const std::vector<Instance>& instances)
{
    if (!loaded.stored.instance)
        return {};
    const auto found = std::ranges::find(instances, *loaded.stored.instance, &Instance::id);
    if (found != instances.end()) {
        loaded.instance = *found;
        return {};
    }
    // Disarmed at the store, and the directory was not told yet; else the store would not know of it at all.
    const auto& couponId = loaded.stored.draft.couponId;
    if (auto forgotten = m_store.forget(*loaded.stored.instance); !forgotten) {
        if (forgotten.error().kind != core::ErrorKind::NotFound)
            return forgotten;
        return core::fail(core::ErrorKind::Corrupt, "corrupt",
                          couponId.str() + " is armed as " + loaded.stored.instance->str() +
                              ", which the store has never had: another database stands in its place");
    }
    DirectoryEvent draft = loaded.stored;
    draft.instance.reset();
    ++draft.version;
    if (auto updated = m_directory.update(draft, loaded.stored.version); !updated)
        return updated;
    loaded.stored = draft;
    return {};
}

void EventService::restoreWaivers(Entry& loaded)
{
    const auto lines = m_directory.timeline(loaded.stored.draft.couponId, 0, 500);
    if (!lines)
        return;
    std::map<std::string, std::string> newest; // line name → reason; the first seen is the newest
    for (const auto& line : *lines) {
        if (line.code == "closed" || line.code == "disarmed" || line.code == "created")
            break;
        if ((line.code == "waived" || line.code == "waiver_withdrawn") && !line.arguments.empty())
            newest.try_emplace(line.arguments[0],
                               line.code == "waived" && line.arguments.size() > 1 ? line.arguments[1] : "");
    }
    for (std::size_t i = 0; i < kGoLineCount; ++i) {
        const auto line = static_cast<GoLine>(i);
        const auto found = newest.find(std::string(goLineName(line)));
        if (found != newest.end() && !found->second.empty())
            loaded.waivers[line] = found->second;
    }
}

EventService::Entry* EventService::entry(const CouponId& couponId)
{
    const auto found = std::ranges::find_if(
        m_entries, [&](const Entry& e) { return e.stored.draft.couponId == couponId; });
    return found == m_entries.end() ? nullptr : &*found;
}

Event EventService::eventOf(const Entry& entry)
{
    Event event;
    event.draft = entry.stored.draft;
    event.plannedTotal = entry.stored.plannedTotal;
    event.instance = entry.instance;
    event.state = entry.instance ? entry.instance->state : EventState::Draft;
    event.version = entry.instance ? entry.instance->version : entry.stored.version;
    return event;
}

core::Result<Event> EventService::create(const std::string& actor, const EventDraft& draft)
{
    const auto attempt = [&]() -> core::Result<Event> {
        if (auto valid = validate(draft); !valid)
            return tl::unexpected(valid.error());
        auto stored = m_directory.create(draft);
        if (!stored)
            return tl::unexpected(stored.error());
        const auto firstShadow = std::ranges::find_if(m_entries, &Entry::shadow);
        return eventOf(*m_entries.insert(firstShadow, Entry{*stored, std::nullopt, {}, false, draft.name}));
    };
    return recorded(attempt(), actor, draft.couponId, "created", {std::to_string(draft.total)});
}

core::Result<Event> EventService::update(const std::string& actor, const EventDraft& draft,
                                         std::uint64_t expectedVersion)
{
    const auto attempt = [&]() -> core::Result<Event> {
        Entry* known = entry(draft.couponId);
        if (!known || known->shadow)
            return tl::unexpected(unknownEvent(draft.couponId));
        if (known->instance)
            return core::fail(core::ErrorKind::WrongState, "wrong_state", "edit while not a draft");
        if (auto valid = validate(draft); !valid)
            return tl::unexpected(valid.error());
        DirectoryEvent changed = known->stored;
        changed.draft = draft;
        changed.version = expectedVersion + 1;
        if (auto updated = m_directory.update(changed, expectedVersion); !updated)
            return tl::unexpected(updated.error());
        known->stored = changed;
        known->shownName = draft.name;
        return eventOf(*known);
    };
    return recorded(attempt(), actor, draft.couponId, "edited", {std::to_string(draft.total)});
}

core::Result<void> EventService::remove(const std::string& actor, const CouponId& couponId,
                                        std::uint64_t expectedVersion)
{
    const auto attempt = [&]() -> core::Result<void> {
        const Entry* known = entry(couponId);
        if (!known || known->shadow)
            return tl::unexpected(unknownEvent(couponId));
        if (known->instance)
            return core::fail(core::ErrorKind::WrongState, "wrong_state", "delete while not a draft");
        if (auto removed = m_directory.remove(couponId, expectedVersion); !removed)
            return removed;
        std::erase_if(m_entries, [&](const Entry& e) { return e.stored.draft.couponId == couponId; });
        return {};
    };
    return recorded(attempt(), actor, couponId, "deleted");
}

core::Result<Event> EventService::act(const std::string& actor, const CouponId& couponId, Act act,
                                      std::uint64_t expectedVersion, const GoNoGo& goNoGo)
{
    const auto attempt = [&]() -> core::Result<Event> {
        Entry* known = entry(couponId);
        if (!known)
            return tl::unexpected(unknownEvent(couponId));
        followStore(*known);
        const Event event = eventOf(*known);
        if (event.version != expectedVersion)
            return core::fail(core::ErrorKind::VersionConflict, "version_conflict", std::to_string(event.version));
        if (act == Act::Delete || act == Act::Finish || !nextState(event.state, act))
            return core::fail(core::ErrorKind::WrongState, "wrong_state",
                              std::string(actSpec(act).name) + " while " + std::string(stateName(event.state)));
        if (wantsGreen(act) && !known->shadow && !goNoGo.green())
            return core::fail(core::ErrorKind::WrongState, "no_go");
        if (act == Act::Arm)
            return arm(*known, expectedVersion);
        if (act == Act::Disarm)
            return disarm(*known, expectedVersion);
        return applyAtStore(*known, act, expectedVersion);
    };
    const auto severity = act == Act::Open || act == Act::Unpause ? Severity::Good : Severity::Info;
    return recorded(attempt(), actor, couponId, doneWord(act), {}, severity);
}

core::Result<Event> EventService::arm(Entry& known, std::uint64_t expectedVersion)
{
    const EventDraft& draft = known.stored.draft;
    if (draft.closesAt && *draft.closesAt <= m_clock.wall())
        return core::fail(core::ErrorKind::InvalidArgument, "closes_in_the_past");
    if (draft.opensAt && *draft.opensAt <= m_clock.wall())
        return core::fail(core::ErrorKind::InvalidArgument, "opens_in_the_past");
    Instance instance;
    instance.id = InstanceId::random();
    instance.couponId = draft.couponId;
    instance.total = draft.total;
    instance.audience = draft.audience;
    instance.version = expectedVersion + 1;
    instance.closesAt = draft.closesAt;
    instance.opensAt = draft.opensAt;
    auto created = m_store.create(instance);
    if (!created)
        return tl::unexpected(created.error());
    // No attempt reaches the instance before the directory names it, so nobody meets half an audience.
    if (draft.audience == Audience::Listed) {
        if (auto copied = copyAudience(instance.id); !copied) {
            (void)m_store.forget(instance.id);
            return tl::unexpected(copied.error());
        }
    }
    DirectoryEvent stored = known.stored;
    stored.instance = instance.id;
    stored.plannedTotal = draft.total;
    stored.version = instance.version;
    if (auto updated = m_directory.update(stored, known.stored.version); !updated) {
        (void)m_store.forget(instance.id);
        return tl::unexpected(updated.error());
    }
    known.stored = stored;
    known.instance = *created;
    return eventOf(known);
}

core::Result<void> EventService::copyAudience(const InstanceId& instance)
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

core::Result<Event> EventService::disarm(Entry& known, std::uint64_t expectedVersion)
{
    auto disarmed = m_store.act(known.instance->id, Act::Disarm, expectedVersion);
    if (!disarmed)
        return tl::unexpected(disarmed.error());
    DirectoryEvent draft = known.stored;
    draft.instance.reset();
    draft.version = std::max(known.stored.version + 1, disarmed->version);
    const auto forgotten = known.instance->id;
    known.instance.reset();
    known.waivers.clear();
    if (auto updated = m_directory.update(draft, known.stored.version); !updated)
        return tl::unexpected(updated.error()); // load() finishes this at the next start
    known.stored = draft;
    (void)m_store.forget(forgotten);
    return eventOf(known);
}

core::Result<Event> EventService::applyAtStore(Entry& known, Act act, std::uint64_t expectedVersion)
{
    auto changed = m_store.act(known.instance->id, act, expectedVersion);
    if (!changed)
        return tl::unexpected(changed.error());
    known.instance = *changed;
    return eventOf(known);
}

core::Result<Event> EventService::holdByNoGo(const CouponId& couponId, std::uint64_t expectedVersion, GoLine line)
{
    const auto attempt = [&]() -> core::Result<Event> {
        Entry* known = entry(couponId);
        if (!known || !known->instance)
            return tl::unexpected(unknownEvent(couponId));
        return applyAtStore(*known, Act::Hold, expectedVersion);
    };
    return recorded(attempt(), "go/no-go", couponId, "held_by_no_go", {std::string(goLineName(line))},
                    Severity::Critical);
}

core::Result<Event> EventService::finish(const CouponId& couponId, std::uint64_t expectedVersion)
{
    const auto attempt = [&]() -> core::Result<Event> {
        Entry* known = entry(couponId);
        if (!known || !known->instance)
            return tl::unexpected(unknownEvent(couponId));
        auto finished = applyAtStore(*known, Act::Finish, expectedVersion);
        if (finished)
            known->waivers.clear();
        return finished;
    };
    return recorded(attempt(), "system", couponId, "closed", {}, Severity::Good);
}

core::Result<Event> EventService::correctStock(const std::string& actor, const CouponId& couponId,
                                               std::uint32_t total, std::uint64_t expectedVersion,
                                               const std::string& reason)
{
    const auto attempt = [&]() -> core::Result<Event> {
        if (reason.empty() || reason.size() > kReasonBytes)
            return core::fail(core::ErrorKind::InvalidArgument, "bad_reason");
        Entry* known = entry(couponId);
        if (!known)
            return tl::unexpected(unknownEvent(couponId));
        if (!known->instance)
            return core::fail(core::ErrorKind::WrongState, "wrong_state", "stock while draft");
        followStore(*known);
        auto changed = m_store.correctTotal(known->instance->id, total, expectedVersion);
        if (!changed)
            return tl::unexpected(changed.error());
        known->instance = *changed;
        DirectoryEvent stored = known->stored;
        stored.plannedTotal = total;
        stored.draft.total = total;
        ++stored.version;
        if (!known->shadow)
            if (auto updated = m_directory.update(stored, known->stored.version); !updated)
                return tl::unexpected(updated.error());
        known->stored = stored;
        return eventOf(*known);
    };
    return recorded(attempt(), actor, couponId, "stock_corrected", {std::to_string(total), reason},
                    Severity::Warning);
}

core::Result<void> EventService::waive(const std::string& actor, const CouponId& couponId, GoLine line,
                                       const std::string& reason)
{
    const auto attempt = [&]() -> core::Result<void> {
        Entry* known = entry(couponId);
        if (!known || known->shadow)
            return tl::unexpected(unknownEvent(couponId));
        if (reason.size() > kReasonBytes)
            return core::fail(core::ErrorKind::InvalidArgument, "bad_reason");
        if (reason.empty())
            known->waivers.erase(line);
        else
            known->waivers[line] = reason;
        return {};
    };
    return recorded(attempt(), actor, couponId, reason.empty() ? "waiver_withdrawn" : "waived",
                    {std::string(goLineName(line)), reason}, Severity::Warning);
}

core::Result<PeopleReport> EventService::createPeople(const std::string& actor, std::uint64_t count,
                                                      const std::string& prefix)
{
    auto report = m_directory.createPeople(count, prefix);
    if (report)
        m_people = report->total;
    return recorded(std::move(report), actor, {}, "people_created", {std::to_string(count), prefix});
}

core::Result<PeopleReport> EventService::importPeople(const std::string& actor, const std::string& csv)
{
    auto report = m_directory.importPeople(csv);
    std::vector<std::string> arguments;
    if (report) {
        m_people = report->total;
        arguments = {std::to_string(report->added), std::to_string(report->badRowCount)};
    }
    return recorded(std::move(report), actor, {}, "people_imported", std::move(arguments));
}

core::Result<Event> EventService::armShadow(const std::string& shownName, std::uint32_t total)
{
    Instance instance;
    instance.id = InstanceId::random();
    instance.couponId = *CouponId::parse("rehearsal-" + instance.id.str().substr(0, 8));
    instance.total = total;
    instance.shadow = true;
    instance.version = 1;
    auto created = m_store.create(instance);
    if (!created)
        return tl::unexpected(created.error());
    Entry shadow;
    shadow.stored.draft = {instance.couponId, shownName, total, std::nullopt, std::nullopt, Audience::Everyone};
    shadow.stored.plannedTotal = total;
    shadow.instance = *created;
    shadow.shadow = true;
    shadow.shownName = shownName;
    m_entries.push_back(shadow);
    return eventOf(shadow);
}

core::Result<void> EventService::forgetShadow(const CouponId& couponId)
{
    const Entry* known = entry(couponId);
    if (!known || !known->shadow)
        return tl::unexpected(unknownEvent(couponId));
    if (auto forgotten = m_store.forget(known->instance->id); !forgotten)
        return forgotten;
    std::erase_if(m_entries, [&](const Entry& e) { return e.stored.draft.couponId == couponId; });
    return {};
}

void EventService::lookAtClock()
{
    for (auto& known : m_entries)
        followStore(known);
}

void EventService::followStore(Entry& known)
{
    if (!known.instance || known.instance->state == EventState::Closed)
        return;
    if (const auto now = m_store.poke(known.instance->id))
        noteChange(known, *now);
}

void EventService::noteChange(Entry& known, const Instance& now)
{
    const Instance before = *known.instance;
    known.instance = now;
    if (known.shadow)
        return;
    const CouponId& couponId = now.couponId;
    if (!before.openedAt && now.openedAt)
        record(couponId, "opened_on_schedule", Severity::Good, {}, now.openedAt);
    if (!before.soldOutAt && now.soldOutAt && now.openedAt)
        record(couponId, "sold_out", Severity::Good,
               {std::to_string(now.issued),
                std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(*now.soldOutAt - *now.openedAt)
                                   .count())},
               now.soldOutAt);
    if (before.state != now.state && now.state == EventState::Draining)
        record(couponId, "closing_on_schedule", Severity::Info, {}, now.closedAt);
    if (before.state != now.state && now.state == EventState::Closed)
        record(couponId, "closed_unopened", Severity::Warning, {}, now.closedAt);
}

void EventService::record(const CouponId& couponId, std::string code, Severity severity,
                          std::vector<std::string> arguments, std::optional<core::WallTime> happenedAt)
{
    (void)recorded(core::Result<void>(), "system", couponId, std::move(code), std::move(arguments), severity,
                   happenedAt);
}

core::Result<std::vector<TimelineEntry>> EventService::timeline(const std::optional<CouponId>& couponId,
                                                                std::int64_t before, std::size_t limit)
{
    return m_directory.timeline(couponId, before, limit);
}

std::vector<Event> EventService::events() const
{
    std::vector<Event> all;
    all.reserve(m_entries.size());
    for (const auto& known : m_entries)
        all.push_back(eventOf(known));
    return all;
}

std::optional<Event> EventService::find(const CouponId& couponId) const
{
    const Entry* known = const_cast<EventService*>(this)->entry(couponId);
    return known ? std::optional(eventOf(*known)) : std::nullopt;
}

std::string EventService::shownName(const CouponId& couponId) const
{
    const Entry* known = const_cast<EventService*>(this)->entry(couponId);
    return known ? known->shownName : std::string();
}

const EventService::Waivers& EventService::waivers(const CouponId& couponId) const
{
    static const Waivers kNone;
    const Entry* known = const_cast<EventService*>(this)->entry(couponId);
    return known ? known->waivers : kNone;
}

} // namespace firstcome::issuing
