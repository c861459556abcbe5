#pragma once

#include "backend/core/clock.h"
#include "backend/stock/accept_journal.h"
#include "backend/stock/redis_cluster.h"
#include "backend/stock/redis_connection.h"
#include "backend/stock/redis_fence.h"
#include "backend/stock/redis_scripts.h"
#include "backend/stock/redis_verdict.h"
#include "backend/stock/stock_store.h"

#include <boost/asio/executor_work_guard.hpp>

#include <atomic>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <vector>

namespace firstcome::stock {

/// For how many replicas a slot waits before it is shown, and how long.
struct RedisWait
{
    std::uint32_t replicas = 0; ///< 0: for none
    std::chrono::milliseconds timeout{500};
};

/// What all lanes of one Redis store share. Immutable, or safe from any thread; outlives the lanes.
struct RedisLaneTerms
{
    RedisTarget target;
    RedisScripts scripts;
    std::uint64_t outboxLimit = 5'000'000;
    std::size_t capacity = 16'384;
    RedisWait wait;
    RedisFence fence;
    AcceptJournal* journal = nullptr; ///< null: none is kept
    RedisClusterMap map;              ///< of a cluster
    std::atomic<std::uint64_t> unreplicated = 0; ///< answers withheld because too few replicas had them
    /// Told of what keeps the server from deciding; any thread, must only post.
    std::function<void(const core::Error&)> onProblem;
};

/// What a lane is asked, and how often it has been sent on from another.
struct RedisAsked
{
    Attempt attempt;
    AttemptSink* sink = nullptr;
    bool findOnly = false;
    bool asking = false; ///< an ASK sent it here: ASKING goes before it
    int hops = 0;
};

/// Takes over what a lane's server says another one has. Owned by whoever made the lane.
class RedisElsewhere
{
public:
    /// False where nobody has it; it is then the lane's again.
    virtual bool askElsewhere(const RedisAsked& asked, const RedisRedirection& where) = 0;

protected:
    ~RedisElsewhere() = default;
};

/// One io thread's way into Redis: a connection of its own. Attempts at one instance that come in the same turn of
/// the event loop go out together, as one script call that decides them one after the other. Answers are
/// handed out together after each burst of replies. While the connection is being made attempts wait for it,
/// up to their deadline; between two tries they are answered unavailable at once. An attempt whose deadline
/// passes with no reply is answered unavailable; what it did is then found out by asking again. Where a journal
/// is kept, a slot is shown to nobody before it is in there; where that fails the answer is unavailable. Where
/// replicas are waited for, one WAIT goes behind the replies of a burst, and their slots are shown once it says that
/// enough replicas have them. That holds for duplicates too: a person is shown a slot by them, which may be one whose
/// own accept was withheld.
class RedisLane final : public StockLane, private RedisListener
{
public:
    RedisLane(boost::asio::io_context& context, std::shared_ptr<RedisLaneTerms> terms,
              const core::Clock& clock);
    /// To one master of a cluster.
    RedisLane(boost::asio::io_context& context, std::shared_ptr<RedisLaneTerms> terms, const core::Clock& clock,
              const RedisTarget& target, RedisElsewhere* elsewhere);
    ~RedisLane() override;

    void attempt(const Attempt& attempt, AttemptSink& sink) override { ask({attempt, &sink, false}); }
    void find(const Attempt& attempt, AttemptSink& sink) override { ask({attempt, &sink, true}); }
    void ask(const RedisAsked& asked);
    std::size_t inFlight() const override { return m_inFlight; }
    /// Answers what is open with unavailable; nothing may be asked after that.
    void close(issuing::UnavailableReason reason);

private:
    struct Open
    {
        AttemptSink* sink = nullptr; ///< null: answered already; the reply is still to come
        Attempt attempt;
        core::SteadyTime handedOver;
        std::uint64_t epoch = 0; ///< it was sent with
        bool findOnly = false;
        bool asking = false;
        int hops = 0;
        bool sent = false;   ///< in a batch whose reply is still to come
        bool loaded = false; ///< its script was sent again
        bool alone = false;  ///< asked again without the others, one of whom the server refused
    };
    /// What one script call decides.
    struct Batch
    {
        RedisLane* lane;
        std::vector<Open*> opens;
        bool fits(const Open& other) const;
    };
    struct Answer
    {
        AttemptSink* sink;
        AttemptReply reply;
        bool mustBeKept = false; ///< its entry is among m_entries
        bool mayGo = true;       ///< false: it shows a slot that replicas may lack
        core::SteadyTime deadline;
        issuing::InstanceId instance;
    };
    /// Answers until their WAIT is answered.
    struct Held
    {
        RedisLane* lane;
        std::vector<Answer> answers;
        core::SteadyTime since;
    };

    void onReady(const RedisGreeting& greeting) override;
    void onDown(const core::Error& why) override;
    void onBurst() override { deliver(); }

    void gather(Open& open);
    void sendGathered();
    void send(Batch& batch);
    std::string commandOf(const Batch& batch) const;
    void goOnOnceFenced();
    void waitForFence();
    void loadScripts();
    void flushWaiting();
    static void onReply(const redisReply* reply, void* batch);
    void take(Batch& batch, const redisReply* reply);
    void takeError(Batch& batch, std::string_view words);
    bool sendElsewhere(Open& open, std::string_view words);
    void takeVerdict(Open& open, const RedisVerdict& told);
    bool askAgainIfRebuilt(Open& open);
    bool note(const Open& open, const AttemptReply& answered, const RedisVerdict& told);
    void keep();
    void holdForReplicas();
    bool askReplicas(Held& held);
    void takeReplicas(Held& held, const redisReply* reply);
    static void onReplicas(const redisReply* reply, void* held);
    void withhold(Answer& answer, issuing::UnavailableReason reason);
    void tellFence();
    void learnClock(std::int64_t serverMicros);
    std::int64_t serverMicrosOf(core::SteadyTime time) const;
    void answer(Open& open, const AttemptReply& reply, bool mustBeKept = false);
    void answerUnavailable(Open& open, issuing::UnavailableReason reason);
    void refuse(AttemptSink& sink, issuing::UnavailableReason reason);
    void release(Open& open);
    void mergeSeen();
    void meetDemands();
    void deliver();
    void postDelivery();
    void sweep();

    boost::asio::io_context& m_context;
    const std::shared_ptr<RedisLaneTerms> m_terms;
    const core::Clock& m_clock;
    RedisElsewhere* const m_elsewhere; ///< null: there is one server only
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
    const int m_number; ///< at the fence
    boost::asio::steady_timer m_sweep, m_fenceTimer;
    std::vector<Open> m_open;
    std::vector<Open*> m_free;
    std::deque<Open*> m_waiting; ///< for the connection
    std::vector<std::unique_ptr<Batch>> m_batches;
    std::vector<Batch*> m_freeBatches;
    std::vector<Batch*> m_gathered; ///< to be sent at the end of this turn
    std::vector<Batch*> m_joinable; ///< those of them that others can still go with
    std::vector<Answer> m_answers;
    std::list<Held> m_held;
    std::unique_ptr<JournalWriter> m_writer;
    std::vector<JournalEntry> m_entries; ///< to be in the journal before their answers are shown
    RedisFence::SeenByInstance m_seen;
    std::uint64_t m_demandsMet = 0;
    std::vector<issuing::InstanceId> m_newlySeen;
    std::string m_runId;
    std::optional<std::int64_t> m_clockOffset; ///< server's microseconds less ours
    std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> m_busy;
    std::size_t m_inFlight = 0;
    bool m_usable = false; ///< ready, and the fence lets us go on
    bool m_refusing = false; ///< ready, and the fence has not let us go on for too long
    boost::asio::steady_timer::time_point m_readySince;
    bool m_sendingPosted = false;
    bool m_deliveryPosted = false;
    bool m_sweeping = false;
    bool m_closing = false;
    RedisConnection m_connection; ///< last: its end answers what is open
};

} // namespace firstcome::stock
