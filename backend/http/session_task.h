#pragma once

#include <array>
#include <coroutine>
#include <cstddef>
#include <new>
#include <utility>

namespace firstcome::http {

/// The coroutine of one session. The session owns the frame; at its end the coroutine calls ended() on it,
/// which may not destroy the session at once.
template <class Session>
class SessionTask
{
public:
    struct promise_type
    {
        explicit promise_type(Session& session_)
            : session(session_)
        {
        }
        SessionTask get_return_object()
        {
            return SessionTask(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        std::suspend_always initial_suspend() noexcept { return {}; }
        struct AtEnd
        {
            bool await_ready() noexcept { return false; }
            void await_suspend(std::coroutine_handle<promise_type> handle) noexcept
            {
                handle.promise().session.ended();
            }
            void await_resume() noexcept {}
        };
        AtEnd final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
        void unhandled_exception() noexcept {} ///< out of memory: this connection ends, the others go on

        Session& session;
    };

    SessionTask() = default;
    SessionTask(SessionTask&& other) noexcept
        : m_handle(std::exchange(other.m_handle, nullptr))
    {
    }
    SessionTask& operator=(SessionTask&& other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~SessionTask()
    {
        if (m_handle)
            m_handle.destroy();
    }
    void start() { m_handle.resume(); }

private:
    explicit SessionTask(std::coroutine_handle<promise_type> handle)
        : m_handle(handle)
    {
    }
    std::coroutine_handle<promise_type> m_handle;
};

/// Memory for the one asynchronous operation that a session has under way at a time, so that starting one
/// allocates nothing.
class OperationMemory
{
public:
    void* take(std::size_t bytes)
    {
        if (m_taken || bytes > m_space.size())
            return ::operator new(bytes);
        m_taken = true;
        return m_space.data();
    }
    void giveBack(void* memory)
    {
        if (memory == m_space.data())
            m_taken = false;
        else
            ::operator delete(memory);
    }

private:
    alignas(std::max_align_t) std::array<std::byte, 256> m_space;
    bool m_taken = false;
};

/// The same as an allocator that Asio takes from a handler.
template <class T>
struct OperationAllocator
{
    using value_type = T;
    explicit OperationAllocator(OperationMemory& memory_)
        : memory(&memory_)
    {
    }
    template <class U>
    OperationAllocator(const OperationAllocator<U>& other)
        : memory(other.memory)
    {
    }
    T* allocate(std::size_t count) { return static_cast<T*>(memory->take(count * sizeof(T))); }
    void deallocate(T* memory_, std::size_t) { memory->giveBack(memory_); }
    template <class U>
    bool operator==(const OperationAllocator<U>& other) const
    {
        return memory == other.memory;
    }

    OperationMemory* memory;
};

} // namespace firstcome::http
