#pragma once

#include "backend/core/result.h"
#include "backend/issuing/act_trail.h"
#include "backend/issuing/arming.h"
#include "backend/issuing/event_directory.h"

#include <optional>
#include <string>
#include <vector>

namespace firstcome::issuing {

/// The events as the desk knows them: what the directory keeps joined with the store's instances, and with what
/// was waived. Reads everything at start, and takes over what other nodes have written since. Belongs to the
/// event service and its thread; calls that say so block. Pointers to entries hold until the next call that
/// changes the book.
class EventBook
{
public:
    struct Entry : Standing
    {
        Waivers waivers;
        bool shadow = false;
        std::string shownName;
        int missing = 0; ///< looks in a row at which the store did not have its instance
    };

    /// `shared`: other nodes write to the directory too.
    EventBook(EventDirectory& directory, stock::StockStore& store, Arming& arming, ActTrail& trail, bool shared);

    /// Reads everything, repairs half-done acts, and forgets instances left behind. What an impaired store cannot show
    /// is left for follow(). Blocks.
    core::Result<void> load();
    /// Takes over what was written by others since; true where anything was. One query where nothing was. Blocks.
    core::Result<bool> follow();

    /// Every instance that the directory names was had from the store; else follow() asks for it again.
    bool isWhole() const { return m_whole; }

    Entry* find(const CouponId& couponId);
    const Entry* find(const CouponId& couponId) const;
    /// Shadow ones last, the others in order of creation.
    const std::vector<Entry>& entries() const { return m_entries; }
    std::vector<Entry>& entries() { return m_entries; }
    Entry& add(Entry entry);
    void remove(const CouponId& couponId);
    /// The store has not got the entry's instance. Others may be about to write down why; where nobody does for
    /// some looks, whoever was to has ended, and this finishes it. Blocks.
    void instanceMissing(Entry& entry);

    std::uint64_t people() const { return m_people; }
    void setPeople(std::uint64_t people) { m_people = people; }

private:
    core::Result<Entry> read(const DirectoryEvent& event, const std::vector<Instance>& instances);
    void forgetLeftBehind(const std::vector<Instance>& instances, const std::vector<InstanceId>& claimed);
    void merge(const std::vector<DirectoryEvent>& stored);
    bool adopt(Entry& entry);
    core::Result<void> readPeople();

    EventDirectory& m_directory;
    stock::StockStore& m_store;
    Arming& m_arming;
    ActTrail& m_trail;
    const bool m_shared;
    std::vector<Entry> m_entries;
    std::uint64_t m_people = 0;
    std::uint64_t m_revision = 0;
    bool m_whole = true;
};

} // namespace firstcome::issuing
