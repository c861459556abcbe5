#include "tests/support/haproxy_server.h"

#include "tests/support/free_port.h"
#include "tests/support/http_client.h"

#include <fstream>
#include <stdexcept>
#include <thread>

namespace firstcome::testing {

HaproxyServer::HaproxyServer(const std::vector<std::uint16_t>& nodes)
    : m_port(freePort())
{
    const auto config = m_directory.path() / "haproxy.cfg";
    {
        std::ofstream out(config);
        out << "global\n    maxconn 4000\n"
               "defaults\n    mode http\n    timeout connect 10s\n    timeout check 10s\n    timeout client 60s\n"
               "    timeout server 60s\n"
               "    option redispatch\n    retries 2\n"
               "listen firstcome\n    bind 127.0.0.1:"
            << m_port << "\n    balance roundrobin\n    option httpchk GET /readyz\n";
        for (std::size_t i = 0; i < nodes.size(); ++i)
            out << "    server node-" << i + 1 << " 127.0.0.1:" << nodes[i] << " check inter 200ms fall 2 rise 1\n";
    }
    m_program = std::make_unique<ChildProgram>(
        std::vector<std::string>{"/usr/sbin/haproxy", "-db", "-f", config.string()});
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (RawClient(m_port).ask("GET", "/readyz").value_or(HttpReply()).status != 200) {
        if (m_program->ended() || std::chrono::steady_clock::now() > until)
            throw std::runtime_error("haproxy: " + m_program->err());
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

} // namespace firstcome::testing
