#pragma once

#include <cstdint>
#include <string>

namespace firstcome::stock {

/// How the store keeps what it accepted, and what its server says to that; empty where it could not be asked.
struct Durability
{
    std::string wanted;                  ///< `everysec+journal` or `always`; empty: the store has no server
    std::string appendOnly, appendFsync; ///< the server's
    std::uint32_t waitReplicas = 0; ///< how many replicas have a slot before it is shown
    std::uint64_t unreplicated = 0; ///< answers that were withheld because they had not, since this node's start
    std::uint64_t damagedPlaces = 0; ///< of this node's journal, that its start could not read
    bool isKept() const
    {
        return appendOnly.empty() || (appendOnly == "yes" && appendFsync != "no" &&
                                      (wanted != "always" || appendFsync == "always"));
    }
};

} // namespace firstcome::stock
