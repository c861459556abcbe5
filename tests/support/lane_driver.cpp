#include "tests/support/lane_driver.h"

#include <boost/asio/post.hpp>

namespace firstcome::testing {

/// Deletes itself once answered.
struct LaneDriver::Sink final : stock::AttemptSink
{
    std::promise<stock::AttemptReply> promise;
    void onReply(const stock::AttemptReply& reply) override
    {
        promise.set_value(reply);
        delete this;
    }
};

LaneDriver::LaneDriver(stock::StockStore& store, const core::Clock& clock)
    : LaneDriver([&](boost::asio::io_context& context) { return store.openLane(context); }, clock)
{
}

LaneDriver::LaneDriver(const OpenLane& open, const core::Clock& clock)
    : m_clock(clock)
    , m_guard(m_context.get_executor())
    , m_lane(open(m_context))
    , m_thread([this] { m_context.run(); })
{
}

LaneDriver::~LaneDriver()
{
    boost::asio::post(m_context, [this] { m_lane.reset(); });
    m_guard.reset();
    m_thread.join();
}

core::SteadyTime LaneDriver::soon() const
{
    return m_clock.steady() + std::chrono::seconds(60);
}

std::future<stock::AttemptReply> LaneDriver::ask(const stock::Attempt& attempt, bool findOnly)
{
    auto* sink = new Sink;
    auto reply = sink->promise.get_future();
    boost::asio::post(m_context, [this, attempt, findOnly, sink] {
        findOnly ? m_lane->find(attempt, *sink) : m_lane->attempt(attempt, *sink);
    });
    return reply;
}

std::future<stock::AttemptReply> LaneDriver::begin(const issuing::InstanceId& instance,
                                                   std::string_view person)
{
    return ask({instance, issuing::PublicId::parse(person).value(), soon()}, false);
}

stock::AttemptReply LaneDriver::attempt(const issuing::InstanceId& instance, std::string_view person)
{
    return begin(instance, person).get();
}

stock::AttemptReply LaneDriver::attemptBy(const issuing::InstanceId& instance, std::string_view person,
                                          core::SteadyTime deadline)
{
    return ask({instance, issuing::PublicId::parse(person).value(), deadline}, false).get();
}

stock::AttemptReply LaneDriver::find(const issuing::InstanceId& instance, std::string_view person)
{
    return ask({instance, issuing::PublicId::parse(person).value(), soon()}, true).get();
}

std::vector<stock::AttemptReply> LaneDriver::attemptAll(const issuing::InstanceId& instance,
                                                        std::span<const std::string> people)
{
    std::vector<stock::Attempt> attempts;
    for (const auto& person : people)
        attempts.push_back({instance, issuing::PublicId::parse(person).value(), soon()});
    return attemptAll(attempts);
}

std::vector<stock::AttemptReply> LaneDriver::attemptAll(const std::vector<stock::Attempt>& attempts)
{
    std::vector<Sink*> sinks;
    std::vector<std::future<stock::AttemptReply>> open;
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        sinks.push_back(new Sink);
        open.push_back(sinks.back()->promise.get_future());
    }
    boost::asio::post(m_context, [this, attempts, sinks = std::move(sinks)] {
        for (std::size_t i = 0; i < attempts.size(); ++i)
            m_lane->attempt(attempts[i], *sinks[i]);
    });
    std::vector<stock::AttemptReply> replies;
    for (auto& reply : open)
        replies.push_back(reply.get());
    return replies;
}

std::vector<std::string> people(std::string_view prefix, std::size_t count)
{
    std::vector<std::string> names;
    for (std::size_t i = 1; i <= count; ++i)
        names.push_back(std::string(prefix) + std::to_string(i));
    return names;
}

} // namespace firstcome::testing
