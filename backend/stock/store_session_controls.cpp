// The control calls of StoreSession: each in a transaction of its own.
#include "backend/stock/store_session.h"

#include <algorithm>

namespace firstcome::stock {

using core::ErrorKind;
using issuing::Instance;
using issuing::InstanceId;

namespace {

} // namespace

core::Result<void> StoreSession::failed(const core::Error& error)
{
    if (!m_failure)
        m_failure = error;
    return core::fail(ErrorKind::Unavailable, "store_down", error.code + ": " + error.detail);
}

core::Result<void> StoreSession::durably(const std::function<core::Result<void>()>& writes)
{
    auto done = m_database->begin().and_then(writes).and_then([this] { return m_database->commit(); });
    if (!done)
        return failed(done.error());
    mindTheLog();
    return {};
}

core::Result<Instance> StoreSession::create(const Instance& instance)
{
    if (instance.total == 0 || instance.total > issuing::kMaxTotal)
        return core::fail(ErrorKind::InvalidArgument, "bad_total", std::to_string(instance.total));
    if (instance.id.isNil() || instance.couponId.empty())
        return core::fail(ErrorKind::InvalidArgument, "bad_instance", "without an id");
    if (book(instance.id) || m_tombstones.contains(instance.id))
        return core::fail(ErrorKind::Conflict, "instance_exists", instance.id.str());
    auto made = std::make_unique<InstanceBook>();
    auto& fresh = made->instance;
    fresh.id = instance.id;
    fresh.couponId = instance.couponId;
    fresh.total = instance.total;
    fresh.audience = instance.audience;
    fresh.shadow = instance.shadow;
    fresh.version = instance.version;
    fresh.opensAt = instance.opensAt;
    fresh.closesAt = instance.closesAt;
    made->people.reserve(instance.total);
    auto done = durably([&] {
        return m_database->insertInstance(fresh).map([&](std::uint32_t number) { made->number = number; });
    });
    if (!done)
        return tl::unexpected(done.error());
    m_allChanged = true;
    return m_books.emplace(instance.id, std::move(made)).first->second->instance;
}

core::Result<void> StoreSession::addAudience(const InstanceId& id, std::span<const issuing::PublicId> people)
{
    auto* known = book(id);
    if (!known)
        return unknownInstance(id);
    if (known->instance.audience != issuing::Audience::Listed)
        return core::fail(ErrorKind::InvalidArgument, "not_listed", id.str());
    auto done = durably([&]() -> core::Result<void> {
        for (const auto& person : people)
            if (auto written = m_database->insertListed(known->number, person.view()); !written)
                return written;
        return {};
    });
    if (!done)
        return done;
    for (const auto& person : people)
        known->people.list(person.view());
    return {};
}

core::Result<std::uint64_t> StoreSession::audienceSize(const InstanceId& id)
{
    const auto* known = book(id);
    if (!known)
        return unknownInstance(id);
    return known->people.listed();
}

core::Result<Instance> StoreSession::save(InstanceBook& book, const Instance& next)
{
    auto done = durably([&] { return m_database->saveInstance(book.number, next); });
    if (!done)
        return tl::unexpected(done.error());
    book.instance = next;
    noteChange(book);
    return next;
}

core::Result<InstanceBook*> StoreSession::settled(const InstanceId& id)
{
    auto* known = book(id);
    if (!known)
        return unknownInstance(id);
    if (latch(*known, m_clock.wall()))
        if (auto saved = save(*known, known->instance); !saved)
            return tl::unexpected(saved.error());
    return known;
}

core::Result<Instance> StoreSession::act(const InstanceId& id, issuing::Act act,
                                         std::uint64_t expectedVersion)
{
    auto known = settled(id);
    if (!known)
        return tl::unexpected(known.error());
    auto next = issuing::applyAct((*known)->instance, act, expectedVersion, m_clock.wall());
    if (!next)
        return next;
    if (next->state != issuing::EventState::Draft)
        return save(**known, *next);
    if (auto done = entomb(**known); !done)
        return tl::unexpected(done.error());
    return next;
}

core::Result<void> StoreSession::entomb(InstanceBook& book)
{
    auto done = durably([&] { return m_database->tombstone(book.number); });
    if (!done)
        return done;
    const auto id = book.instance.id;
    m_tombstones.emplace(id, book.number);
    m_changed.clear();
    m_allChanged = true;
    m_books.erase(id);
    return {};
}

core::Result<Instance> StoreSession::correctTotal(const InstanceId& id, std::uint32_t total,
                                                  std::uint64_t expectedVersion)
{
    auto known = settled(id);
    if (!known)
        return tl::unexpected(known.error());
    auto next = issuing::applyTotal((*known)->instance, total, expectedVersion, m_clock.wall());
    if (!next)
        return next;
    (*known)->people.reserve(total);
    return save(**known, *next);
}

core::Result<Instance> StoreSession::poke(const InstanceId& id)
{
    auto known = settled(id);
    if (!known)
        return tl::unexpected(known.error());
    return (*known)->instance;
}

core::Result<bool> StoreSession::forgetSome(const InstanceId& id)
{
    constexpr std::uint32_t kRowsAStep = 10'000;
    if (auto* known = book(id)) {
        if (!known->instance.shadow && known->instance.issued != 0)
            return core::fail(ErrorKind::WrongState, "has_issues", id.str());
        if (auto done = entomb(*known); !done)
            return tl::unexpected(done.error());
    }
    const auto grave = m_tombstones.find(id);
    if (grave == m_tombstones.end())
        return unknownInstance(id);
    bool gone = false;
    auto done = durably(
        [&] { return m_database->removeSome(grave->second, kRowsAStep).map([&](bool all) { gone = all; }); });
    if (!done)
        return tl::unexpected(done.error());
    if (gone)
        m_tombstones.erase(id);
    return gone;
}

core::Result<std::chrono::microseconds> StoreSession::probe()
{
    const auto begun = m_clock.steady();
    const auto value = ++m_probes;
    if (auto done = durably([&] { return m_database->writeProbe(value); }); !done)
        return tl::unexpected(done.error());
    const auto read = m_database->readProbe();
    if (!read)
        return tl::unexpected(failed(read.error()).error());
    if (*read != value)
        return tl::unexpected(
            failed({ErrorKind::Corrupt, "corrupt", "the probe row came back as " + std::to_string(*read)})
                .error());
    return std::chrono::ceil<std::chrono::microseconds>(m_clock.steady() - begun);
}

} // namespace firstcome::stock
