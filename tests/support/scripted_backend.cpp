#include "tests/support/scripted_backend.h"

#include "tests/support/scene_answers.h"

#include <utility>

namespace firstcome::testing {

namespace {

constexpr std::size_t kTicksInSnapshot = 50;

/// Fills the snapshot's ticks, the newest 5 s, from the whole history of the scene.
void copyNewestTicks(Scene& scene)
{
    auto& part = scene.snapshot.telemetry;
    part.serverTicks.clear();
    part.instanceTicks.clear();
    if (scene.serverTicks.empty())
        return;
    const auto from = scene.serverTicks.back().index - static_cast<std::int64_t>(kTicksInSnapshot);
    for (const auto& tick : scene.serverTicks)
        if (tick.index > from)
            part.serverTicks.push_back(tick);
    for (const auto& tick : scene.instanceTicks)
        if (tick.index > from)
            part.instanceTicks.push_back(tick);
}

} // namespace

ScriptedBackend::ScriptedBackend(Scene scene)
    : m_scene(std::move(scene))
{
    copyNewestTicks(m_scene);
    ++m_scene.snapshot.sequence;
    m_snapshot = std::make_shared<const Snapshot>(m_scene.snapshot);
}

core::Result<void> ScriptedBackend::start(std::function<void()> onSnapshot)
{
    std::unique_lock lock(m_mutex);
    m_onSnapshot = std::move(onSnapshot);
    publish(lock);
    return {};
}

void ScriptedBackend::stop()
{
    const std::lock_guard lock(m_mutex);
    m_onSnapshot = nullptr;
}

void ScriptedBackend::submit(Command command, Completion completion)
{
    std::unique_lock lock(m_mutex);
    m_commands.push_back(command);
    auto scripted = m_script ? m_script(command) : std::nullopt;
    auto reply = scripted ? std::move(*scripted) : answer(m_scene, command);
    if (m_holding) {
        m_held.emplace_back(std::move(completion), std::move(reply));
        return;
    }
    publish(lock);
    completion(std::move(reply));
}

std::shared_ptr<const Snapshot> ScriptedBackend::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

void ScriptedBackend::edit(const std::function<void(Scene&)>& change)
{
    std::unique_lock lock(m_mutex);
    change(m_scene);
    publish(lock);
}

void ScriptedBackend::show(Scene scene)
{
    edit([&](Scene& present) {
        scene.snapshot.sequence = present.snapshot.sequence;
        present = std::move(scene);
    });
}

void ScriptedBackend::tick(telemetry::ServerTick server, std::vector<telemetry::InstanceTick> instances)
{
    edit([&](Scene& scene) {
        scene.snapshot.takenAt += std::chrono::milliseconds(telemetry::kTickMs);
        for (auto& view : scene.snapshot.events)
            if (auto& instance = view.event.instance)
                if (const auto next = issuing::applyClock(*instance, scene.snapshot.takenAt)) {
                    instance = *next;
                    view.event.state = next->state;
                    view.event.version = next->version;
                }
        scene.serverTicks.push_back(server);
        for (auto& one : instances) {
            auto& totals = scene.snapshot.telemetry.totals[one.instance];
            for (std::size_t i = 0; i < one.verdicts.size(); ++i)
                totals.verdicts[i] += one.verdicts[i];
            scene.instanceTicks.push_back(one);
        }
    });
}

void ScriptedBackend::setScript(Script script)
{
    const std::lock_guard lock(m_mutex);
    m_script = std::move(script);
}

void ScriptedBackend::holdReplies(bool hold)
{
    const std::lock_guard lock(m_mutex);
    m_holding = hold;
}

std::size_t ScriptedBackend::heldReplies() const
{
    const std::lock_guard lock(m_mutex);
    return m_held.size();
}

void ScriptedBackend::releaseReplies()
{
    std::unique_lock lock(m_mutex);
    auto held = std::exchange(m_held, {});
    m_holding = false;
    publish(lock);
    for (auto& [completion, reply] : held)
        completion(std::move(reply));
}

std::vector<Command> ScriptedBackend::commands() const
{
    const std::lock_guard lock(m_mutex);
    return m_commands;
}

void ScriptedBackend::forgetCommands()
{
    const std::lock_guard lock(m_mutex);
    m_commands.clear();
}

void ScriptedBackend::publish(std::unique_lock<std::mutex>& lock)
{
    copyNewestTicks(m_scene);
    ++m_scene.snapshot.sequence;
    m_snapshot = std::make_shared<const Snapshot>(m_scene.snapshot);
    const auto notify = m_onSnapshot;
    lock.unlock();
    if (notify)
        notify();
}

} // namespace firstcome::testing
