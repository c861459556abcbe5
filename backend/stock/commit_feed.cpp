#include "backend/stock/commit_feed.h"

namespace firstcome::stock {

void CommitFeed::trust()
{
    {
        const std::lock_guard lock(m_mutex);
        m_trusted = true;
        ++m_stretches;
        ++m_news;
    }
    m_changed.notify_all();
}

void CommitFeed::distrust()
{
    const std::lock_guard lock(m_mutex);
    m_trusted = false;
}

void CommitFeed::committed()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_news;
    }
    m_changed.notify_all();
}

std::uint64_t CommitFeed::generation() const
{
    const std::lock_guard lock(m_mutex);
    return m_trusted ? m_stretches : 0;
}

std::uint64_t CommitFeed::news() const
{
    const std::lock_guard lock(m_mutex);
    return m_news;
}

void CommitFeed::waitForNews(std::uint64_t seen, std::chrono::milliseconds wait)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, wait, [&] { return m_news != seen; });
}

} // namespace firstcome::stock
