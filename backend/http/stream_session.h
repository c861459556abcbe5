#pragma once

#include "backend/http/session.h"
#include "backend/issuing/client_address.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace firstcome::http {

/// One snapshot as text, made once and shared by everybody who is sent it.
using StreamFrame = std::shared_ptr<const std::string>;

/// One console's stream: a WebSocket on which every new snapshot goes out. While one is on its way the newest of the
/// later ones waits, alone; the others are skipped, so that a slow console costs two frames at most. Pings keep it
/// apart from a dead one; a console that says anything is cut off. Owned by its worker and used on that thread alone;
/// its operations hold it until they are through.
class StreamSession final : public std::enable_shared_from_this<StreamSession>
{
public:
    StreamSession(IoWorker& worker, Socket socket, const issuing::ClientAddress& peer, bool exempt);
    ~StreamSession();

    /// Answers the wish for a WebSocket that came with `key`.
    void start(std::string_view key);
    void send(const StreamFrame& frame);
    /// Says that the node goes away.
    void beginStop();
    /// Waits for nothing any more.
    void forceStop();

    const issuing::ClientAddress& peer() const { return m_peer; }
    bool exempt() const { return m_exempt; } ///< from the limit per address

private:
    struct WebSocket; ///< keeps Beast's streams out of everybody's way

    void read();
    void write();
    void close(std::uint16_t code);
    void end();

    IoWorker& m_worker; ///< not looked at once it has ended
    const issuing::ClientAddress m_peer;
    const bool m_exempt;
    std::unique_ptr<WebSocket> m_socket;
    StreamFrame m_writing, m_next;
    bool m_open = false;
    bool m_closing = false;
    bool m_ended = false;
};

} // namespace firstcome::http
