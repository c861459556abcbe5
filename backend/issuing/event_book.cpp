#include "backend/issuing/event_book.h"

#include <algorithm>
#include <utility>

namespace firstcome::issuing {

namespace {

/// Looks are a fifth of a second apart or more: longer than any act takes.
constexpr int kLooksBeforeRepair = 50;

bool isOf(const EventBook::Entry& entry, const CouponId& couponId)
{
    return entry.stored.draft.couponId == couponId;
}

} // namespace

EventBook::EventBook(EventDirectory& directory, stock::StockStore& store, Arming& arming, ActTrail& trail,
                     bool shared)
    : m_directory(directory)
    , m_store(store)
    , m_arming(arming)
    , m_trail(trail)
    , m_shared(shared)
{
}

core::Result<void> EventBook::load()
{
    const auto status = m_store.status();
    const bool isImpaired = status.health == stock::StoreHealth::Impaired;
    if (status.health != stock::StoreHealth::Ready && !isImpaired)
        return core::fail(core::ErrorKind::Unavailable, "store_down", status.detail);
    // In this order: whoever arms claims the instance, makes it, has the directory name it, and lets the claim go.
    const auto claimed = m_directory.claimedInstances();
    if (!claimed)
        return tl::unexpected(claimed.error());
    const auto revision = m_directory.revision();
    if (!revision)
        return tl::unexpected(revision.error());
    const auto stored = m_directory.events();
    if (!stored)
        return tl::unexpected(stored.error());

    m_entries.clear();
    m_whole = true;
    for (const auto& event : *stored) {
        auto entry = read(event, status.instances);
        if (!entry && isImpaired && entry.error().kind == core::ErrorKind::Unavailable) {
            entry = Entry{{event, std::nullopt}, m_trail.standingWaivers(event.draft.couponId), false, event.draft.name};
            m_whole = false; // its server is away: the others' events go on meanwhile
        }
        if (!entry)
            return tl::unexpected(entry.error());
        m_entries.push_back(std::move(*entry));
    }
    forgetLeftBehind(status.instances, *claimed);
    (void)readPeople();
    m_trail.load();
    m_revision = *revision;
    return {};
}

core::Result<EventBook::Entry> EventBook::read(const DirectoryEvent& event, const std::vector<Instance>& instances)
{
    Entry entry{{event, std::nullopt}, m_trail.standingWaivers(event.draft.couponId), false, event.draft.name};
    if (!event.instance)
        return entry;
    const auto found = std::ranges::find(instances, *event.instance, &Instance::id);
    if (found != instances.end()) {
        entry.instance = *found;
        if (m_shared)
            m_trail.tellChange(nullptr, *found); // the store acts by itself while no node runs
        return entry;
    }
    if (auto shown = m_store.poke(*event.instance)) { // armed after the store was looked at
        entry.instance = std::move(*shown);
        return entry;
    } else if (shown.error().kind != core::ErrorKind::NotFound) {
        return tl::unexpected(shown.error());
    }
    if (auto repaired = m_arming.finishDisarming(entry); !repaired)
        return tl::unexpected(repaired.error());
    return entry;
}

void EventBook::forgetLeftBehind(const std::vector<Instance>& instances, const std::vector<InstanceId>& claimed)
{
    for (const auto& instance : instances) {
        const bool named = std::ranges::any_of(
            m_entries, [&](const Entry& e) { return e.stored.instance == instance.id; });
        if (!named && (instance.shadow || instance.issued == 0) && !std::ranges::count(claimed, instance.id))
            m_arming.forget(instance.id); // left by a crash between two steps; tried again at next start
    }
}

core::Result<void> EventBook::readPeople()
{
    auto people = m_directory.peopleCount();
    if (!people)
        return tl::unexpected(people.error());
    m_people = *people;
    return {};
}

core::Result<bool> EventBook::follow()
{
    const auto revision = m_directory.revision();
    if (!revision)
        return tl::unexpected(revision.error());
    m_trail.directoryAnswers();
    if (*revision == m_revision && m_whole)
        return false;
    const auto stored = m_directory.events();
    if (!stored)
        return tl::unexpected(stored.error());
    if (auto read = readPeople(); !read)
        return tl::unexpected(read.error());
    const auto news = m_trail.follow();
    if (!news)
        return tl::unexpected(news.error());
    merge(*stored);
    for (auto& entry : m_entries)
        if (!entry.shadow && news->concerns(entry.stored.draft.couponId))
            entry.waivers = m_trail.standingWaivers(entry.stored.draft.couponId);
    m_revision = *revision;
    return true;
}

void EventBook::merge(const std::vector<DirectoryEvent>& stored)
{
    std::vector<Entry> next;
    m_whole = true;
    for (const auto& event : stored) {
        Entry* known = find(event.draft.couponId);
        Entry entry = known && !known->shadow ? std::move(*known) : Entry{};
        if (entry.instance && event.instance != entry.instance->id)
            entry.instance.reset(); // disarmed elsewhere, and maybe armed again
        entry.stored = event;
        entry.shownName = event.draft.name;
        if (event.instance && !entry.instance)
            m_whole = adopt(entry) && m_whole;
        next.push_back(std::move(entry));
    }
    for (auto& entry : m_entries)
        if (entry.shadow)
            next.push_back(std::move(entry));
    m_entries = std::move(next);
}

/// An instance that the store has not got, or cannot show now, is asked for again.
bool EventBook::adopt(Entry& entry)
{
    auto shown = m_store.poke(*entry.stored.instance);
    if (shown) {
        m_trail.tellChange(nullptr, *shown);
        entry.instance = std::move(*shown);
        entry.missing = 0;
        return true;
    }
    if (shown.error().kind == core::ErrorKind::NotFound)
        instanceMissing(entry);
    return !entry.stored.instance;
}

void EventBook::instanceMissing(Entry& entry)
{
    if (++entry.missing < kLooksBeforeRepair)
        return;
    entry.missing = 0;
    if (m_arming.finishDisarming(entry))
        entry.waivers.clear();
}

const EventBook::Entry* EventBook::find(const CouponId& couponId) const
{
    const auto found = std::ranges::find_if(m_entries, [&](const Entry& e) { return isOf(e, couponId); });
    return found == m_entries.end() ? nullptr : &*found;
}

EventBook::Entry* EventBook::find(const CouponId& couponId)
{
    return const_cast<Entry*>(std::as_const(*this).find(couponId));
}

EventBook::Entry& EventBook::add(Entry entry)
{
    const auto place = entry.shadow ? m_entries.end() : std::ranges::find_if(m_entries, &Entry::shadow);
    return *m_entries.insert(place, std::move(entry));
}

void EventBook::remove(const CouponId& couponId)
{
    std::erase_if(m_entries, [&](const Entry& e) { return isOf(e, couponId); });
}

} // namespace firstcome::issuing
