#pragma once

#include <cstdint>
#include <memory>

namespace firstcome::testing {

/// Stands between a program and a server on this machine, and is the network between them at its worst. Carries
/// bytes on a thread of its own until told otherwise. Any thread may tell it.
class TcpProxy
{
public:
    explicit TcpProxy(std::uint16_t target);
    ~TcpProxy();

    std::uint16_t port() const;
    /// Nothing gets through either way any more, and nobody is told: connections stay, new ones too.
    void hold();
    /// Every connection is reset, and new ones as soon as they are made.
    void cut();
    /// As at the beginning; what was held goes on.
    void pass();

private:
    struct Network;
    std::shared_ptr<Network> m_network;
};

} // namespace firstcome::testing
