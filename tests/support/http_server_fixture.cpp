#include "tests/support/http_server_fixture.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <future>
#include <stdexcept>
#include <thread>

namespace firstcome::testing {

using issuing::Verdict;

/// Answers in one post for everything that came meanwhile.
class MemoryLane final : public stock::StockLane
{
public:
    MemoryLane(MemoryStock& stock, boost::asio::io_context& context)
        : m_stock(stock)
        , m_context(context)
    {
    }

    ~MemoryLane() override
    {
        {
            const std::lock_guard lock(m_stock.m_mutex);
            std::erase(m_stock.m_lanes, this);
        }
        for (auto& open : std::exchange(m_open, {}))
            open.sink->onReply(
                {.verdict = Verdict::Unavailable, .reason = issuing::UnavailableReason::Stopping});
    }

    void attempt(const stock::Attempt& attempt, stock::AttemptSink& sink) override
    {
        take(attempt, sink, true);
    }
    void find(const stock::Attempt& attempt, stock::AttemptSink& sink) override
    {
        take(attempt, sink, false);
    }
    std::size_t inFlight() const override { return m_open.size(); }

    void answerSoon()
    {
        boost::asio::post(m_context, [this, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                answerAll();
        });
    }

private:
    struct Open
    {
        stock::Attempt attempt;
        stock::AttemptSink* sink;
        bool withEffect;
    };

    void take(const stock::Attempt& attempt, stock::AttemptSink& sink, bool withEffect)
    {
        m_open.push_back({attempt, &sink, withEffect});
        m_stock.m_attempts += withEffect;
        if (m_open.size() == 1 && !m_stock.m_held)
            answerSoon();
    }

    void answerAll()
    {
        for (auto& open : std::exchange(m_open, {}))
            open.sink->onReply(m_stock.decide(open.attempt, open.withEffect));
    }

    MemoryStock& m_stock;
    boost::asio::io_context& m_context;
    std::vector<Open> m_open;
    std::shared_ptr<int> m_alive = std::make_shared<int>();
};

std::unique_ptr<stock::StockLane> MemoryStock::openLane(boost::asio::io_context& context)
{
    auto lane = std::make_unique<MemoryLane>(*this, context);
    const std::lock_guard lock(m_mutex);
    m_lanes.push_back(lane.get());
    return lane;
}

void MemoryStock::setTotal(std::uint32_t total)
{
    const std::lock_guard lock(m_mutex);
    m_total = total;
}

void MemoryStock::setScript(Script script)
{
    const std::lock_guard lock(m_mutex);
    m_script = std::move(script);
}

void MemoryStock::hold()
{
    m_held = true;
}

void MemoryStock::release()
{
    m_held = false;
    const std::lock_guard lock(m_mutex);
    for (auto* lane : m_lanes)
        lane->answerSoon();
}

stock::AttemptReply MemoryStock::decide(const stock::Attempt& attempt, bool withEffect)
{
    const std::lock_guard lock(m_mutex);
    if (m_script)
        if (const auto reply = m_script(attempt))
            return *reply;
    const std::pair key(attempt.instance, attempt.publicId.str());
    if (const auto winner = m_winners.find(key); winner != m_winners.end()) {
        stock::AttemptReply reply = winner->second;
        reply.verdict = Verdict::Duplicate;
        return reply;
    }
    if (!withEffect)
        return {.verdict = Verdict::UnknownUser};
    std::uint32_t& issued = m_issued[attempt.instance];
    if (issued >= m_total)
        return {.verdict = Verdict::SoldOut};
    return m_winners[key] = {
               .verdict = Verdict::Accepted, .slot = ++issued, .acceptedAt = core::SystemClock().wall()};
}

ScriptedPort::ScriptedPort()
    : m_snapshot(std::make_shared<Snapshot>(Snapshot{.starting = false}))
    , m_answer([](const Command&) { return Reply(); })
{
}

void ScriptedPort::submit(Command command, Completion completion)
{
    const std::lock_guard lock(m_mutex);
    m_commands.push_back(command);
    auto run = [reply = m_answer(command), completion = std::move(completion)] { completion(reply); };
    if (m_held)
        m_heldCompletions.push_back(std::move(run));
    else
        std::thread(std::move(run)).detach(); // a completion comes on a thread of the backend
}

std::shared_ptr<const Snapshot> ScriptedPort::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

void ScriptedPort::metrics(std::function<void(std::string)> done)
{
    done("# TYPE firstcome_up gauge\nfirstcome_up 1\n");
}

void ScriptedPort::refused(const http::RefusedAccess& refusal)
{
    const std::lock_guard lock(m_mutex);
    m_refusals.push_back(refusal);
}

void ScriptedPort::setSnapshot(Snapshot snapshot)
{
    const std::lock_guard lock(m_mutex);
    m_snapshot = std::make_shared<const Snapshot>(std::move(snapshot));
}

void ScriptedPort::setAnswer(Answer answer)
{
    const std::lock_guard lock(m_mutex);
    m_answer = std::move(answer);
}

std::vector<std::function<void()>> ScriptedPort::takeHeld()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_heldCompletions, {});
}

std::vector<Command> ScriptedPort::commands() const
{
    const std::lock_guard lock(m_mutex);
    return m_commands;
}

std::vector<http::RefusedAccess> ScriptedPort::refusals() const
{
    const std::lock_guard lock(m_mutex);
    return m_refusals;
}

namespace {

core::HttpConfig onFreePort(core::HttpConfig config)
{
    config.port = 0;
    return config;
}

} // namespace

ServerUnderTest::ServerUnderTest(core::HttpConfig config, core::AdmissionConfig admissionConfig)
    : admission(admissionConfig, config.maxInFlight)
    , server(
          onFreePort(config),
          [this, deadline = config.requestDeadline](boost::asio::io_context& context, unsigned) {
              recorders.push_back(std::make_unique<CountingRecorder>());
              return std::make_unique<issuing::IssueService>(stock.openLane(context), admission,
                                                             *recorders.back(), clock, deadline);
          },
          backend, token, clock)
{
    if (const auto started = server.start(); !started)
        throw std::runtime_error(started.error().code + ": " + started.error().detail);
    const auto facts = [](std::string_view id, issuing::EventState state, issuing::InstanceId instanceId) {
        return issuing::EventFacts{.couponId = *issuing::CouponId::parse(id),
                                   .name = "Winter \"sale\"",
                                   .instance = instanceId,
                                   .state = state,
                                   .total = 500,
                                   .issued = 100,
                                   .savedThrough = 2};
    };
    auto shadow = facts("REHEARSAL", issuing::EventState::Open, issuing::InstanceId::random());
    shadow.shadow = true;
    publish({facts("XMAS", issuing::EventState::Open, instance),
             facts("DRAFT", issuing::EventState::Draft, {}), shadow});
}

ServerUnderTest::~ServerUnderTest()
{
    server.stop();
}

void ServerUnderTest::publish(std::vector<issuing::EventFacts> events)
{
    std::promise<void> swapped;
    server.publish(std::make_shared<const issuing::EventTable>(std::move(events), clock.wall()),
                   [&swapped] { swapped.set_value(); });
    swapped.get_future().wait();
}

std::optional<HttpReply> ServerUnderTest::ask(std::string_view method, std::string_view target,
                                              std::string_view headers, std::string_view body) const
{
    return client().ask(method, target, headers, body);
}

std::optional<HttpReply> ServerUnderTest::askAsOperator(std::string_view method, std::string_view target,
                                                        std::string_view headers, std::string_view body) const
{
    const std::string all = "Authorization: Bearer " + token + "\r\n" + std::string(headers);
    return client().ask(method, target, all, body);
}

EventView eventView(std::string_view couponId, issuing::EventState state, std::uint64_t version)
{
    EventView view;
    view.event.draft.couponId = *issuing::CouponId::parse(couponId);
    view.event.draft.name = std::string(couponId);
    view.event.draft.total = 500;
    view.event.state = state;
    view.event.version = version;
    if (state != issuing::EventState::Draft)
        view.event.instance = issuing::Instance{.id = issuing::InstanceId::random(),
                                                .couponId = view.event.draft.couponId,
                                                .total = 500,
                                                .state = state,
                                                .version = version};
    return view;
}

} // namespace firstcome::testing
