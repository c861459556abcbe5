#pragma once

#include "app/compose/profiles.h"
#include "tests/support/core_application.h"
#include "tests/support/kafka_server.h"
#include "tests/support/node_program.h"
#include "tests/support/sql_servers.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>

namespace firstcome::testing {

/// A backend as the programs compose it, on a data directory and a port of its own, with its answers waited for. For
/// fixtures, which stop it while the servers that it is on are still there. One thread.
class ComposedBackend
{
protected:
    ComposedBackend()
    {
        ensureCoreApplication();
        m_config.dataDir = m_directory.path();
        m_config.http.port = 0;
    }
    ~ComposedBackend() { stop(); }

    /// The cluster profile, with topics of its own there.
    void useKafka(KafkaServer& server)
    {
        const auto kafka = server.target();
        m_config.profile = "cluster";
        m_config.kafka.brokers = kafka.brokers;
        m_config.kafka.topic = kafka.topic;
        m_config.kafka.shadowTopic = kafka.shadowTopic;
        m_config.kafka.group = kafka.group;
    }
    /// Ledger and directory in a database of its own there.
    void useSql(SqlServer& server, const std::string& kind)
    {
        const auto database = server.makeDatabase();
        m_config.sql.server = kind;
        m_config.sql.port = server.port();
        m_config.sql.database = database.database;
        m_config.sql.user = database.user;
    }
    /// Returns once it serves.
    void start()
    {
        auto made = app::makeBackend(m_config, {{}, FIRSTCOME_BINARY_DIR "/bin/firstcome-spike"});
        ASSERT_TRUE(made) << made.error().code;
        m_backend = std::move(*made);
        ASSERT_TRUE(m_backend->start([] {}));
        ASSERT_TRUE(eventually([](const Snapshot& s) { return !s.starting && s.port != 0 && s.eventsKnown; }));
    }
    /// It is gone then: its end takes leave of the servers, which must still be there.
    void stop()
    {
        if (m_backend)
            m_backend->stop();
        m_backend.reset();
    }
    template <class Condition>
    bool eventually(Condition condition)
    {
        return comesTrue([&] { return condition(*m_backend->snapshot()); }, std::chrono::minutes(2));
    }
    core::Result<Reply> ask(Command command)
    {
        const auto answered = std::make_shared<std::promise<core::Result<Reply>>>();
        m_backend->submit(std::move(command),
                          [answered](core::Result<Reply> reply) { answered->set_value(std::move(reply)); });
        return answered->get_future().get();
    }
    /// On the event that is shown first, decided on what is shown.
    core::Result<Reply> act(issuing::Act act)
    {
        const auto shown = m_backend->snapshot();
        const auto& event = shown->events.at(0).event;
        return ask(ActOnEvent{"console", event.draft.couponId, act, event.version});
    }
    static bool isGreen(const Snapshot& s)
    {
        return !s.events.empty() && s.events[0].goNoGo && s.events[0].goNoGo->green();
    }
    /// Christmas, 500 of it; returns once everything is go.
    void createEvent(std::optional<core::WallTime> opensAt = {})
    {
        issuing::EventDraft draft;
        draft.couponId = *issuing::CouponId::parse("XMAS");
        draft.name = "Christmas";
        draft.total = 500;
        draft.opensAt = opensAt;
        ASSERT_TRUE(ask(CreateEvent{"console", draft}));
        ASSERT_TRUE(eventually(isGreen));
    }
    void openEvent()
    {
        createEvent();
        ASSERT_TRUE(act(issuing::Act::Arm));
        ASSERT_TRUE(eventually(isGreen));
        ASSERT_TRUE(act(issuing::Act::Open));
    }
    std::string ownTarget() const { return "http://127.0.0.1:" + std::to_string(m_backend->snapshot()->port); }
    /// Begins a rehearsal in which so many try to get one of `stock` for six seconds.
    core::Result<Reply> rehearse(double users, std::uint32_t stock = 2'000)
    {
        spike::Scenario scenario;
        scenario.name = "short";
        scenario.startTarget = users;
        scenario.stages = {{std::chrono::seconds(6), users}};
        scenario.stock = stock;
        scenario.people = 6'000;
        scenario.thinkTime = std::chrono::milliseconds(5);
        scenario.openAfter = std::chrono::milliseconds(500);
        return ask(StartSpike{"console", scenario, ownTarget(), true, std::nullopt});
    }
    static bool runHasEnded(const Snapshot& s)
    {
        return s.spike.run.phase == spike::RunPhase::Done || s.spike.run.phase == spike::RunPhase::Failed;
    }

    TemporaryDirectory m_directory;
    core::Config m_config;
    std::unique_ptr<Backend> m_backend;
};

} // namespace firstcome::testing
