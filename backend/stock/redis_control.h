#pragma once

#include "backend/core/worker_thread.h"
#include "backend/stock/redis_connection.h"
#include "backend/stock/redis_scripts.h"

#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <vector>

namespace firstcome::stock {

/// The connection for everything but attempts, on a thread of its own: blocking round trips for control
/// calls, and a look that is repeated ten times a second. Round trips may be made from any thread but this
/// one's and an io thread's. Errors: Unavailable `store_down` with what Redis or the connection said.
class RedisControl final : private RedisListener
{
public:
    using Words = std::vector<std::string>;

    RedisControl(RedisTarget target, const RedisScripts& scripts);
    ~RedisControl();

    /// `onLook` runs on the control's thread ten times a second while there is a connection; `onDown` when it
    /// is lost, `onUp` when it is there (again). Returns once the first try has succeeded or failed.
    void start(std::function<void()> onLook, std::function<void(const RedisGreeting&)> onUp,
               std::function<void(const core::Error&)> onDown);
    void stop();

    core::Result<RedisValue> ask(const Words& words);
    /// Pipelined; the replies in order.
    core::Result<std::vector<RedisValue>> askAll(const std::vector<Words>& commands);
    /// Runs a script; one that the server lost is loaded again.
    core::Result<RedisValue> run(const RedisScript& script, const Words& keys, const Words& arguments);

    /// Control thread: without waiting. `onReply` gets null where the connection was lost.
    void askLater(const Words& words, std::function<void(const RedisValue*)> onReply);
    void post(std::function<void()> work) { m_thread.post(std::move(work)); }

private:
    struct Round;

    void onReady(const RedisGreeting& greeting) override;
    void onDown(const core::Error& why) override;
    void scheduleLook();

    const RedisScripts& m_scripts;
    core::WorkerThread m_thread{"fc-redis"};
    RedisTarget m_target;
    std::unique_ptr<RedisConnection> m_connection; ///< control thread
    std::optional<boost::asio::steady_timer> m_timer;
    std::function<void()> m_onLook;
    std::function<void(const RedisGreeting&)> m_onUp;
    std::function<void(const core::Error&)> m_onDown;
    std::promise<void> m_firstTry;
    bool m_tried = false;
    std::mutex m_mutex; ///< guards the two below
    bool m_running = false;
    core::Error m_why{core::ErrorKind::Unavailable, "store_down", "not started"};
};

/// What Redis said as an error, or nothing where it said none.
std::optional<core::Error> errorIn(const RedisValue& value);

} // namespace firstcome::stock
