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

EventService::EventService(EventDirectory& directory, stock::StockStore& store, const core::Clock& clock,
                           const std::string& session)
    : m_directory(directory)
    , m_store(store)
    , m_clock(clock)
    , m_arming(directory, store, clock, session)
    , m_trail(directory)
    , m_book(directory, store, m_arming, m_trail, !session.empty())
    , m_shared(!session.empty())
{
}

TimelineEntry EventService::lineOf(const CouponId& couponId, std::string code) const
{
    TimelineEntry line;
    line.at = m_clock.wall();
    line.couponId = couponId;
    if (const Entry* known = m_book.find(couponId); known && known->instance)
        line.instance = known->instance->id;
    line.code = std::move(code);
    line.outcome = "ok";
    return line;
}

template <class T>
core::Result<T> EventService::recorded(core::Result<T> result, const std::string& actor, const CouponId& couponId,
                                       std::string code, std::vector<std::string> arguments, Severity severity)
{
    const Entry* known = m_book.find(couponId);
    if (known && known->shadow)
        return result;
    TimelineEntry line = lineOf(couponId, std::move(code));
    line.severity = severity;
    line.actor = actor;
    line.outcome = result ? "ok" : result.error().code;
    line.arguments = std::move(arguments);
    // Whoever acted is told of in any case; the word keeps other nodes from telling it as the store's own doing.
    const auto once = result && known && known->instance ? onceWord(line.code, *known->instance) : std::string();
    if (once.empty() || !m_trail.appendOnce(line, once))
        m_trail.append(std::move(line));
    return result;
}

core::Result<Event> EventService::recordedUnlessLate(core::Result<Event> result, const std::string& actor,
                                                     const CouponId& couponId, std::string code,
                                                     std::vector<std::string> arguments, Severity severity)
{
    using enum core::ErrorKind;
    if (!result && (result.error().kind == VersionConflict || result.error().kind == WrongState
                    || result.error().kind == NotFound))
        return result;
    return recorded(std::move(result), actor, couponId, std::move(code), std::move(arguments), severity);
}

core::Result<EventService::Entry*> EventService::draftEntry(const CouponId& couponId)
{
    Entry* known = m_book.find(couponId);
    if (!known || known->shadow)
        return tl::unexpected(unknownEvent(couponId));
    if (known->instance || known->stored.instance)
        return core::fail(core::ErrorKind::WrongState, "wrong_state", "not a draft any more");
    return known;
}

core::Result<Event> EventService::create(const std::string& actor, const EventDraft& draft)
{
    const auto attempt = [&]() -> core::Result<Event> {
        if (auto valid = validate(draft); !valid)
            return tl::unexpected(valid.error());
        auto stored = m_directory.create(draft);
        if (!stored)
            return tl::unexpected(stored.error());
        return eventOf(m_book.add(Entry{{*stored, std::nullopt}, {}, false, draft.name}));
    };
    return recorded(attempt(), actor, draft.couponId, "created", {std::to_string(draft.total)});
}

core::Result<Event> EventService::update(const std::string& actor, const EventDraft& draft,
                                         std::uint64_t expectedVersion)
{
    keepUp();
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
    keepUp();
    const auto attempt = [&]() -> core::Result<void> {
        if (const auto known = draftEntry(couponId); !known)
            return tl::unexpected(known.error());
        if (auto removed = m_directory.remove(couponId, expectedVersion); !removed)
            return removed;
        m_book.remove(couponId);
        return {};
    };
    return recorded(attempt(), actor, couponId, std::string(actSpec(Act::Delete).done));
}

core::Result<Event> EventService::act(const std::string& actor, const CouponId& couponId, Act act,
                                      std::uint64_t expectedVersion, const GoNoGo& goNoGo)
{
    if (act == Act::Arm || act == Act::Disarm || !m_book.find(couponId))
        keepUp();
    const auto attempt = [&]() -> core::Result<Event> {
        Entry* known = m_book.find(couponId);
        if (!known)
            return tl::unexpected(unknownEvent(couponId));
        followStore(*known);
        const Event event = eventOf(*known);
        if (event.version != expectedVersion)
            return core::fail(core::ErrorKind::VersionConflict, "version_conflict", std::to_string(event.version));
        if (act == Act::Delete || act == Act::Finish || !nextState(event.state, act))
            return core::fail(core::ErrorKind::WrongState, "wrong_state",
                              std::string(actSpec(act).name) + " while " + std::string(stateName(event.state)));
        if (known->stored.instance && !known->instance)
            return core::fail(core::ErrorKind::WrongState, "wrong_state", "armed, and the store does not show it");
        if (wantsGreen(act) && !known->shadow && !goNoGo.green())
            return core::fail(core::ErrorKind::WrongState, "no_go");
        if (act == Act::Arm)
            return arm(*known, expectedVersion);
        if (act == Act::Disarm)
            return disarm(*known, expectedVersion);
        return applyAtStore(*known, act, expectedVersion);
    };
    const auto severity = act == Act::Open || act == Act::Unpause ? Severity::Good : Severity::Info;
    const std::string done(actSpec(act).done);
    return actor == "system" ? recordedUnlessLate(attempt(), actor, couponId, done, {}, severity)
                             : recorded(attempt(), actor, couponId, done, {}, severity);
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
    return taken(known, m_store.act(known.instance->id, act, expectedVersion));
}

core::Result<Event> EventService::taken(Entry& known, core::Result<Instance> changed)
{
    if (!changed && changed.error().kind == core::ErrorKind::NotFound) // it was there when it was decided on
        return core::fail(core::ErrorKind::VersionConflict, "version_conflict", "it was disarmed meanwhile");
    if (!changed)
        return tl::unexpected(changed.error());
    const bool soldOut = !known.instance->soldOutAt && changed->soldOutAt;
    known.instance = std::move(*changed);
    if (soldOut && !known.shadow) {
        auto before = *known.instance;
        before.soldOutAt.reset();
        m_trail.tellChange(&before, *known.instance);
    }
    return eventOf(known);
}

core::Result<Event> EventService::holdByNoGo(const CouponId& couponId, std::uint64_t expectedVersion, GoLine line)
{
    const auto attempt = [&]() -> core::Result<Event> {
        Entry* known = m_book.find(couponId);
        if (!known || !known->instance)
            return tl::unexpected(unknownEvent(couponId));
        return applyAtStore(*known, Act::Hold, expectedVersion);
    };
    return recordedUnlessLate(attempt(), "go/no-go", couponId, "held_by_no_go", {std::string(goLineName(line))},
                              Severity::Critical);
}

core::Result<Event> EventService::finish(const CouponId& couponId, std::uint64_t expectedVersion)
{
    const auto attempt = [&]() -> core::Result<Event> {
        Entry* known = m_book.find(couponId);
        if (!known || !known->instance)
            return tl::unexpected(unknownEvent(couponId));
        auto finished = applyAtStore(*known, Act::Finish, expectedVersion);
        if (finished)
            known->waivers.clear();
        return finished;
    };
    return recordedUnlessLate(attempt(), "system", couponId, std::string(actSpec(Act::Finish).done), {},
                              Severity::Good);
}

core::Result<Event> EventService::correctStock(const std::string& actor, const CouponId& couponId,
                                               std::uint32_t total, std::uint64_t expectedVersion,
                                               const std::string& reason)
{
    keepUp();
    const auto attempt = [&]() -> core::Result<Event> {
        if (reason.empty() || reason.size() > kReasonBytes)
            return core::fail(core::ErrorKind::InvalidArgument, "bad_reason");
        Entry* known = m_book.find(couponId);
        if (!known)
            return tl::unexpected(unknownEvent(couponId));
        if (!known->instance)
            return core::fail(core::ErrorKind::WrongState, "wrong_state", "stock while draft");
        followStore(*known);
        auto changed = taken(*known, m_store.correctTotal(known->instance->id, total, expectedVersion));
        if (!changed)
            return changed;
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
    keepUp();
    const auto attempt = [&]() -> core::Result<void> {
        Entry* known = m_book.find(couponId);
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
        m_book.setPeople(report->total);
    return recorded(std::move(report), actor, {}, "people_created", {std::to_string(count), prefix});
}

core::Result<PeopleReport> EventService::importPeople(const std::string& actor, const std::string& csv)
{
    auto report = m_directory.importPeople(csv);
    std::vector<std::string> arguments;
    if (report) {
        m_book.setPeople(report->total);
        arguments = {std::to_string(report->added), std::to_string(report->badRowCount)};
    }
    return recorded(std::move(report), actor, {}, "people_imported", std::move(arguments));
}

core::Result<Event> EventService::armShadow(const std::string& shownName, std::uint32_t total)
{
    auto armed = m_arming.armShadow(shownName, total);
    if (!armed)
        return tl::unexpected(armed.error());
    return eventOf(m_book.add(Entry{std::move(*armed), {}, true, shownName}));
}

core::Result<void> EventService::forgetShadow(const CouponId& couponId)
{
    const Entry* known = m_book.find(couponId);
    if (!known || !known->shadow)
        return tl::unexpected(unknownEvent(couponId));
    if (auto forgotten = m_arming.forget(known->instance->id); !forgotten)
        return forgotten;
    m_book.remove(couponId);
    return {};
}

void EventService::lookAtClock()
{
    for (auto& known : m_book.entries())
        followStore(known);
}

void EventService::followStore(Entry& known)
{
    if (!known.instance || known.instance->state == EventState::Closed)
        return;
    auto now = m_store.poke(known.instance->id);
    if (now) {
        const Instance before = std::exchange(*known.instance, std::move(*now));
        known.missing = 0;
        if (!known.shadow)
            m_trail.tellChange(&before, *known.instance);
    } else if (now.error().kind == core::ErrorKind::NotFound && m_shared && !known.shadow) {
        m_book.instanceMissing(known);
    }
}

void EventService::record(const CouponId& couponId, std::string code, Severity severity,
                          std::vector<std::string> arguments, std::string_view once)
{
    const Entry* known = m_book.find(couponId);
    if (known && known->shadow)
        return;
    TimelineEntry line = lineOf(couponId, std::move(code));
    line.severity = severity;
    line.actor = "system";
    line.arguments = std::move(arguments);
    if (once.empty())
        m_trail.append(std::move(line));
    else
        m_trail.appendOnce(std::move(line), once);
}

core::Result<std::vector<TimelineEntry>> EventService::timeline(const std::optional<CouponId>& couponId,
                                                                std::int64_t before, std::size_t limit)
{
    return m_directory.timeline(couponId, before, limit);
}

std::vector<Event> EventService::events() const
{
    std::vector<Event> all;
    for (const auto& known : m_book.entries())
        all.push_back(eventOf(known));
    return all;
}

std::optional<Event> EventService::find(const CouponId& couponId) const
{
    const Entry* known = m_book.find(couponId);
    return known ? std::optional(eventOf(*known)) : std::nullopt;
}

std::string EventService::shownName(const CouponId& couponId) const
{
    const Entry* known = m_book.find(couponId);
    return known ? known->shownName : std::string();
}

const Waivers& EventService::waivers(const CouponId& couponId) const
{
    static const Waivers kNone;
    const Entry* known = m_book.find(couponId);
    return known ? known->waivers : kNone;
}

} // namespace firstcome::issuing
