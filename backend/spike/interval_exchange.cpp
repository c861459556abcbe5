#include "backend/spike/interval_exchange.h"

#include <utility>

namespace firstcome::spike {

std::unique_ptr<Interval> IntervalExchange::blank()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_blank.empty()) {
            auto interval = std::move(m_blank.back());
            m_blank.pop_back();
            return interval;
        }
    }
    return std::make_unique<Interval>();
}

void IntervalExchange::deliver(std::unique_ptr<Interval> interval)
{
    {
        const std::lock_guard lock(m_mutex);
        m_delivered.push_back(std::move(interval));
    }
    m_delivery.notify_one();
}

std::vector<std::unique_ptr<Interval>> IntervalExchange::collect()
{
    std::unique_lock lock(m_mutex);
    m_delivery.wait(lock, [this] { return !m_delivered.empty(); });
    return std::exchange(m_delivered, {});
}

void IntervalExchange::giveBack(std::unique_ptr<Interval> interval)
{
    interval->measured.clear();
    interval->last = false;
    const std::lock_guard lock(m_mutex);
    m_blank.push_back(std::move(interval));
}

} // namespace firstcome::spike
