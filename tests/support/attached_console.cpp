#include "tests/support/attached_console.h"

#include <future>

namespace firstcome::testing {

namespace {

std::vector<remote::NodeAddress> addressesOf(const std::vector<std::uint16_t>& ports)
{
    std::vector<remote::NodeAddress> addresses;
    for (const auto port : ports)
        addresses.push_back({"127.0.0.1", port});
    return addresses;
}

} // namespace

AttachedConsole::AttachedConsole(const std::vector<std::uint16_t>& ports, std::string token)
    : m_backend(addressesOf(ports), std::move(token), std::make_unique<core::SystemClock>())
{
    EXPECT_TRUE(m_backend.start([] {}));
}

bool AttachedConsole::becomes(LinkState state, std::size_t node)
{
    return eventually([&](const Snapshot& snapshot) { return snapshot.nodes[node].state == state; });
}

core::Result<Reply> AttachedConsole::ask(Command command)
{
    const auto answered = std::make_shared<std::promise<core::Result<Reply>>>();
    m_backend.submit(std::move(command),
                     [answered](core::Result<Reply> reply) { answered->set_value(std::move(reply)); });
    return answered->get_future().get();
}

core::Result<Reply> AttachedConsole::act(issuing::Act act)
{
    const auto shown = view();
    if (!shown)
        return core::fail(core::ErrorKind::NotFound, "unknown_event");
    return ask(ActOnEvent{"console", shown->event.draft.couponId, act, shown->event.version});
}

spike::RunProgress AttachedConsole::rehearse()
{
    spike::Scenario scenario;
    scenario.name = "short";
    scenario.startTarget = 4;
    scenario.stages = {{std::chrono::milliseconds(800), 4}};
    scenario.stock = 50;
    scenario.people = 200;
    scenario.thinkTime = std::chrono::milliseconds(5);
    const auto started = ask(StartSpike{"console", scenario, {}, true, std::nullopt});
    EXPECT_TRUE(started) << started.error().code;
    EXPECT_TRUE(eventually([](const Snapshot& s) {
        return s.spike.run.phase == spike::RunPhase::Done || s.spike.run.phase == spike::RunPhase::Failed;
    }));
    auto run = snapshot()->spike.run;
    EXPECT_TRUE(run.result) << run.problem << ' ' << run.detail;
    return run;
}

std::optional<EventView> AttachedConsole::view() const
{
    const auto shown = m_backend.snapshot();
    return shown->events.empty() ? std::nullopt : std::optional(shown->events.front());
}

} // namespace firstcome::testing
