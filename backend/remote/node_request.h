#pragma once

#include "backend/core/result.h"
#include "backend/remote/node_address.h"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace firstcome::remote {

/// What is asked of a node.
struct NodeQuestion
{
    std::string target; ///< always posted
    std::string contentType = "application/json";
    std::string body;
    std::chrono::milliseconds patience{15'000};
};

struct NodeAnswer
{
    unsigned status = 0;
    std::string body;
};

/// One HTTP request of a console on a connection of its own. All on the context's thread. `done` is called exactly
/// once, whatever comes: Unavailable `connection_refused`, `connection_lost`; TimedOut `node_silent`. When the
/// connection fails behind a command it is not known whether it was carried out.
class NodeRequest : public std::enable_shared_from_this<NodeRequest>
{
public:
    using Done = std::function<void(core::Result<NodeAnswer>)>;

    static std::shared_ptr<NodeRequest> send(boost::asio::io_context& context, const NodeAddress& address,
                                             const std::string& token, NodeQuestion question, Done done);
    ~NodeRequest();
    /// Ends it with Unavailable `stopping`.
    void cancel();

private:
    struct Exchange; ///< keeps Beast out of everybody's way

    NodeRequest(boost::asio::io_context& context, Done done);
    void write();
    void read();
    void finish(core::Result<NodeAnswer> result);

    std::unique_ptr<Exchange> m_exchange;
    Done m_done;
};

} // namespace firstcome::remote
