#include "backend/http/console_commands.h"

#include "backend/wire/command_codec.h"

namespace firstcome::http {

namespace {

constexpr std::size_t kMostTimelineEntries = 1000;

core::Result<void> check(const Command& command)
{
    using core::ErrorKind;
    if (const auto* act = std::get_if<ActOnEvent>(&command))
        if (act->act == issuing::Act::Delete || act->act == issuing::Act::Finish)
            return core::fail(ErrorKind::InvalidArgument, "bad_command", "act is not an operator's");
    if (const auto* read = std::get_if<ReadTimeline>(&command))
        if (read->limit > kMostTimelineEntries)
            return core::fail(ErrorKind::InvalidArgument, "bad_command", "limit is above 1000");
    if (const auto* spike = std::get_if<StartSpike>(&command))
        if (!spike->target.empty()) // a token for this node is none for firing at others
            return core::fail(ErrorKind::InvalidArgument, "spike_elsewhere", spike->target);
    return {};
}

} // namespace

core::Result<Command> commandOfConsole(std::string_view body)
{
    auto command = wire::decodeCommand(body);
    if (!command)
        return command;
    if (auto fine = check(*command); !fine)
        return tl::unexpected(fine.error());
    std::visit(
        [](auto& value) {
            if constexpr (requires { value.actor; })
                value.actor = "console";
        },
        *command);
    return command;
}

} // namespace firstcome::http
