#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace firstcome::core {

enum class Pushed { Yes, Full, Closed };

/// A queue between threads, bounded by count and by bytes. At the edge it refuses: pushing never waits, and
/// what to do with a refused item is the pusher's to say. Any number of pushers and poppers. Closing refuses
/// new items and lets poppers take what is left.
template <class T>
class BoundedQueue
{
public:
    BoundedQueue(std::size_t maxItems, std::size_t maxBytes)
        : m_maxItems(maxItems)
        , m_maxBytes(maxBytes)
    {
    }

    /// `bytes` is what `item` counts for. Taken from `item` only when the answer is Yes.
    Pushed tryPush(T&& item, std::size_t bytes = 0)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed)
                return Pushed::Closed;
            if (m_items.size() >= m_maxItems || bytes > m_maxBytes - m_bytes)
                return Pushed::Full;
            m_items.push_back({std::move(item), bytes});
            m_bytes += bytes;
        }
        m_arrived.notify_one();
        return Pushed::Yes;
    }

    /// The oldest item, waiting at most `wait` for one; nothing when the time is over or, once closed, when
    /// none is left.
    template <class Rep, class Period>
    std::optional<T> pop(std::chrono::duration<Rep, Period> wait)
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait_for(lock, wait, [this] { return m_closed || !m_items.empty(); });
        if (m_items.empty())
            return std::nullopt;
        return takeFront();
    }

    /// Up to `limit` items, oldest first, waiting at most `wait` for the first of them.
    template <class Rep, class Period>
    std::vector<T> popUpTo(std::size_t limit, std::chrono::duration<Rep, Period> wait)
    {
        std::vector<T> taken;
        std::unique_lock lock(m_mutex);
        m_arrived.wait_for(lock, wait, [this] { return m_closed || !m_items.empty(); });
        while (!m_items.empty() && taken.size() < limit)
            taken.push_back(takeFront());
        return taken;
    }

    void close()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_arrived.notify_all();
    }

    bool closed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_closed;
    }
    std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_items.size();
    }
    std::size_t bytes() const
    {
        const std::lock_guard lock(m_mutex);
        return m_bytes;
    }

private:
    struct Entry
    {
        T item;
        std::size_t bytes;
    };

    T takeFront()
    {
        Entry entry = std::move(m_items.front());
        m_items.pop_front();
        m_bytes -= entry.bytes;
        return std::move(entry.item);
    }

    const std::size_t m_maxItems;
    const std::size_t m_maxBytes;
    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<Entry> m_items;
    std::size_t m_bytes = 0;
    bool m_closed = false;
};

} // namespace firstcome::core
