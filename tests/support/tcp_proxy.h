#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace firstcome::testing {

/// Stands between programs and a server on this machine, and is the network between them at its worst.
/// Carries bytes on a thread of its own until told otherwise. Any thread may tell it; what it was told holds
/// on return.
class TcpProxy
{
public:
    explicit TcpProxy(std::uint16_t target);
    ~TcpProxy();

    std::uint16_t port() const;
    /// Nothing gets through either way any more, and nobody is told: connections stay, new ones too.
    void hold();
    /// Every connection is reset, and new ones as soon as they are made. What was held is lost.
    void cut();
    /// As at the beginning; what was held goes on.
    void pass();
    /// Every piece is late by so much, either way: a server that takes its time for whatever it is asked.
    void delay(std::chrono::milliseconds by);

    /// Waits for a client that sends `texts` on one connection, one after the other, and for the `time`-th
    /// such client where others do before. From then on nothing gets through: the last of the texts has not
    /// arrived.
    void holdBefore(std::vector<std::string> texts, int time = 1);
    /// The same, but whatever clients send still arrives, the last of the texts too, and nothing comes back.
    void holdAfter(std::vector<std::string> texts, int time = 1);
    /// Whether what the two above wait for has come.
    bool caught() const;

private:
    struct Network;
    std::shared_ptr<Network> m_network;
};

} // namespace firstcome::testing
