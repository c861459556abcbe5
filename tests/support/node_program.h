#pragma once

#include "tests/support/child_program.h"
#include "tests/support/http_client.h"

#include <boost/json/object.hpp>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::testing {

/// Looks every few milliseconds until `holds`; false where that has not come in time. The bound only keeps a
/// broken program from hanging the test.
bool comesTrue(const std::function<bool()>& holds, std::chrono::seconds patience = std::chrono::seconds(90));

/// The program firstcome-node on a data directory, and what an operator asks it over HTTP with the token
/// found there. Ends with the object, killed if it still runs. One that ends by itself fails the test, which
/// then shows what it said, unless the test waits for that. One thread.
class NodeProgram
{
public:
    /// Starts it on a free port, with request deadlines that a slow machine under a sanitizer meets.
    explicit NodeProgram(const std::filesystem::path& dataDir);
    /// With a config of its own, and the token that is in it; `before` goes before its command line.
    NodeProgram(const std::filesystem::path& dataDir, const std::string& toml, std::string token,
                const std::vector<std::string>& before = {});
    ~NodeProgram();

    /// Waits until it says where it serves; false where it ended before.
    bool serves();
    /// As serves, then until /readyz says so too.
    bool isReady();
    std::uint16_t port() const { return m_port; }
    pid_t pid() const { return m_program.pid(); }
    std::string err() const { return m_program.err(); }

    void kill(); ///< -9, and waits for its end
    void pause() { m_program.signal(SIGSTOP); }
    void unpause() { m_program.signal(SIGCONT); }
    int terminate(); ///< SIGTERM; the exit status
    int wait() { return m_program.wait(); }
    bool ended() { return m_program.ended(); }

    /// A public request on a connection of its own; status 0 where no whole reply came.
    HttpReply ask(std::string_view method, std::string_view target);
    /// A request with the operator's token.
    HttpReply asOperator(std::string_view method, std::string_view target, std::string_view body = {},
                         std::chrono::seconds patience = std::chrono::seconds(20));

    /// Creates an event from a JSON object and arms it once its go/no-go list is green; the last reply.
    HttpReply createAndArm(std::string_view json);
    bool becomesGreen(std::string_view couponId); ///< that list, in good time
    HttpReply act(std::string_view couponId, std::string_view act, std::string_view body = {});
    /// The operator's word on a suspended event; the last reply. Asks again while it is 503.
    HttpReply rebuild(std::string_view couponId);
    /// The event's part of the operator's snapshot; empty where there is none.
    boost::json::object event(std::string_view couponId);
    std::string stateOf(std::string_view couponId);
    /// The snapshot's word on a part (`store`, `log`, `ledger`, `api`); empty where all is well.
    std::string problemOf(std::string_view part);
    /// Waits until every accepted issue is in the ledger, by the snapshot's equation.
    bool drains(std::string_view couponId);
    /// The exact audit's report, or the problem document where it was refused.
    boost::json::object exactAudit(std::string_view couponId);

private:
    void noticeEnd();

    std::filesystem::path m_dataDir;
    std::string m_token; ///< empty: the one in the data directory
    ChildProgram m_program;
    std::uint16_t m_port = 0;
};

boost::json::object objectOf(const HttpReply& reply);

} // namespace firstcome::testing
