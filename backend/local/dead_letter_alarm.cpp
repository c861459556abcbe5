#include "backend/local/dead_letter_alarm.h"

#include <algorithm>
#include <set>
#include <utility>

namespace firstcome::local {

namespace {

constexpr auto kAgainAfter = std::chrono::seconds(1);
constexpr int kMostUnknown = 60; ///< looks for an event that nobody here has: another node's rehearsal, say
constexpr std::size_t kToldOneByOne = 3;
constexpr std::size_t kLinesRead = 500;

/// Once for each letter, also by other nodes and later runs.
std::string onceWordOf(const std::string& person, std::uint32_t slot, const std::string& place)
{
    return "dead_letter:" + (person.empty() ? place : std::to_string(slot) + ":" + person);
}

/// What was found here is also among what the ledger has, which may have been read twice.
template <class Letters>
void forgetTwice(Letters& letters)
{
    std::ranges::stable_partition(letters, [](const auto& letter) { return !letter.isLeft; });
    std::set<std::string> known;
    std::erase_if(letters, [&](const auto& letter) {
        return !known.insert(onceWordOf(letter.person, letter.slot, letter.place)).second;
    });
}

} // namespace

DeadLetterAlarm::DeadLetterAlarm(Desk& desk, Auditor& auditor, stock::StockStore& store, const core::Clock& clock)
    : m_desk(desk)
    , m_auditor(auditor)
    , m_store(store)
    , m_clock(clock)
{
}

DeadLetterAlarm::Letter DeadLetterAlarm::letterOf(const eventlog::LogRecord& record, ledger::Conflict conflict,
                                                  bool isLeft)
{
    Letter letter;
    letter.instance = conflict == ledger::Conflict::Unidentified ? issuing::InstanceId() : record.issue.instance;
    letter.person = record.issue.publicId.str();
    letter.slot = record.issue.slot;
    letter.reason = ledger::conflictCode(conflict);
    letter.place = record.topic + "/" + std::to_string(record.partition) + ":" + std::to_string(record.offset);
    letter.isLeft = isLeft;
    return letter;
}

void DeadLetterAlarm::found(const eventlog::LogRecord& record, ledger::Conflict conflict)
{
    {
        const std::lock_guard lock(m_mutex);
        m_letters.push_back(letterOf(record, conflict, false));
        m_again = {};
    }
    deal();
}

void DeadLetterAlarm::look(const std::map<issuing::InstanceId, std::uint64_t>& open)
{
    std::vector<issuing::InstanceId> wanted;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [instance, count] : open)
            if (auto& asked = m_asked[instance]; std::exchange(asked, count) < count)
                wanted.push_back(instance);
    }
    for (const auto& instance : wanted)
        readLeft(instance);
    deal();
}

void DeadLetterAlarm::readLeft(const issuing::InstanceId& instance)
{
    m_auditor.readDeadLetters(instance, [this, instance](const core::Result<std::vector<ledger::DeadLetter>>& letters) {
        const std::lock_guard lock(m_mutex);
        if (!letters) {
            m_asked.erase(instance); // the next time
            return;
        }
        for (const auto& letter : *letters)
            if (!letter.replayed)
                m_letters.push_back(letterOf(letter.record, letter.conflict, true));
    });
}

void DeadLetterAlarm::deal()
{
    {
        const std::lock_guard lock(m_mutex);
        const auto now = m_clock.steady();
        if (m_letters.empty() || m_atWork || now < m_again || !m_desk.state()->loaded)
            return;
        m_again = now + kAgainAfter;
        m_atWork = true;
    }
    m_desk.post([this](issuing::EventService& service) {
        std::map<issuing::InstanceId, Letters> byInstance;
        {
            const std::lock_guard lock(m_mutex);
            for (auto& letter : m_letters)
                byInstance[letter.instance].push_back(std::move(letter));
            m_letters.clear();
        }
        Letters rest;
        for (auto& [instance, letters] : byInstance)
            if (!dealWith(service, instance, letters))
                std::ranges::move(letters, std::back_inserter(rest));
        const std::lock_guard lock(m_mutex);
        m_letters.insert(m_letters.begin(), std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
        m_atWork = false;
    });
}

/// False: to be tried again.
bool DeadLetterAlarm::dealWith(issuing::EventService& service, const issuing::InstanceId& instance, Letters& letters)
{
    if (instance.isNil()) {
        for (const auto& letter : letters)
            service.record({}, "unidentified_record", issuing::Severity::Critical, {letter.place},
                           onceWordOf({}, 0, letter.place));
        return true;
    }
    const auto shown = m_store.poke(instance); // by the store itself: what the desk knows may be older than the letters
    if (!shown && shown.error().kind != core::ErrorKind::NotFound)
        return false;
    const auto event = shown ? service.find(shown->couponId) : std::nullopt;
    if (!event || !event->instance || event->instance->id != instance) {
        std::erase_if(letters, [](Letter& letter) { return ++letter.unknown > kMostUnknown; });
        return letters.empty();
    }
    const auto& couponId = shown->couponId;
    forgetTwice(letters);
    if (std::ranges::all_of(letters, &Letter::isLeft)) {
        const auto& last = letters.back();
        const auto lines = service.timeline(couponId, 0, kLinesRead);
        if (!lines)
            return false;
        const bool isTold = std::ranges::any_of(*lines, [&](const issuing::TimelineEntry& line) {
            return (line.code == "dead_letter" || line.code == "dead_letters") && line.arguments.size() > 1 &&
                   line.arguments[0] == last.person && line.arguments[1] == std::to_string(last.slot);
        });
        if (isTold)
            return true;
    }
    if (shown->state == issuing::EventState::Open &&
        !service.act("system", couponId, issuing::Act::Pause, shown->version, {}))
        return false;
    tell(service, couponId, letters);
    return true;
}

/// Many at once are one line, under the word of the last of them.
void DeadLetterAlarm::tell(issuing::EventService& service, const issuing::CouponId& couponId, const Letters& letters)
{
    const auto line = [&](const char* code, const Letter& letter, const std::string& more) {
        service.record(couponId, code, issuing::Severity::Critical, {letter.person, std::to_string(letter.slot), more},
                       onceWordOf(letter.person, letter.slot, letter.place));
    };
    if (letters.size() > kToldOneByOne)
        return line("dead_letters", letters.back(), std::to_string(letters.size()));
    for (const auto& letter : letters)
        line("dead_letter", letter, letter.reason);
}

} // namespace firstcome::local
