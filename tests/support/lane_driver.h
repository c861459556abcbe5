#pragma once

#include "backend/stock/stock_store.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace firstcome::testing {

/// One io thread with its lane, for tests that ask the store as the server does. Blocks until answered.
/// Open it after the store has been made and drop it before the store stops. One test thread each.
class LaneDriver
{
public:
    LaneDriver(stock::StockStore& store, const core::Clock& clock);
    /// With a lane that the test makes.
    using OpenLane = std::function<std::unique_ptr<stock::StockLane>(boost::asio::io_context&)>;
    LaneDriver(const OpenLane& open, const core::Clock& clock);
    ~LaneDriver();

    stock::AttemptReply attempt(const issuing::InstanceId& instance, std::string_view person);
    stock::AttemptReply attemptBy(const issuing::InstanceId& instance, std::string_view person,
                                  core::SteadyTime deadline);
    stock::AttemptReply find(const issuing::InstanceId& instance, std::string_view person);
    /// All handed over in one turn of the lane's thread; the replies in their order.
    std::vector<stock::AttemptReply> attemptAll(const issuing::InstanceId& instance,
                                                std::span<const std::string> people);
    std::vector<stock::AttemptReply> attemptAll(const std::vector<stock::Attempt>& attempts);
    core::SteadyTime soon() const; ///< a deadline that no test waits for
    /// Hands over and returns; the lane's destruction answers what the store does not.
    std::future<stock::AttemptReply> begin(const issuing::InstanceId& instance, std::string_view person);

private:
    struct Sink;
    std::future<stock::AttemptReply> ask(const stock::Attempt& attempt, bool findOnly);

    const core::Clock& m_clock;
    boost::asio::io_context m_context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_guard;
    std::unique_ptr<stock::StockLane> m_lane;
    std::thread m_thread;
};

/// `prefix` + 1 … `prefix` + count.
std::vector<std::string> people(std::string_view prefix, std::size_t count);

} // namespace firstcome::testing
