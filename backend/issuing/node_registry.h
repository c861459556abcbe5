#pragma once

#include "backend/core/clock.h"
#include "backend/core/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace firstcome::issuing {

/// A node not heard of for so long counts as gone. Each beats once a second.
inline constexpr std::chrono::seconds kNodeSilence{5};

/// What a node says of itself.
struct NodeSelf
{
    std::string node;    ///< its name in the fleet, `node` of the config
    std::string session; ///< a UUID of this one run of the program
    std::string program; ///< name and version
    std::string address; ///< host:port of its HTTP API; empty while it has none
    std::string summary; ///< a small JSON object of how it is doing; empty: nothing yet
    std::string before{}; ///< session of the run before it, which has certainly ended; empty where not known
};

/// One node as the registry shows it. Times are the database's, so that no node's clock matters.
struct NodeRecord : NodeSelf
{
    core::WallTime startedAt;
    std::chrono::microseconds age{0}; ///< since it was last heard of

    bool isLive() const { return age < kNodeSilence; }
};

/// Which nodes share one directory. One object belongs to one thread. Calls block.
/// Errors: Unavailable `directory_down`, Io `directory_io`, and those named.
class NodeRegistry
{
public:
    virtual ~NodeRegistry() = default;
    virtual core::Result<void> open() = 0;
    virtual void close() = 0;

    /// Takes the name for this run. Conflict `node_in_use` while another run than the one before holds it and is
    /// not silent. Lines of nodes that have been silent for a day go.
    virtual core::Result<void> enroll(const NodeSelf& self) = 0;
    /// Tells that it is there, and how it is doing. Conflict `node_in_use` once another run has the name.
    virtual core::Result<void> beat(const NodeSelf& self) = 0;
    /// The node ends in good order: its line goes, where it is still this run's.
    virtual core::Result<void> leave(const NodeSelf& self) = 0;
    /// The directory's, see EventDirectory: read here so that nobody who acts waits for a server that hangs.
    virtual core::Result<std::uint64_t> revision() = 0;
    /// Every node by name, silent ones too; `before` is left empty.
    virtual core::Result<std::vector<NodeRecord>> nodes() = 0;
};

/// The names of the nodes that live, for `node`, which says what it was shown under this name: Conflict
/// `node_not_enrolled` unless the name is this run's (`session`) and nobody else can say anything under it.
core::Result<std::vector<std::string>> liveNodes(NodeRegistry& registry, const std::string& node,
                                                 const std::string& session);

} // namespace firstcome::issuing
