#include "backend/local/ledger_watch.h"

namespace firstcome::local {

namespace {

using namespace std::chrono_literals;

constexpr auto kLookEvery = 100ms;
constexpr auto kConnectAgainAfter = 1000ms;
/// Nothing comes for a closed instance any more, but dead letters may be replayed: then it is looked at so rarely.
constexpr std::uint64_t kLooksBetweenClosed = 50;

} // namespace

LedgerWatch::LedgerWatch(std::unique_ptr<ledger::Ledger> ledger, const stock::StockStore& store,
                         const core::Clock& clock)
    : m_ledger(std::move(ledger))
    , m_store(store)
    , m_clock(clock)
{
}

void LedgerWatch::start()
{
    m_thread.start();
}

void LedgerWatch::stop()
{
    m_thread.stop([this] { m_ledger->close(); });
}

core::RepeatingThread::Pause LedgerWatch::look()
{
    auto next = std::make_shared<LedgerSeen>();
    next->at = m_clock.steady();
    auto read = m_open ? core::Result<void>() : m_ledger->open();
    m_open = read.has_value();
    if (read)
        read = readAll(*next);
    if (!read) {
        *next = *seen(); // as old as it is
        next->problem = read.error();
        m_open = false;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_seen = std::move(next);
    }
    ++m_looks;
    return m_open ? kLookEvery : kConnectAgainAfter;
}

core::Result<void> LedgerWatch::readAll(LedgerSeen& into)
{
    const auto before = seen();
    for (const auto& instance : m_store.status().instances) {
        const auto known = before->instances.find(instance.id);
        const bool isKnown = known != before->instances.end();
        const bool closed = instance.state == issuing::EventState::Closed;
        if (isKnown && closed && m_looks % kLooksBetweenClosed != 0) {
            into.instances.insert(*known);
            continue;
        }
        auto saved = read(instance.id, isKnown ? known->second : SavedInstance());
        if (!saved)
            return tl::unexpected(saved.error());
        into.instances[instance.id] = *saved;
    }
    return {};
}

core::Result<SavedInstance> LedgerWatch::read(const issuing::InstanceId& instance, const SavedInstance& before)
{
    const auto counts = m_ledger->counts(instance);
    if (!counts)
        return tl::unexpected(counts.error());
    SavedInstance saved{*counts, before.savedThrough};
    if (counts->rows < before.counts.rows)
        saved.savedThrough = 0; // forgotten, or another database
    if (counts->rows > saved.savedThrough) {
        const auto through = m_ledger->savedThrough(instance, saved.savedThrough);
        if (!through)
            return tl::unexpected(through.error());
        saved.savedThrough = *through;
    }
    return saved;
}

std::shared_ptr<const LedgerSeen> LedgerWatch::seen() const
{
    const std::lock_guard lock(m_mutex);
    return m_seen;
}

} // namespace firstcome::local
