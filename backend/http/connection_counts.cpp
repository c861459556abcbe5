#include "backend/http/connection_counts.h"

namespace firstcome::http {

ConnectionCounts::Outcome ConnectionCounts::add(const issuing::ClientAddress& address, bool exempt)
{
    if (m_open.fetch_add(1, std::memory_order_relaxed) >= m_max) {
        m_open.fetch_sub(1, std::memory_order_relaxed);
        m_refused.fetch_add(1, std::memory_order_relaxed);
        return Outcome::TooMany;
    }
    if (exempt)
        return Outcome::Counted;
    const std::lock_guard lock(m_mutex);
    const auto entry = m_perAddress.try_emplace(address.limitKey(), 0).first;
    if (entry->second >= m_maxPerAddress) {
        if (entry->second == 0)
            m_perAddress.erase(entry);
        m_open.fetch_sub(1, std::memory_order_relaxed);
        m_refused.fetch_add(1, std::memory_order_relaxed);
        return Outcome::TooManyFromAddress;
    }
    ++entry->second;
    return Outcome::Counted;
}

void ConnectionCounts::remove(const issuing::ClientAddress& address, bool exempt)
{
    m_open.fetch_sub(1, std::memory_order_relaxed);
    if (exempt)
        return;
    const std::lock_guard lock(m_mutex);
    const auto entry = m_perAddress.find(address.limitKey());
    if (entry != m_perAddress.end() && --entry->second == 0)
        m_perAddress.erase(entry);
}

} // namespace firstcome::http
