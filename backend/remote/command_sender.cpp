#include "backend/remote/command_sender.h"

#include "backend/remote/link_problem.h"

#include <utility>

namespace firstcome::remote {

namespace {

using namespace std::chrono_literals;

/// What goes over whole tables takes as long as it takes.
bool isLong(const Command& command)
{
    const auto* audit = std::get_if<RunAudit>(&command);
    return (audit && audit->exact) || std::holds_alternative<CreatePeople>(command)
           || std::holds_alternative<ImportPeople>(command) || std::holds_alternative<ReplayDeadLetters>(command)
           || std::holds_alternative<PreviewReplay>(command) || std::holds_alternative<RebuildEvent>(command);
}

NodeQuestion questionOf(const Command& command)
{
    NodeQuestion question;
    if (isLong(command))
        question.patience = 10min;
    if (const auto* people = std::get_if<ImportPeople>(&command)) { // the route that takes large bodies
        question.target = "/api/operator/people";
        question.contentType = "text/csv";
        question.body = people->csv;
    } else {
        question.target = "/api/operator/commands";
        question.body = wire::encodeCommand(command);
    }
    return question;
}

core::Result<wire::SeenReply> replyIn(const NodeAnswer& answer, bool people)
{
    if (answer.status != 200)
        return tl::unexpected(problemOf(answer.status, answer.body));
    if (people)
        return wire::decodePeopleReport(answer.body).map([](Reply reply) {
            return wire::SeenReply{std::move(reply), 0};
        });
    return wire::decodeReply(answer.body);
}

} // namespace

CommandSender::CommandSender(boost::asio::io_context& context, std::string token)
    : m_context(context)
    , m_token(std::move(token))
{
}

void CommandSender::send(const NodeAddress& address, const Command& command, Done done)
{
    std::erase_if(m_underWay, [](const auto& request) { return request.expired(); });
    m_underWay.push_back(NodeRequest::send(
        m_context, address, m_token, questionOf(command),
        [done = std::move(done),
         people = std::holds_alternative<ImportPeople>(command)](const core::Result<NodeAnswer>& answer) {
            done(answer ? replyIn(*answer, people) : tl::unexpected(answer.error()));
        }));
}

void CommandSender::stop()
{
    for (const auto& request : std::exchange(m_underWay, {}))
        if (const auto alive = request.lock())
            alive->cancel();
}

} // namespace firstcome::remote
