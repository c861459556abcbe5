#pragma once

#include "tests/support/child_program.h"
#include "tests/support/temporary_directory.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace firstcome::testing {

/// A real haproxy before some nodes, turn by turn with every request, on a free port of its own. A node that does
/// not answer /readyz gets none. Stopped by its process id. Throws std::runtime_error where it does not come up.
class HaproxyServer
{
public:
    explicit HaproxyServer(const std::vector<std::uint16_t>& nodes);
    std::uint16_t port() const { return m_port; }

private:
    TemporaryDirectory m_directory;
    const std::uint16_t m_port;
    std::unique_ptr<ChildProgram> m_program;
};

} // namespace firstcome::testing
