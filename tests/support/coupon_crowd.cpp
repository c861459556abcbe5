#include "tests/support/coupon_crowd.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <sqlite3.h>

#include <algorithm>
#include <latch>
#include <stdexcept>
#include <thread>

namespace firstcome::testing {

namespace {

namespace json = boost::json;

std::string textIn(const json::object& object, const char* name)
{
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

SeenReply seen(const std::string& person, const std::optional<HttpReply>& reply)
{
    SeenReply result;
    result.person = person;
    if (!reply)
        return result;
    result.status = reply->status;
    json::error_code error;
    const auto value = json::parse(reply->body, error);
    if (error || !value.is_object())
        return result;
    const auto& object = value.get_object();
    result.verdict = textIn(object, "verdict");
    result.code = textIn(object, "code");
    result.acceptedAt = textIn(object, "acceptedAt");
    if (const auto* slot = object.if_contains("slot"))
        result.slot = slot->to_number<std::uint32_t>();
    return result;
}

} // namespace

std::vector<SeenReply> Wave::tryFor(std::span<const std::string> people)
{
    while (m_clients.size() < people.size())
        m_clients.emplace_back(m_port);
    for (std::size_t i = 0; i < people.size(); ++i)
        m_clients[i].send("POST /api/coupons/" + m_couponId + "/issue-fcfs/" + people[i] +
                          " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
    std::vector<SeenReply> replies;
    std::vector<std::size_t> gone;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto reply = m_clients[i].read();
        replies.push_back(seen(people[i], reply));
        if (!reply)
            gone.push_back(i);
    }
    if (!gone.empty())
        m_clients.clear(); // the server that had them has most likely ended
    return replies;
}

void together(unsigned threads, const std::function<void(unsigned index)>& work)
{
    std::latch start(threads);
    std::vector<std::thread> running;
    for (unsigned i = 0; i < threads; ++i)
        running.emplace_back([&, i] {
            start.arrive_and_wait();
            work(i);
        });
    for (auto& thread : running)
        thread.join();
}

void Promises::note(const std::string& what)
{
    if (++m_notes <= 10)
        m_broken += what + "\n";
}

void Promises::add(std::span<const SeenReply> replies)
{
    for (const auto& reply : replies) {
        ++m_statuses[reply.status];
        const bool duplicate = reply.status == 409;
        if (!reply.accepted() && !duplicate) {
            if (reply.slot != 0)
                note(reply.person + " was refused with a slot");
            continue;
        }
        if (reply.verdict != (duplicate ? "duplicate" : "accepted") || reply.slot == 0)
            note(reply.person + " got " + std::to_string(reply.status) + " " + reply.verdict +
                 " without a slot");
        if (reply.accepted()) {
            ++m_accepted;
            if (!m_firstAccepted.try_emplace(reply.person, reply.slot).second)
                note(reply.person + " was accepted twice");
        }
        const auto [told, first] = m_slots.try_emplace(reply.person, reply.slot);
        if (told->second != reply.slot)
            note(reply.person + " was told slot " + std::to_string(told->second) + " and then " +
                 std::to_string(reply.slot));
        const auto [holder, fresh] = m_people.try_emplace(reply.slot, reply.person);
        if (holder->second != reply.person)
            note("slot " + std::to_string(reply.slot) + " was given to " + holder->second + " and to " +
                 reply.person);
    }
}

std::map<std::string, std::uint32_t> ledgerSlots(const std::string& ledgerFile, const std::string& couponId)
{
    sqlite3* ledger = nullptr;
    sqlite3_open_v2(ledgerFile.c_str(), &ledger, SQLITE_OPEN_READWRITE, nullptr);
    sqlite3_stmt* rows = nullptr;
    std::map<std::string, std::uint32_t> slots;
    std::string twice;
    const int prepared = sqlite3_prepare_v2(ledger,
                                            "SELECT public_id, slot FROM issues WHERE instance_key ="
                                            " (SELECT max(instance_key) FROM instances WHERE coupon_id = ?)",
                                            -1, &rows, nullptr);
    sqlite3_bind_text(rows, 1, couponId.c_str(), -1, SQLITE_TRANSIENT);
    int step = SQLITE_ERROR;
    while (prepared == SQLITE_OK && (step = sqlite3_step(rows)) == SQLITE_ROW) {
        const std::string person = reinterpret_cast<const char*>(sqlite3_column_text(rows, 0));
        if (!slots.emplace(person, sqlite3_column_int(rows, 1)).second)
            twice = person;
    }
    sqlite3_finalize(rows);
    sqlite3_close(ledger);
    if (step != SQLITE_DONE || !twice.empty())
        throw std::runtime_error(ledgerFile + ": " +
                                 (twice.empty() ? "unreadable" : twice + " is there twice"));
    return slots;
}

std::string notContiguous(const std::map<std::string, std::uint32_t>& slots)
{
    std::vector<std::uint32_t> sorted;
    for (const auto& [person, slot] : slots)
        sorted.push_back(slot);
    std::ranges::sort(sorted);
    for (std::size_t i = 0; i < sorted.size(); ++i)
        if (sorted[i] != i + 1)
            return "slot " + std::to_string(sorted[i]) + " stands where " + std::to_string(i + 1) + " should";
    return {};
}

std::vector<std::string> peopleNamed(const std::string& prefix, std::uint32_t first, std::uint32_t count)
{
    std::vector<std::string> people;
    for (std::uint32_t i = 0; i < count; ++i)
        people.push_back(prefix + std::to_string(first + i));
    return people;
}

} // namespace firstcome::testing
