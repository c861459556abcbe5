#pragma once

#include "backend/core/clock.h"
#include "backend/http/http_server.h"
#include "backend/issuing/admission.h"
#include "tests/support/http_client.h"

#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::testing {

/// Counts what an io thread writes down. Any thread may read.
class CountingRecorder final : public telemetry::IoRecorder
{
public:
    void attempt(const issuing::InstanceId& instance, issuing::Verdict verdict,
                 std::chrono::nanoseconds) override
    {
        ++verdicts[static_cast<std::size_t>(verdict)];
        if (instance.isNil())
            ++atNoEvent;
    }
    void stage(telemetry::Stage stage, std::chrono::nanoseconds) override
    {
        ++stages[static_cast<std::size_t>(stage)];
    }
    void connectionOpened() override { ++opened; }
    void connectionClosed() override { ++closed; }

    std::uint64_t of(issuing::Verdict verdict) const { return verdicts[static_cast<std::size_t>(verdict)]; }

    std::array<std::atomic<std::uint64_t>, issuing::kVerdictCount> verdicts{};
    std::array<std::atomic<std::uint64_t>, telemetry::kStageCount> stages{};
    std::atomic<std::uint64_t> atNoEvent{0}, opened{0}, closed{0};
};

/// A store in memory for the HTTP room's tests: first come, first served, or whatever `script` says. Lanes
/// answer by a post to their io thread, as real ones do. Any thread.
class MemoryStock
{
public:
    using Script = std::function<std::optional<stock::AttemptReply>(const stock::Attempt&)>;

    std::unique_ptr<stock::StockLane> openLane(boost::asio::io_context& context);
    void setTotal(std::uint32_t total);
    /// Asked before every decision; what it returns is the answer.
    void setScript(Script script);
    /// Keeps answers back until release(). Attempts are still counted.
    void hold();
    void release();
    std::uint64_t attempts() const { return m_attempts; }

private:
    friend class MemoryLane;
    stock::AttemptReply decide(const stock::Attempt& attempt, bool withEffect);

    mutable std::mutex m_mutex;
    std::uint32_t m_total = 1'000'000'000;
    std::map<std::pair<issuing::InstanceId, std::string>, stock::AttemptReply> m_winners;
    std::map<issuing::InstanceId, std::uint32_t> m_issued;
    Script m_script;
    std::vector<class MemoryLane*> m_lanes;
    std::atomic<bool> m_held{false};
    std::atomic<std::uint64_t> m_attempts{0};
};

/// An operator's side that remembers what it was told and answers what it is taught.
class ScriptedPort final : public http::OperatorPort
{
public:
    using Answer = std::function<core::Result<Reply>(const Command&)>;

    ScriptedPort();
    void submit(Command command, Completion completion) override;
    std::shared_ptr<const Snapshot> snapshot() const override;
    void metrics(std::function<void(std::string)> done) override;
    void refused(const http::RefusedAccess& refusal) override;

    void setSnapshot(Snapshot snapshot);
    void setAnswer(Answer answer);
    /// Keeps completions back; they can be run, or left, by the test.
    void hold() { m_held = true; }
    std::vector<std::function<void()>> takeHeld();
    std::vector<Command> commands() const;
    std::vector<http::RefusedAccess> refusals() const;

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const Snapshot> m_snapshot;
    Answer m_answer;
    std::vector<Command> m_commands;
    std::vector<http::RefusedAccess> m_refusals;
    std::vector<std::function<void()>> m_heldCompletions;
    std::atomic<bool> m_held{false};
};

/// A whole HTTP server on a free port of 127.0.0.1, in front of a MemoryStock and a ScriptedPort, with one
/// open event XMAS, one draft and one rehearsal's.
class ServerUnderTest
{
public:
    explicit ServerUnderTest(core::HttpConfig config = {}, core::AdmissionConfig admission = unlimited());
    ~ServerUnderTest();

    static core::AdmissionConfig unlimited() { return {.perAddressPerSecond = 0, .perAddressBurst = 0}; }

    std::uint16_t port() const { return server.status().port; }
    RawClient client() const { return RawClient(port()); }
    /// One request on a connection of its own.
    std::optional<HttpReply> ask(std::string_view method, std::string_view target,
                                 std::string_view headers = {}, std::string_view body = {}) const;
    /// The same with the operator's token.
    std::optional<HttpReply> askAsOperator(std::string_view method, std::string_view target,
                                           std::string_view headers = {}, std::string_view body = {}) const;
    void publish(std::vector<issuing::EventFacts> events);

    const std::string token = std::string(64, 'f');
    const issuing::InstanceId instance = issuing::InstanceId::random();
    core::SystemClock clock;
    MemoryStock stock;
    ScriptedPort backend;
    std::vector<std::unique_ptr<CountingRecorder>> recorders;
    issuing::Admission admission;
    http::HttpServer server;
};

/// An event as a snapshot shows it.
EventView eventView(std::string_view couponId, issuing::EventState state, std::uint64_t version);

} // namespace firstcome::testing
