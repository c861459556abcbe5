#pragma once

#include "backend/remote/remote_backend.h"
#include "tests/support/node_program.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::testing {

/// The backend of a console that attached to nodes of 127.0.0.1, with its answers waited for. One thread.
class AttachedConsole
{
public:
    AttachedConsole(const std::vector<std::uint16_t>& ports, std::string token);

    template <class Condition>
    bool eventually(Condition condition)
    {
        return comesTrue([&] { return condition(*m_backend.snapshot()); });
    }
    /// Waits until the node stands like that.
    bool becomes(LinkState state, std::size_t node = 0);
    core::Result<Reply> ask(Command command);
    /// On the event that is shown first, decided on what is shown.
    core::Result<Reply> act(issuing::Act act);
    /// A rehearsal of less than a second on the node, to its end.
    spike::RunProgress rehearse();
    std::shared_ptr<const Snapshot> snapshot() const { return m_backend.snapshot(); }
    /// The event that is shown first.
    std::optional<EventView> view() const;
    remote::RemoteBackend& backend() { return m_backend; }
    static issuing::CouponId xmas() { return *issuing::CouponId::parse("XMAS"); }

private:
    remote::RemoteBackend m_backend;
};

/// What a reply holds; fails the test where it holds something else.
template <class T>
T take(const core::Result<Reply>& reply)
{
    EXPECT_TRUE(reply) << reply.error().code << ' ' << reply.error().detail;
    const auto* value = reply ? std::get_if<T>(&*reply) : nullptr;
    EXPECT_TRUE(value);
    return value ? *value : T();
}

} // namespace firstcome::testing
