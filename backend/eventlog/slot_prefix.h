#pragma once

#include <cstdint>
#include <roaring/roaring.hh>

namespace firstcome::eventlog {

/// Which slots of one instance have been seen, when they come in almost any order: how far they reach without
/// a hole, and a bitmap of those beyond. A value; one thread.
class SlotPrefix
{
public:
    /// Every slot from 1 to here has been seen.
    std::uint32_t end() const { return m_end; }
    /// For what is known to be without holes.
    void startAt(std::uint32_t end)
    {
        m_end = end;
        absorb();
    }
    void add(std::uint32_t slot)
    {
        if (slot == m_end + 1) {
            ++m_end;
            absorb();
        } else if (slot > m_end) {
            m_beyond.add(slot);
        }
    }

private:
    void absorb()
    {
        while (!m_beyond.isEmpty() && m_beyond.minimum() <= m_end + 1) {
            m_end = std::max(m_end, m_beyond.minimum());
            m_beyond.remove(m_beyond.minimum());
        }
    }

    std::uint32_t m_end = 0;
    Roaring m_beyond;
};

} // namespace firstcome::eventlog
