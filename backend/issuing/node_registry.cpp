#include "backend/issuing/node_registry.h"

namespace firstcome::issuing {

core::Result<std::vector<std::string>> liveNodes(NodeRegistry& registry, const std::string& node,
                                                 const std::string& session)
{
    const auto nodes = registry.nodes();
    if (!nodes)
        return tl::unexpected(nodes.error());
    bool isOurs = false;
    std::vector<std::string> live;
    for (const auto& record : *nodes) {
        isOurs = isOurs || (record.node == node && record.session == session);
        if (record.isLive())
            live.push_back(record.node);
    }
    if (!isOurs)
        return core::fail(core::ErrorKind::Conflict, "node_not_enrolled", node);
    return live;
}

} // namespace firstcome::issuing
