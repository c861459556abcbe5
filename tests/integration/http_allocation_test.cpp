#include "tests/support/http_server_fixture.h"

#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

using namespace firstcome;
using namespace firstcome::testing;

namespace {

thread_local bool t_counts = false;
std::atomic<std::uint64_t> g_allocations{0};

} // namespace

void* operator new(std::size_t size)
{
    if (t_counts)
        g_allocations.fetch_add(1, std::memory_order_relaxed);
    if (void* memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace {

/// Answers from a post, and marks its thread as the one whose allocations count.
class CountedLane final : public stock::StockLane
{
public:
    explicit CountedLane(boost::asio::io_context& context)
        : m_context(context)
    {
    }

    void attempt(const stock::Attempt&, stock::AttemptSink& sink) override
    {
        t_counts = true;
        m_sink = &sink;
        boost::asio::post(m_context, [this] {
            m_sink->onReply({.verdict = issuing::Verdict::Accepted, .slot = 1, .acceptedAt = {}});
        });
    }
    void find(const stock::Attempt& attempt, stock::AttemptSink& sink) override
    {
        this->attempt(attempt, sink);
    }
    std::size_t inFlight() const override { return 0; }

private:
    boost::asio::io_context& m_context;
    stock::AttemptSink* m_sink = nullptr;
};

} // namespace

TEST(HttpAllocation, TakesNoMemoryForAnAttempt)
{
    constexpr int kRequests = 2'000;
    core::HttpConfig config;
    config.port = 0;
    config.ioThreads = 1;
    core::SystemClock clock;
    ScriptedPort port;
    CountingRecorder recorder;
    issuing::Admission admission(core::AdmissionConfig{}, config.maxInFlight);
    http::HttpServer server(
        config,
        [&](boost::asio::io_context& context, unsigned) {
            return std::make_unique<issuing::IssueService>(std::make_unique<CountedLane>(context), admission,
                                                           recorder, clock, config.requestDeadline);
        },
        port, "token", clock);
    ASSERT_TRUE(server.start());
    std::vector<issuing::EventFacts> events{{.couponId = *issuing::CouponId::parse("XMAS"),
                                             .instance = issuing::InstanceId::random(),
                                             .state = issuing::EventState::Open}};
    server.publish(std::make_shared<const issuing::EventTable>(std::move(events), clock.wall()));
    RawClient client(server.status().port);
    for (int i = 0; i < 20; ++i)
        ASSERT_EQ(client.ask("POST", "/api/coupons/XMAS/issue-fcfs/kim")->status, 202);
    const std::uint64_t before = g_allocations;
    for (int i = 0; i < kRequests; ++i)
        ASSERT_EQ(client.ask("POST", "/api/coupons/XMAS/issue-fcfs/kim")->status, 202);
    // The thread's own housekeeping (the text of the date, four times a second) may take some.
    EXPECT_LT(g_allocations - before, kRequests / 20u);
    server.stop();
}
