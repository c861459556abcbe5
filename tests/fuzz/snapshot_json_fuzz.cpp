#include "backend/wire/command_codec.h"
#include "backend/wire/snapshot_codec.h"

#include <cstdint>
#include <cstdlib>

using namespace firstcome::wire;

/// A node may stream anything to a console, and anybody with the token may send anything to a node: it is refused, or
/// read so that what is written of it reads the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto snapshot = decodeSnapshot(text)) {
        const auto again = decodeSnapshot(encodeSnapshot(*snapshot));
        if (!again || encodeSnapshot(*again) != encodeSnapshot(*snapshot))
            std::abort();
    }
    if (const auto command = decodeCommand(text))
        if (!decodeCommand(encodeCommand(*command)))
            std::abort();
    if (const auto reply = decodeReply(text))
        if (!decodeReply(encodeReply(reply->reply, reply->sequence)))
            std::abort();
    return 0;
}
