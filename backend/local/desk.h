#pragma once

#include "backend/commands.h"
#include "backend/core/worker_thread.h"
#include "backend/issuing/event_service.h"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace firstcome::local {

/// What the desk publishes after every piece of work; immutable.
struct DeskState
{
    struct Line
    {
        issuing::Event event;
        std::string shownName;
        issuing::Waivers waivers;
    };
    std::vector<Line> events;
    std::vector<issuing::TimelineEntry> recent;
    std::uint64_t people = 0;
    bool loaded = false;
    std::string problem; ///< stable code while the directory or the store cannot be read
    std::string detail;
};

/// The one thread that carries out acts: it owns the directory's connection and the event service, so that
/// acts are serial and may block. Anybody may post; the state is read without waiting for the work.
class Desk
{
public:
    /// `onPublished` is called on the desk's thread after each publication and must only post.
    /// `session` is this node's among others; empty where nobody else writes to the directory.
    Desk(issuing::EventDirectory& directory, stock::StockStore& store, const core::Clock& clock,
         const std::string& session, std::function<void(const std::shared_ptr<const DeskState>&)> onPublished);

    /// Opens the directory and loads, trying again by itself until both work.
    void start();
    void stop();

    /// Takes over what other nodes wrote to the directory, and connects to it again where need be.
    void follow();

    /// Runs `work` on the desk's thread, publishes what it changed, then runs `after` there.
    void post(std::function<void(issuing::EventService&)> work, std::function<void()> after = {});
    /// As post, waiting for the answer. Never on the GUI thread, an io thread or the desk itself.
    template <class T>
    core::Result<T> call(std::function<core::Result<T>(issuing::EventService&)> work)
    {
        auto published = std::make_shared<std::promise<void>>(); // outlives whichever thread is through first
        std::optional<core::Result<T>> result;
        post([&](issuing::EventService& service) { result.emplace(work(service)); },
             [published] { published->set_value(); });
        published->get_future().wait();
        return std::move(*result);
    }

    std::shared_ptr<const DeskState> state() const;

private:
    void load();
    void takeOver();
    void after(std::chrono::milliseconds time, void (Desk::*then)());
    void publish();

    issuing::EventDirectory& m_directory;
    issuing::EventService m_service;
    std::function<void(const std::shared_ptr<const DeskState>&)> m_onPublished;
    core::WorkerThread m_thread{"desk"};
    boost::asio::steady_timer m_timer{m_thread.context()}; ///< desk thread only, as all here
    bool m_loaded = false;
    bool m_stopping = false;
    bool m_reconnecting = false;
    core::Error m_problem;
    mutable std::mutex m_mutex;
    std::shared_ptr<const DeskState> m_state;
};

} // namespace firstcome::local
