#pragma once

#include <string>

namespace firstcome::stock {

/// How the store keeps what it accepted, and what its server says to that; empty where it could not be asked.
struct Durability
{
    std::string wanted;                  ///< `everysec+journal` or `always`; empty: the store has no server
    std::string appendOnly, appendFsync; ///< the server's
    bool isKept() const
    {
        return appendOnly.empty() || (appendOnly == "yes" && appendFsync != "no" &&
                                      (wanted != "always" || appendFsync == "always"));
    }
};

} // namespace firstcome::stock
