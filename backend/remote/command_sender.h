#pragma once

#include "backend/commands.h"
#include "backend/remote/node_request.h"
#include "backend/wire/command_codec.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace firstcome::remote {

/// Sends commands to nodes as requests and reads what they answer. Owned by the remote backend; all on the context's
/// thread.
class CommandSender
{
public:
    using Done = std::function<void(core::Result<wire::SeenReply>)>;

    CommandSender(boost::asio::io_context& context, std::string token);

    /// `done` is called exactly once. Errors are the node's, and those of NodeRequest.
    void send(const NodeAddress& address, const Command& command, Done done);
    /// Ends everything under way with Unavailable `stopping`.
    void stop();

private:
    boost::asio::io_context& m_context;
    std::string m_token;
    std::vector<std::weak_ptr<NodeRequest>> m_underWay;
};

} // namespace firstcome::remote
