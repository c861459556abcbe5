#pragma once

#include "backend/http/response.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace firstcome::http {

/// Carries one answer from whichever thread gives it to the session that waits for it on its io thread.
/// Shared by both, since either may be gone first: after abandon() the answer falls on the floor.
class PendingReply : public std::enable_shared_from_this<PendingReply>
{
public:
    /// `wake` is called on the io thread once the answer is there, and never after abandon().
    PendingReply(boost::asio::io_context& context, std::function<void()> wake)
        : m_context(&context)
        , m_wake(std::move(wake))
    {
    }

    /// Any thread, once.
    void fulfil(Response response)
    {
        const std::lock_guard lock(m_mutex); // held while posting: the context lives until abandon()
        if (!m_context)
            return;
        m_response = std::move(response);
        boost::asio::post(*m_context, [self = shared_from_this()] {
            if (self->m_wake)
                self->m_wake();
        });
    }

    /// Io thread.
    void abandon()
    {
        const std::lock_guard lock(m_mutex);
        m_context = nullptr;
        m_wake = nullptr;
    }

    /// Io thread, after `wake`.
    Response take() { return std::move(*m_response); }

private:
    std::mutex m_mutex;
    boost::asio::io_context* m_context;
    std::function<void()> m_wake; ///< io thread only
    std::optional<Response> m_response;
};

} // namespace firstcome::http
