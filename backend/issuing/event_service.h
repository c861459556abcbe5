#pragma once

#include "backend/core/clock.h"
#include "backend/core/result.h"
#include "backend/issuing/act_trail.h"
#include "backend/issuing/acts.h"
#include "backend/issuing/arming.h"
#include "backend/issuing/event_book.h"
#include "backend/issuing/event_directory.h"
#include "backend/issuing/go_no_go.h"
#include "backend/stock/stock_store.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::issuing {

/// Carries out what operators and the system do to events, and writes every act, allowed or refused, to the
/// append-only trail. Joins two ports: the directory keeps what was written down, the store decides once an
/// event is armed. Each hand-over between them is ordered so that a crash in the middle is repaired by
/// load(): an instance nobody points to is forgotten, an event whose instance was disarmed is a draft again.
/// An event whose instance the store never had is no such thing: the store's file was replaced, and load()
/// fails with Corrupt `corrupt` rather than let the event be armed a second time.
///
/// Several nodes may share directory and store: each act is decided on a version, by whoever writes it down or by
/// the store, so that of two nodes one is refused; follow() takes over what the others did; and what all of them
/// see the store do by itself is told once.
///
/// Lives on one thread, the desk; every call may block.
class EventService
{
public:
    /// `session` is this node's (see NodeRegistry); empty where it shares neither directory nor store.
    EventService(EventDirectory& directory, stock::StockStore& store, const core::Clock& clock,
                 const std::string& session = {});

    /// Reads everything and repairs half-done acts. Call again until it succeeds; nothing else before.
    core::Result<void> load() { return m_book.load(); }
    /// Takes over what other nodes wrote down; true where anything was. To be called again where !isWhole().
    core::Result<bool> follow() { return m_book.follow(); }
    bool isWhole() const { return m_book.isWhole(); }
    /// The directory's connection was lost when something was last written to the trail.
    bool hasLostDirectory() const { return m_trail.isLost(); }

    core::Result<Event> create(const std::string& actor, const EventDraft& draft);
    core::Result<Event> update(const std::string& actor, const EventDraft& draft, std::uint64_t expectedVersion);
    core::Result<void> remove(const std::string& actor, const CouponId& couponId, std::uint64_t expectedVersion);

    /// Any act but Delete and Finish. `goNoGo` is what the guard is held against: Arm and Resume are refused
    /// with WrongState `no_go` while a line forbids, Open too.
    core::Result<Event> act(const std::string& actor, const CouponId& couponId, Act act,
                            std::uint64_t expectedVersion, const GoNoGo& goNoGo);
    /// The countdown held by a failing line; `line` goes into the trail.
    core::Result<Event> holdByNoGo(const CouponId& couponId, std::uint64_t expectedVersion, GoLine line);
    /// Draining to closed, after an exact audit that closed.
    core::Result<Event> finish(const CouponId& couponId, std::uint64_t expectedVersion);
    core::Result<Event> correctStock(const std::string& actor, const CouponId& couponId, std::uint32_t total,
                                     std::uint64_t expectedVersion, const std::string& reason);
    /// Records a waiver, or with an empty reason takes it back. InvalidArgument `bad_reason` over 300 bytes.
    core::Result<void> waive(const std::string& actor, const CouponId& couponId, GoLine line,
                             const std::string& reason);

    /// Adds everybody in the directory to the event's audience at the store, which lost it.
    core::Result<void> copyAudience(const CouponId& couponId);
    /// Writes down how a rebuild by `actor` ended; the event goes on as `outcome` says.
    core::Result<Event> rebuilt(const std::string& actor, const CouponId& couponId,
                                const core::Result<Instance>& outcome, std::vector<std::string> figures);

    core::Result<PeopleReport> createPeople(const std::string& actor, std::uint64_t count, const std::string& prefix);
    core::Result<PeopleReport> importPeople(const std::string& actor, const std::string& csv);

    /// Makes and arms a rehearsal's event; it is in no directory and leaves nothing in the trail.
    core::Result<Event> armShadow(const std::string& shownName, std::uint32_t total);
    core::Result<void> forgetShadow(const CouponId& couponId);

    /// Lets the clock act (openings, closings) and records what it did since the last look.
    void lookAtClock();
    /// Appends a line about something the system saw; where `once` is given, for each instance one of that word.
    void record(const CouponId& couponId, std::string code, Severity severity, std::vector<std::string> arguments,
                std::string_view once = {});
    core::Result<std::vector<TimelineEntry>> timeline(const std::optional<CouponId>& couponId, std::int64_t before,
                                                      std::size_t limit);

    std::vector<Event> events() const; ///< in order of creation, shadow ones last
    std::optional<Event> find(const CouponId& couponId) const;
    std::string shownName(const CouponId& couponId) const;
    const Waivers& waivers(const CouponId& couponId) const;
    const std::deque<TimelineEntry>& recent() const
    {
        return m_trail.recent();
    } ///< newest first, at most 200
    std::uint64_t peopleCount() const { return m_book.people(); }

private:
    using Entry = EventBook::Entry;

    /// This node may have been paused, or not have looked yet. Not for acts that the store alone decides: they must
    /// not wait for a directory that hangs.
    void keepUp()
    {
        if (m_shared)
            (void)m_book.follow();
    }
    core::Result<Entry*> draftEntry(const CouponId& couponId); ///< to be edited or deleted
    core::Result<Event> arm(Entry& entry, std::uint64_t expectedVersion);
    core::Result<Event> disarm(Entry& entry, std::uint64_t expectedVersion);
    core::Result<Event> applyAtStore(Entry& entry, Act act, std::uint64_t expectedVersion);
    /// Takes over what attempts and the clock have done at the store since: the screen shows it already.
    void followStore(Entry& entry);
    /// Takes the store's answer to an act over, and tells what the store did by itself right before.
    core::Result<Event> taken(Entry& entry, core::Result<Instance> changed);
    /// Writes the line of an act and hands its result on.
    template <class T>
    core::Result<T> recorded(core::Result<T> result, const std::string& actor, const CouponId& couponId,
                             std::string code, std::vector<std::string> arguments = {},
                             Severity severity = Severity::Info);
    /// As recorded, but no line where somebody was quicker: several nodes do by themselves what has to be done.
    core::Result<Event> recordedUnlessLate(core::Result<Event> result, const std::string& actor,
                                           const CouponId& couponId, std::string code,
                                           std::vector<std::string> arguments, Severity severity);
    TimelineEntry lineOf(const CouponId& couponId, std::string code) const;

    EventDirectory& m_directory;
    stock::StockStore& m_store;
    const core::Clock& m_clock;
    Arming m_arming;
    ActTrail m_trail;
    EventBook m_book;
    const bool m_shared;
};

} // namespace firstcome::issuing
