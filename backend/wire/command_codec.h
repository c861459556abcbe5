#pragma once

#include "backend/commands.h"
#include "backend/core/result.h"

#include <string>
#include <string_view>

/// Commands and what they answer, as an attached console and its node send them: `{"command": "create_event", …}` and
/// `{"reply": "event", "value": …}`. Pure, any thread. Decoding takes whatever comes.
namespace firstcome::wire {

/// Who asks is not sent: a node writes down what it knows itself.
std::string encodeCommand(const Command& command);
/// InvalidArgument `bad_command` with what is wrong with it. Its actor is empty.
core::Result<Command> decodeCommand(std::string_view text);

/// A reply, and a snapshot's number from which on snapshots show what it tells of.
struct SeenReply
{
    Reply reply;
    std::uint64_t sequence = 0;
};
std::string encodeReply(const Reply& reply, std::uint64_t sequence);
/// InvalidArgument `bad_reply` with what is wrong with it.
core::Result<SeenReply> decodeReply(std::string_view text);
/// Of the route that takes people as CSV, which answers a PeopleReport alone.
core::Result<Reply> decodePeopleReport(std::string_view text);

} // namespace firstcome::wire
