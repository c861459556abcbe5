#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace firstcome::stock {

/// How the embedded store tells those who read its file beside it that rows may be trusted and that there are
/// new ones. A generation is one unbroken stretch of serving; a reader compares it before and after reading
/// and drops what it read where it differs, since between two stretches the file may show rows that are not
/// durable. Any thread.
class CommitFeed
{
public:
    void trust();     ///< the store: from now on what the file shows is durable
    void distrust();  ///< the store: not any more
    void committed(); ///< the store: new rows are there
    /// Differs with each stretch of serving; 0: not to be trusted now.
    std::uint64_t generation() const;
    std::uint64_t news() const; ///< grows with every commit of issues and every new stretch
    /// Waits until `news` is not `seen` any more, at most `wait`.
    void waitForNews(std::uint64_t seen, std::chrono::milliseconds wait);

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_stretches = 0;
    std::uint64_t m_news = 0;
    bool m_trusted = false;
};

} // namespace firstcome::stock
