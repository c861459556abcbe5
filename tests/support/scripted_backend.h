#pragma once

#include "backend/backend.h"
#include "tests/support/scenes.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

namespace firstcome::testing {

/// A backend without threads, disk or sockets, for tests of models and pages and for screenshots: it shows a
/// Scene that the test edits, records every command, and answers at once, on the calling thread. Unless a
/// script says otherwise commands do what the real backend does to the scene (acts walk the state table,
/// versions are checked), so that a page sees the consequences of what it sent. Calls from any thread.
class ScriptedBackend final : public Backend
{
public:
    /// Says what a command gets, or nothing to leave it to the scene.
    using Script = std::function<std::optional<core::Result<Reply>>(const Command&)>;

    explicit ScriptedBackend(Scene scene = emptyScene());

    core::Result<void> start(std::function<void()> onSnapshot) override;
    void stop() override;
    void submit(Command command, Completion completion) override;
    std::shared_ptr<const Snapshot> snapshot() const override;

    /// Changes the scene and publishes it as the next snapshot.
    void edit(const std::function<void(Scene&)>& change);
    /// Shows another scene, as the next snapshot.
    void show(Scene scene);
    /// Adds one tick of each kind at the scene's end, moves its time on by 100 ms and publishes.
    void tick(telemetry::ServerTick server, std::vector<telemetry::InstanceTick> instances);

    void setScript(Script script);
    /// While held, answers wait for releaseReplies().
    void holdReplies(bool hold);
    std::size_t heldReplies() const;
    void releaseReplies();

    std::vector<Command> commands() const;
    void forgetCommands();
    /// The commands of one kind, oldest first.
    template <class Kind>
    std::vector<Kind> commandsOf() const
    {
        std::vector<Kind> found;
        for (const Command& command : commands())
            if (const Kind* match = std::get_if<Kind>(&command))
                found.push_back(*match);
        return found;
    }

private:
    void publish(std::unique_lock<std::mutex>& lock);

    mutable std::mutex m_mutex;
    Scene m_scene;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::function<void()> m_onSnapshot;
    Script m_script;
    bool m_holding = false;
    std::vector<std::pair<Completion, core::Result<Reply>>> m_held;
    std::vector<Command> m_commands;
};

} // namespace firstcome::testing
