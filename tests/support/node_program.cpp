#include "tests/support/node_program.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <thread>

namespace firstcome::testing {

namespace {

namespace json = boost::json;

std::vector<std::string> commandFor(const std::filesystem::path& dataDir, const std::string& toml,
                                    std::vector<std::string> command)
{
    const auto config = dataDir.string() + ".toml"; // beside it: the directory itself may not be writable
    std::ofstream(config) << toml;
    command.insert(command.end(), {std::string(FIRSTCOME_BINARY_DIR) + "/bin/firstcome-node", "--data",
                                   dataDir.string(), "--config", config});
    return command;
}

json::object objectIn(const std::string& text)
{
    json::error_code error;
    auto value = json::parse(text, error);
    return !error && value.is_object() ? value.get_object() : json::object();
}

std::string eventTarget(std::string_view couponId, std::string_view tail = {})
{
    return "/api/operator/events/" + std::string(couponId) + std::string(tail);
}

} // namespace

bool comesTrue(const std::function<bool()>& holds, std::chrono::seconds patience)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > until)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

json::object objectOf(const HttpReply& reply)
{
    return objectIn(reply.body);
}

NodeProgram::NodeProgram(const std::filesystem::path& dataDir)
    : NodeProgram(dataDir, "[http]\nport = 0\nrequest_deadline_ms = 60000\n", {})
{
}

NodeProgram::NodeProgram(const std::filesystem::path& dataDir, const std::string& toml, std::string token,
                         const std::vector<std::string>& before)
    : m_dataDir(dataDir)
    , m_token(std::move(token))
    , m_program(commandFor(dataDir, toml, before))
{
}

NodeProgram::~NodeProgram()
{
    noticeEnd();
}

void NodeProgram::noticeEnd()
{
    if (m_program.endedUnnoticed())
        ADD_FAILURE() << "firstcome-node on " << m_dataDir << " ended by itself with " << m_program.wait()
                      << "; it said:\n"
                      << err();
}

bool NodeProgram::serves()
{
    comesTrue([this] {
        const auto out = m_program.out();
        if (!out.ends_with('\n'))
            return m_program.ended();
        const auto said = objectIn(linesOf(out).front());
        if (const auto* port = said.if_contains("port"))
            m_port = static_cast<std::uint16_t>(port->to_number<int>());
        return m_port != 0 || m_program.ended();
    });
    return m_port != 0;
}

bool NodeProgram::isReady()
{
    return serves() &&
           comesTrue([this] { return ask("GET", "/readyz").status == 200 || m_program.ended(); }) &&
           !m_program.ended();
}

void NodeProgram::kill()
{
    noticeEnd();
    m_program.signal(SIGKILL);
    m_program.wait();
}

int NodeProgram::terminate()
{
    noticeEnd();
    m_program.signal(SIGTERM);
    return m_program.wait();
}

HttpReply NodeProgram::ask(std::string_view method, std::string_view target)
{
    return RawClient(m_port).ask(method, target).value_or(HttpReply());
}

HttpReply NodeProgram::asOperator(std::string_view method, std::string_view target, std::string_view body,
                                  std::chrono::seconds patience)
{
    std::string token = m_token.empty() ? readFile(m_dataDir / "operator.token") : m_token;
    while (!token.empty() && token.back() == '\n')
        token.pop_back();
    return RawClient(m_port, patience)
        .ask(method, target, "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\n",
             body)
        .value_or(HttpReply());
}

HttpReply NodeProgram::createAndArm(std::string_view text)
{
    const auto created = asOperator("POST", "/api/operator/events", text);
    if (created.status != 201)
        return created;
    const std::string couponId = objectOf(created).at("couponId").as_string().c_str();
    becomesGreen(couponId);
    return act(couponId, "arm");
}

bool NodeProgram::becomesGreen(std::string_view couponId)
{
    return comesTrue([&] {
        const auto known = event(couponId);
        const auto* list = known.if_contains("goNoGo");
        return list && list->is_object() && list->get_object().at("green").as_bool();
    });
}

HttpReply NodeProgram::act(std::string_view couponId, std::string_view act, std::string_view body)
{
    HttpReply reply;
    comesTrue([&] { // a reading that came late on a busy machine forbids it for a moment: an operator tries again
        reply = asOperator("POST", eventTarget(couponId, "/" + std::string(act)), body);
        return reply.status != 409 || reply.body.find("no_go") == std::string::npos;
    });
    return reply;
}

HttpReply NodeProgram::rebuild(std::string_view couponId)
{
    HttpReply reply;
    comesTrue([&] {
        reply = asOperator("POST", eventTarget(couponId, "/rebuild"), {}, std::chrono::seconds(120));
        return reply.status != 503;
    });
    return reply;
}

json::object NodeProgram::event(std::string_view couponId)
{
    const auto snapshot = objectOf(asOperator("GET", "/api/operator/snapshot"));
    if (const auto* events = snapshot.if_contains("events"))
        for (const auto& event : events->get_array())
            if (event.get_object().at("couponId").as_string() == couponId)
                return event.get_object();
    return {};
}

std::string NodeProgram::stateOf(std::string_view couponId)
{
    const auto known = event(couponId);
    const auto* state = known.if_contains("state");
    return state ? std::string(state->as_string()) : std::string();
}

std::string NodeProgram::problemOf(std::string_view part)
{
    const auto snapshot = objectOf(asOperator("GET", "/api/operator/snapshot"));
    const auto* parts = snapshot.if_contains("parts");
    return parts ? std::string(parts->at(part).at("code").as_string()) : std::string("no snapshot");
}

bool NodeProgram::drains(std::string_view couponId)
{
    return comesTrue([&] {
        const auto known = event(couponId);
        const auto* terms = known.if_contains("conservation");
        if (!terms || !terms->is_object())
            return false;
        const auto isNone = [&](const char* term) {
            const auto& value = terms->at(term);
            return !value.is_null() && value.to_number<std::int64_t>() == 0;
        };
        return isNone("outbox") && isNone("unconsumed");
    });
}

json::object NodeProgram::exactAudit(std::string_view couponId)
{
    return objectOf(asOperator("GET", eventTarget(couponId, "/audit?exact=true")));
}

} // namespace firstcome::testing
