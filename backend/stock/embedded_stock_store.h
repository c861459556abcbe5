#pragma once

#include "backend/core/backoff.h"
#include "backend/stock/commit_feed.h"
#include "backend/stock/embedded_lane.h"
#include "backend/stock/issue_reader.h"
#include "backend/stock/status_board.h"
#include "backend/stock/store_session.h"

#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace firstcome::stock {

/// How the embedded store works.
struct EmbeddedStoreOptions
{
    SessionOptions session;            ///< session.database.file must be given
    std::uint32_t maxBatch = 2'000;    ///< attempts decided in one transaction
    std::size_t laneCapacity = 32'768; ///< attempts open on one lane; more are overloaded
    std::chrono::milliseconds retryFirst{50};
    std::chrono::milliseconds retryCap{2'000};
};

/// The stock store of the embedded profile: one SQLite file, one store thread. It decides a batch in memory,
/// commits it with one sync and only then answers it; the next batch gathers meanwhile. Control calls run
/// between batches. When the disk fails, everybody in the batch gets 503, and the file is reopened (on a
/// helper thread, with backoff) and memory rebuilt from it before anything is decided again; meanwhile
/// attempts are refused at once. A file that comes back without something that was answered is suspended, not
/// served. The table of issues is the event log too: `feed()` tells its readers what may be trusted.
/// `confirmThrough` is not kept in the file: whoever follows the log says it again after a restart.
class EmbeddedStockStore final : public StockStore
{
public:
    EmbeddedStockStore(EmbeddedStoreOptions options, const core::Clock& clock);
    ~EmbeddedStockStore() override;

    core::Result<void> start() override;
    void stop() override;
    std::unique_ptr<StockLane> openLane(boost::asio::io_context& context) override;

    core::Result<issuing::Instance> create(const issuing::Instance& instance) override;
    core::Result<void> addAudience(const issuing::InstanceId& instance,
                                   std::span<const issuing::PublicId> people) override;
    core::Result<std::uint64_t> audienceSize(const issuing::InstanceId& instance) override;
    core::Result<issuing::Instance> act(const issuing::InstanceId& instance, issuing::Act act,
                                        std::uint64_t expectedVersion) override;
    core::Result<issuing::Instance> correctTotal(const issuing::InstanceId& instance, std::uint32_t total,
                                                 std::uint64_t expectedVersion) override;
    core::Result<issuing::Instance> poke(const issuing::InstanceId& instance) override;
    core::Result<std::vector<issuing::Issue>> readIssues(const issuing::InstanceId& instance,
                                                         std::uint32_t afterSlot, std::size_t limit) override;
    core::Result<void> forget(const issuing::InstanceId& instance) override;
    void confirmThrough(const issuing::InstanceId& instance, std::uint32_t slot) override;
    core::Result<std::chrono::microseconds> probe() override;
    StoreStatus status() const override { return m_board.read(); }

    /// For readers of the same file, such as the event log. Outlives the store where they do.
    std::shared_ptr<CommitFeed> feed() const { return m_feed; }

private:
    using Job = std::function<void()>;
    struct Pending
    {
        LaneChannel* lane = nullptr;
        LaneRequest request;
        AttemptReply reply;
        core::SteadyTime decidedAt;
    };
    using Opened = core::Result<std::unique_ptr<StoreSession>>;

    template <class T>
    core::Result<T> onStoreThread(const std::function<core::Result<T>(StoreSession&)>& work);
    core::Result<void> schedule(Job job);

    // Store thread.
    void run();
    bool runJobs();
    bool serveBatch();
    void collect();
    void decide(Pending& pending);
    bool commitBatch();
    void deliver();
    void adoptLanes();
    void applyConfirmations();
    void afterWork(); ///< shows what changed, and lets go of a session that failed
    void publishChanges();
    void mindRecovery();
    void beginOpening();
    bool openingDone() const;
    void adopt(std::unique_ptr<StoreSession> session);
    std::string whatIsMissing(const StoreSession& session) const;
    std::chrono::milliseconds sleepTime() const;

    const EmbeddedStoreOptions m_options;
    const core::Clock& m_clock;
    const std::shared_ptr<CommitFeed> m_feed = std::make_shared<CommitFeed>();
    const std::shared_ptr<Doorbell> m_bell = std::make_shared<Doorbell>();
    StatusBoard m_board;

    std::mutex m_inbox; ///< guards what other threads leave for the store thread
    std::deque<Job> m_jobs;
    std::vector<std::shared_ptr<LaneChannel>> m_newLanes;
    std::map<issuing::InstanceId, std::uint32_t> m_newConfirmations;
    bool m_accepting = false; ///< jobs will be run
    bool m_stopping = false;

    // Store thread.
    std::unique_ptr<StoreSession> m_session; ///< null while starting or recovering
    std::unique_ptr<StoreSession> m_spent;   ///< failed, to be closed
    std::future<Opened> m_opening;           ///< valid while a helper thread opens the file
    std::thread m_opener;
    core::Backoff m_backoff;
    std::chrono::steady_clock::time_point m_retryAt;
    std::promise<void> m_firstTry;
    bool m_tried = false;
    bool m_wasThere = false; ///< a store's file was, sound or not: none is made in its place
    std::vector<std::shared_ptr<LaneChannel>> m_lanes;
    std::size_t m_firstLane = 0; ///< takes turns
    std::vector<Pending> m_batch;
    std::size_t m_batchSize = 0;
    std::map<issuing::InstanceId, std::uint32_t> m_confirmed;

    std::mutex m_reading;
    IssueReader m_reader; ///< guarded by m_reading
    std::thread m_thread;
};

} // namespace firstcome::stock
