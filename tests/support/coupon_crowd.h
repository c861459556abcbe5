#pragma once

#include "tests/support/http_client.h"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace firstcome::testing {

/// What one attempt got, as the person saw it.
struct SeenReply
{
    std::string person;
    int status = 0;      ///< 0: no whole reply came
    std::string verdict; ///< empty where there was none
    std::string code;    ///< of a problem
    std::uint32_t slot = 0;
    std::string acceptedAt;

    bool accepted() const { return status == 202; }
};

/// Tries once for each of `people`, every one on a connection of its own, and reads no reply before all are
/// sent. Keeps its connections for the next time. One thread.
class Wave
{
public:
    Wave(std::uint16_t port, std::string couponId)
        : m_port(port)
        , m_couponId(std::move(couponId))
    {
    }
    /// The replies, in the order of `people`. A connection that ended is opened anew the next time.
    std::vector<SeenReply> tryFor(std::span<const std::string> people);

private:
    std::uint16_t m_port;
    std::string m_couponId;
    std::vector<RawClient> m_clients;
};

/// Runs `work` on `threads` threads that set off together, and waits for them.
void together(unsigned threads, const std::function<void(unsigned index)>& work);

/// Everything that clients were told about one event, held against the promise.
class Promises
{
public:
    /// Takes in what was seen; what breaks the promise is kept in words.
    void add(std::span<const SeenReply> replies);
    /// Person → slot, of everybody who was told one.
    const std::map<std::string, std::uint32_t>& slots() const { return m_slots; }
    std::uint32_t accepted() const { return m_accepted; }
    /// Replies by status.
    const std::map<int, std::uint32_t>& statuses() const { return m_statuses; }
    /// The first broken promises, a line each; empty where all were kept.
    const std::string& broken() const { return m_broken; }

private:
    void note(const std::string& what);

    std::map<std::string, std::uint32_t> m_slots;
    std::map<std::uint32_t, std::string> m_people;
    std::map<std::string, std::uint32_t> m_firstAccepted;
    std::map<int, std::uint32_t> m_statuses;
    std::uint32_t m_accepted = 0;
    int m_notes = 0;
    std::string m_broken;
};

/// person → slot as the ledger's file has them for the newest instance of `couponId`, read beside the node.
std::map<std::string, std::uint32_t> ledgerSlots(const std::string& ledgerFile, const std::string& couponId);
/// Empty, or the first way in which `slots` are not exactly 1..n.
std::string notContiguous(const std::map<std::string, std::uint32_t>& slots);

std::vector<std::string> peopleNamed(const std::string& prefix, std::uint32_t first, std::uint32_t count);

} // namespace firstcome::testing
