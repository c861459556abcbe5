#include "backend/local/saved_positions.h"

#include "backend/core/thread_priority.h"

namespace firstcome::local {

SavedPositions::SavedPositions(std::unique_ptr<ledger::Ledger> ledger, const core::Clock& clock)
    : m_ledger(std::move(ledger))
    , m_clock(clock)
{
}

void SavedPositions::start()
{
    m_thread.post([] { core::lowerThisThreadsPriority(); });
    m_thread.start();
}

void SavedPositions::stop()
{
    m_thread.post([this] {
        if (m_open)
            m_ledger->close();
        m_open = false;
    });
    m_thread.stop();
}

void SavedPositions::read()
{
    auto opened = m_open ? core::Result<void>() : m_ledger->open();
    m_open = opened.has_value();
    auto positions = m_open
                         ? m_ledger->positions()
                         : core::Result<std::vector<eventlog::LogPosition>>(tl::unexpected(opened.error()));
    if (!positions && m_open) {
        m_ledger->close();
        m_open = false;
    }
    const std::lock_guard lock(m_mutex);
    m_askedAt.reset();
    m_reading.problem = positions ? std::string() : positions.error().code;
    m_reading.detail = positions ? std::string() : positions.error().detail;
    if (positions)
        m_reading.positions = std::move(*positions);
    m_answered.notify_all();
}

SavedPositions::Reading SavedPositions::readNow()
{
    std::unique_lock lock(m_mutex);
    if (!m_askedAt) {
        m_askedAt = m_clock.steady();
        m_thread.post([this] { read(); });
    }
    m_answered.wait_for(lock, kWait, [this] { return !m_askedAt; });
    Reading reading = m_reading;
    if (reading.problem.empty() && m_askedAt && m_clock.steady() - *m_askedAt > kPatience) {
        reading.problem = "ledger_down";
        reading.detail = "no answer in time";
    }
    return reading;
}

} // namespace firstcome::local
