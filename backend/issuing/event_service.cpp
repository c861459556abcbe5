#include "backend/issuing/event_service.h"

#include <algorithm>
#include <utility>

namespace firstcome::issuing {

namespace {

constexpr std::size_t kReasonBytes = 300;

core::Error unknownEvent(const CouponId& couponId)
{
    return {core::ErrorKind::NotFound, "unknown_event", couponId.str()};
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
    , m_arming(directory, store, clock)
    , m_trail(directory)
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
    m_trail.append(std::move(line));
    return result;
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
        Entry loaded{
            {event, std::nullopt}, m_trail.standingWaivers(event.draft.couponId), false, event.draft.name};
        if (auto adopted = m_arming.adopt(loaded, status.instances); !adopted)
            return adopted;
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
    m_trail.load();
    return {};
}

const EventService::Entry* EventService::entry(const CouponId& couponId) const
{
    const auto found =
        std::ranges::find_if(m_entries, [&](const Entry& e) { return e.stored.draft.couponId == couponId; });
    return found == m_entries.end() ? nullptr : &*found;
}

EventService::Entry* EventService::entry(const CouponId& couponId)
{
    return const_cast<Entry*>(std::as_const(*this).entry(couponId));
}

core::Result<EventService::Entry*> EventService::draftEntry(const CouponId& couponId)
{
    Entry* known = entry(couponId);
    if (!known || known->shadow)
        return tl::unexpected(unknownEvent(couponId));
    if (known->instance)
        return core::fail(core::ErrorKind::WrongState, "wrong_state", "not a draft any more");
    return known;
}

Event EventService::eventOf(const Standing& standing)
{
    Event event;
    event.draft = standing.stored.draft;
    event.plannedTotal = standing.stored.plannedTotal;
    event.instance = standing.instance;
    event.state = standing.instance ? standing.instance->state : EventState::Draft;
    event.version = standing.instance ? standing.instance->version : standing.stored.version;
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
        return eventOf(*m_entries.insert(firstShadow, Entry{{*stored, std::nullopt}, {}, false, draft.name}));
    };
    return recorded(attempt(), actor, draft.couponId, "created", {std::to_string(draft.total)});
}

core::Result<Event> EventService::update(const std::string& actor, const EventDraft& draft,
                                         std::uint64_t expectedVersion)
{
    const auto attempt = [&]() -> core::Result<Event> {
        const auto known = draftEntry(draft.couponId);
        if (!known)
            return tl::unexpected(known.error());
        if (auto valid = validate(draft); !valid)
            return tl::unexpected(valid.error());
        DirectoryEvent changed = (*known)->stored;
        changed.draft = draft;
        changed.version = expectedVersion + 1;
        if (auto updated = m_directory.update(changed, expectedVersion); !updated)
            return tl::unexpected(updated.error());
        (*known)->stored = changed;
        (*known)->shownName = draft.name;
        return eventOf(**known);
    };
    return recorded(attempt(), actor, draft.couponId, "edited", {std::to_string(draft.total)});
}

core::Result<void> EventService::remove(const std::string& actor, const CouponId& couponId,
                                        std::uint64_t expectedVersion)
{
    const auto attempt = [&]() -> core::Result<void> {
        if (const auto known = draftEntry(couponId); !known)
            return tl::unexpected(known.error());
        if (auto removed = m_directory.remove(couponId, expectedVersion); !removed)
            return removed;
        std::erase_if(m_entries, [&](const Entry& e) { return e.stored.draft.couponId == couponId; });
        return {};
    };
    return recorded(attempt(), actor, couponId, std::string(actSpec(Act::Delete).done));
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
    return recorded(attempt(), actor, couponId, std::string(actSpec(act).done), {}, severity);
}

core::Result<Event> EventService::arm(Entry& known, std::uint64_t expectedVersion)
{
    if (auto armed = m_arming.arm(known, expectedVersion); !armed)
        return tl::unexpected(armed.error());
    return eventOf(known);
}

core::Result<Event> EventService::disarm(Entry& known, std::uint64_t expectedVersion)
{
    const auto disarmed = m_arming.disarm(known, expectedVersion);
    if (!known.instance)
        known.waivers.clear();
    if (!disarmed)
        return tl::unexpected(disarmed.error());
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
    return recorded(attempt(), "system", couponId, std::string(actSpec(Act::Finish).done), {},
                    Severity::Good);
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
    auto armed = m_arming.armShadow(shownName, total);
    if (!armed)
        return tl::unexpected(armed.error());
    return eventOf(m_entries.emplace_back(Entry{std::move(*armed), {}, true, shownName}));
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
    for (const auto& line : linesOfChange(before, now))
        record(now.couponId, line.code, line.severity, line.arguments, line.at);
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
    const Entry* known = entry(couponId);
    return known ? std::optional(eventOf(*known)) : std::nullopt;
}

std::string EventService::shownName(const CouponId& couponId) const
{
    const Entry* known = entry(couponId);
    return known ? known->shownName : std::string();
}

const Waivers& EventService::waivers(const CouponId& couponId) const
{
    static const Waivers kNone;
    const Entry* known = entry(couponId);
    return known ? known->waivers : kNone;
}

} // namespace firstcome::issuing
