#pragma once

#include "backend/core/worker_thread.h"
#include "backend/stock/redis_servers.h"

#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <vector>

namespace firstcome::stock {

/// The connections for everything but attempts, on a thread of their own: blocking round trips for control
/// calls, and a look that is repeated ten times a second. Round trips may be made from any thread but this
/// one's and an io thread's. Errors: Unavailable `store_down` with what Redis or the connection said.
class RedisControl
{
public:
    using Words = RedisServers::Words;

    RedisControl(RedisTarget target, const RedisScripts& scripts);
    ~RedisControl();

    /// `onLook` runs on the control's thread ten times a second, the listener on it too.
    /// Returns once the first tries have succeeded or failed.
    void start(std::function<void()> onLook, RedisServers::Listener listener);
    void stop();

    core::Result<RedisValue> ask(const Words& words);
    /// Pipelined; the replies in order. A command without a key goes where the one before it goes, or `key` is.
    core::Result<std::vector<RedisValue>> askAll(const std::vector<Words>& commands, const std::string& key = {});
    /// The same where nobody wants the replies; the first that is an error.
    core::Result<void> tellAll(const std::vector<Words>& commands);
    /// Runs a script; one that the server lost is loaded again.
    core::Result<RedisValue> run(const RedisScript& script, const Words& keys, const Words& arguments);

    /// Control thread: without waiting.
    void askLater(const Words& words, RedisServers::OnValue onReply);
    void askEachLater(const Words& words, const RedisServers::OnValue& onReply);
    void post(std::function<void()> work) { m_thread.post(std::move(work)); }

private:
    struct Round;

    void askAt(std::string_view key, const Words& words, RedisServers::OnValue onReply);
    void look();
    void noteTries();

    const RedisScripts& m_scripts;
    core::WorkerThread m_thread{"fc-redis"};
    RedisTarget m_target;
    std::unique_ptr<RedisServers> m_servers; ///< control thread
    std::optional<boost::asio::steady_timer> m_timer;
    std::function<void()> m_onLook;
    std::promise<void> m_firstTry;
    bool m_tried = false;
    std::mutex m_mutex; ///< guards the two below
    bool m_running = false;
    core::Error m_why{core::ErrorKind::Unavailable, "store_down", "not started"};
};

/// What Redis said as an error, or nothing where it said none.
std::optional<core::Error> errorIn(const RedisValue& value);

} // namespace firstcome::stock
