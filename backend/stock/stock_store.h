#pragma once

#include "backend/core/clock.h"
#include "backend/core/result.h"
#include "backend/core/trace_parent.h"
#include "backend/issuing/acts.h"
#include "backend/issuing/event.h"
#include "backend/issuing/server_facts.h"
#include "backend/issuing/suspension.h"
#include "backend/issuing/verdict.h"
#include "backend/stock/durability.h"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace firstcome::stock {

/// One person's try for one instance.
struct Attempt
{
    issuing::InstanceId instance;
    issuing::PublicId publicId;
    core::SteadyTime deadline; ///< past it nothing may change: the verdict is unavailable, expired
    core::TraceParent trace{}; ///< kept in the outbox, by stores that have one
};

/// The store's answer. `slot` and `acceptedAt` are set for accepted and duplicate (the first verdict's).
struct AttemptReply
{
    issuing::Verdict verdict = issuing::Verdict::Unavailable;
    issuing::UnavailableReason reason = issuing::UnavailableReason::None;
    std::uint32_t slot = 0;
    core::WallTime acceptedAt;
    std::chrono::nanoseconds storeWait{0}; ///< from hand-over to decision
    std::chrono::nanoseconds commit{0};    ///< from decision to durable
};

inline AttemptReply unavailable(issuing::UnavailableReason reason)
{
    AttemptReply reply;
    reply.verdict = issuing::Verdict::Unavailable;
    reply.reason = reason;
    return reply;
}

/// What every store answers about an instance that it does not have.
inline tl::unexpected<core::Error> unknownInstance(const issuing::InstanceId& id)
{
    return core::fail(core::ErrorKind::NotFound, "unknown_instance", id.str());
}

inline tl::unexpected<core::Error> storeDown(std::string why)
{
    return core::fail(core::ErrorKind::Unavailable, "store_down", std::move(why));
}

/// Receives the answer to one attempt, on the lane's own thread. Owned by the caller; it must live until it
/// has been called, and it is called exactly once for each attempt.
class AttemptSink
{
public:
    virtual void onReply(const AttemptReply& reply) = 0;

protected:
    ~AttemptSink() = default;
};

/// One io thread's way into the store. All calls and all answers are on that thread. Destroying the lane
/// answers what is still open with unavailable, stopping.
class StockLane
{
public:
    virtual ~StockLane() = default;
    virtual void attempt(const Attempt& attempt, AttemptSink& sink) = 0;
    /// The same question without an effect: duplicate with the slot where the person has one, else
    /// unknown_user (unknown_event for an unknown instance); unavailable where the store cannot say.
    virtual void find(const Attempt& attempt, AttemptSink& sink) = 0;
    /// Attempts handed over and not yet answered.
    virtual std::size_t inFlight() const = 0;
};

/// Impaired: some instances are decided as always (StoreStatus::heardOf); of the others it does not know now.
enum class StoreHealth { Starting, Ready, Impaired, Recovering, Failed };

/// What a 10 Hz sampler may read at any time without waiting.
struct StoreStatus
{
    StoreHealth health = StoreHealth::Starting;
    std::string problem; ///< a stable code while not Ready: `disk_full`, `read_only`, `io_error`, `corrupt`
    std::string detail;  ///< English, for the log and the tooltip
    std::uint64_t epoch = 0;
    std::chrono::microseconds lastCommit{0}; ///< how long the newest commit took
    std::optional<core::WallTime> lastCommitAt;
    std::vector<issuing::Instance> instances; ///< all but tombstoned ones
    /// Where the outbox is not the log itself: slots up to here are in the log for sure.
    std::map<issuing::InstanceId, std::uint32_t> published;
    std::set<issuing::InstanceId> heardOf; ///< while Impaired: those that the servers which answer know, as of now
    std::map<issuing::InstanceId, issuing::Suspension> suspended; ///< those of which the store lacks something
    Durability durability;
    std::chrono::microseconds clockAhead{0}; ///< of the store's clock to this machine's, as last learned
    core::SteadyTime seenAt = core::SteadyTime::max(); ///< when instances were read; max: they are always of now
};

class StoreRepair;

/// Decides attempts, one at a time, and remembers them for good. Every kind passes the same contract suite
/// (tests/contract/stock_store_contract.h); the order inside one step is exactness.md's:
/// epoch and high-water, deadline, duplicate, state and time, audience, outbox limit, stock, then the writes.
///
/// Control calls block until their effect is durable, and may be made from any thread but the GUI's and an
/// io thread. Errors: NotFound `unknown_instance`, Unavailable `store_down`, and those named.
class StockStore
{
public:
    virtual ~StockStore() = default;

    /// Opens the store and recovers what was durable. Blocks. A store that cannot open keeps trying by
    /// itself with capped, jittered backoff and says why in status(); only a programming error fails here.
    virtual core::Result<void> start() = 0;
    /// Answers or refuses what is in flight, then releases everything. Lanes must be gone first.
    virtual void stop() = 0;

    /// Called once for each io thread, from the thread that composes the backend, before the context runs.
    virtual std::unique_ptr<StockLane> openLane(boost::asio::io_context& context) = 0;

    /// Makes an instance, state Armed, version as given. Conflict `instance_exists`.
    virtual core::Result<issuing::Instance> create(const issuing::Instance& instance) = 0;
    /// Adds people to a listed instance's audience, a chunk of at most 10,000 a call; repeats are harmless.
    /// InvalidArgument `not_listed`, `chunk_too_large`.
    virtual core::Result<void> addAudience(const issuing::InstanceId& instance,
                                           std::span<const issuing::PublicId> people) = 0;
    virtual core::Result<std::uint64_t> audienceSize(const issuing::InstanceId& instance) = 0;
    /// As issuing::applyAct, at the store's own clock. Disarm tombstones the instance.
    virtual core::Result<issuing::Instance> act(const issuing::InstanceId& instance, issuing::Act act,
                                                std::uint64_t expectedVersion) = 0;
    /// As issuing::applyTotal.
    virtual core::Result<issuing::Instance>
    correctTotal(const issuing::InstanceId& instance, std::uint32_t total, std::uint64_t expectedVersion) = 0;
    /// Lets the opening and closing latches see the clock, so that they act with no traffic either.
    virtual core::Result<issuing::Instance> poke(const issuing::InstanceId& instance) = 0;
    /// Issues with slot > afterSlot in slot order, at most `limit`: for the exact audit.
    virtual core::Result<std::vector<issuing::Issue>>
    readIssues(const issuing::InstanceId& instance, std::uint32_t afterSlot, std::size_t limit) = 0;
    /// Removes a tombstoned, shadow or never issued instance and all its issues; afterwards it is unknown.
    /// WrongState `has_issues` for any other.
    virtual core::Result<void> forget(const issuing::InstanceId& instance) = 0;
    /// The log confirmed every slot up to `slot`: frees that much of the outbox limit. Any thread, no wait.
    virtual void confirmThrough(const issuing::InstanceId& instance, std::uint32_t slot) = 0;
    /// Writes and reads back a probe row as an attempt would; how long it took. For go/no-go.
    virtual core::Result<std::chrono::microseconds> probe() = 0;
    /// What its servers say of themselves, for go/no-go; none where it has no servers. Blocks.
    virtual core::Result<std::vector<issuing::StoreServer>> servers() { return std::vector<issuing::StoreServer>(); }
    /// How to give it back what its server lost; null where the store cannot lose anything by itself.
    virtual StoreRepair* repair() { return nullptr; }

    /// Any thread, never waits for the disk.
    virtual StoreStatus status() const = 0;
};

} // namespace firstcome::stock
