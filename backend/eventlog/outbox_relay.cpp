#include "backend/eventlog/outbox_relay.h"

#include "backend/core/thread_name.h"
#include "backend/core/thread_priority.h"
#include "backend/eventlog/kafka_topics.h"

namespace firstcome::eventlog {

namespace {

constexpr std::size_t kAtOnce = 1'000;
constexpr std::size_t kMostInFlight = 100'000;
constexpr auto kClaimEvery = std::chrono::seconds(1);
/// Reading a few entries costs the store nearly as much as reading many, and so does letting go of them.
constexpr auto kBetweenReads = std::chrono::milliseconds(10);
constexpr auto kIdle = std::chrono::milliseconds(5);
constexpr auto kDrainTime = std::chrono::seconds(2);
constexpr auto kSilence = std::chrono::seconds(3);

} // namespace

OutboxRelay::OutboxRelay(Outbox& outbox, KafkaTarget target, const core::Clock& clock)
    : m_outbox(outbox)
    , m_target(std::move(target))
    , m_clock(clock)
    , m_backoff(std::chrono::milliseconds(50), std::chrono::seconds(2))
{
}

OutboxRelay::~OutboxRelay()
{
    stop();
}

void OutboxRelay::start()
{
    m_stopRequested = false;
    m_thread = std::thread([this] { run(); });
}

void OutboxRelay::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopRequested = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

std::shared_ptr<const RelayStatus> OutboxRelay::status() const
{
    const std::lock_guard lock(m_mutex); // held for a pointer's copy only, here and in publish
    return m_published;
}

void OutboxRelay::run()
{
    core::nameThisThread("fc-relay");
    core::lowerThisThreadsPriority(core::kCarrierNiceness);
    m_status.idle = false;
    publish();
    while (!stopping()) {
        auto step = connect().and_then([this] { return claim(); });
        core::Result<bool> sent = step ? sendSome() : core::Result<bool>(tl::unexpected(step.error()));
        if (sent) {
            if (!*sent)
                pause(kBetweenReads);
            m_producer->serve(std::chrono::milliseconds(0));
            step = tellConfirmed();
        } else {
            step = tl::unexpected(sent.error());
        }
        if (step && !m_producer->failure().empty()) {
            step = core::fail(core::ErrorKind::Unavailable, "log_down", m_producer->failure());
            sendAgain();
        }
        const bool goesOn = step.has_value();
        if (goesOn)
            step = m_damaged ? tl::unexpected(*m_damaged) : silence();
        if (step && (m_isProven || m_isIdle)) {
            m_backoff.reset();
            m_status.running = true;
            m_status.problem.clear();
            m_status.detail.clear();
            m_status.problemSince.reset();
        } else if (!step) {
            outage(step.error());
            if (!goesOn)
                pause(m_backoff.next());
        }
        publish();
    }
    drain();
    m_producer.reset();
    m_carried.clear();
    m_leaving.clear();
    m_outbox.close();
    m_status.running = false;
    m_status.idle = true;
    publish();
}

core::Result<void> OutboxRelay::connect()
{
    if (!m_opened) {
        if (auto opened = m_outbox.open(); !opened)
            return opened;
        m_opened = true;
    }
    if (m_producer)
        return {};
    if (auto sure = ensureTopics(m_target); !sure)
        return sure;
    auto made = std::make_unique<KafkaProducer>(
        m_target, [this](const issuing::InstanceId& instance, std::uint32_t slot) { noteConfirmed(instance, slot); });
    if (auto opened = made->open(); !opened)
        return opened;
    m_producer = std::move(made);
    return {};
}

core::Result<void> OutboxRelay::claim()
{
    const auto now = m_clock.steady();
    if (now < m_claimAgain)
        return {};
    const auto held = m_outbox.claim();
    if (!held)
        return tl::unexpected(held.error());
    std::map<issuing::InstanceId, Carried> carried;
    for (const OutboxInstance& instance : *held) {
        const auto known = m_carried.find(instance.instance);
        if (known != m_carried.end() && known->second.confirmed.end() >= instance.confirmed) {
            // A store that was put back has to be told again what the log has; one whose answer to that was lost
            // has heard it.
            carried.insert(*known).first->second.toldThrough = instance.confirmed;
            continue;
        }
        Carried fresh;
        fresh.sentThrough = fresh.toldThrough = instance.confirmed;
        fresh.confirmed.startAt(instance.confirmed);
        fresh.inFlight = known == m_carried.end() ? 0 : known->second.inFlight;
        carried.emplace(instance.instance, fresh);
    }
    std::swap(m_carried, carried);
    letGoOf(carried);
    m_status.claimedAt = now;
    m_claimAgain = now + kClaimEvery;
    return {};
}

/// What is in flight of those that are not held any more still comes to the log.
void OutboxRelay::letGoOf(const std::map<issuing::InstanceId, Carried>& before)
{
    for (const auto& [instance, carried] : before)
        if (carried.inFlight > 0 && !m_carried.contains(instance))
            m_leaving[instance] += carried.inFlight;
    for (auto& [instance, carried] : m_carried)
        if (const auto leaving = m_leaving.find(instance); leaving != m_leaving.end()) {
            carried.inFlight += leaving->second;
            m_leaving.erase(leaving);
        }
}

void OutboxRelay::noteConfirmed(const issuing::InstanceId& instance, std::uint32_t slot)
{
    m_heardAt = m_clock.steady();
    m_isProven = true;
    if (const auto carried = m_carried.find(instance); carried != m_carried.end()) {
        carried->second.confirmed.add(slot);
        --carried->second.inFlight;
    } else if (const auto leaving = m_leaving.find(instance); leaving != m_leaving.end() && --leaving->second == 0) {
        m_leaving.erase(leaving);
    }
}

core::Result<bool> OutboxRelay::sendSome()
{
    m_isIdle = m_producer->inFlight() == 0;
    if (m_isIdle)
        m_heardAt = m_clock.steady();
    bool more = false;
    m_damaged.reset();
    for (auto& [instance, carried] : m_carried) {
        if (m_producer->inFlight() >= kMostInFlight)
            break;
        const auto records = m_outbox.read(instance, carried.sentThrough, kAtOnce);
        if (!records && records.error().kind == core::ErrorKind::Corrupt) {
            m_damaged = records.error(); // that one's own: the others go on
            continue;
        }
        if (!records)
            return tl::unexpected(records.error());
        m_isIdle = m_isIdle && records->empty();
        for (const LogRecord& record : *records) {
            if (!m_producer->send(record))
                break; // full, or failed: what was not sent is read again
            carried.sentThrough = record.issue.slot;
            ++carried.inFlight;
        }
        more = more || (records->size() == kAtOnce && carried.sentThrough == records->back().issue.slot);
    }
    return more;
}

core::Result<void> OutboxRelay::tellConfirmed()
{
    for (auto& [instance, carried] : m_carried) {
        const std::uint32_t through = carried.confirmed.end();
        if (through <= carried.toldThrough)
            continue;
        if (auto told = m_outbox.confirm(instance, through); !told)
            return told;
        carried.toldThrough = through;
    }
    return {};
}

void OutboxRelay::sendAgain()
{
    m_producer.reset();
    m_isProven = false;
    m_leaving.clear();
    for (auto& [instance, carried] : m_carried) {
        carried.inFlight = 0;
        carried.sentThrough = carried.confirmed.end();
        SlotPrefix fresh;
        fresh.startAt(carried.sentThrough);
        carried.confirmed = fresh;
    }
}

void OutboxRelay::drain()
{
    const auto until = m_clock.steady() + kDrainTime;
    while (m_producer && m_producer->inFlight() > 0 && m_producer->failure().empty() &&
           m_clock.steady() < until)
        m_producer->serve(kIdle);
    (void)tellConfirmed(); // else whoever carries them next sends them again
}

void OutboxRelay::outage(const core::Error& error)
{
    if (m_status.problem.empty())
        m_status.problemSince = m_clock.wall();
    m_status.running = false;
    m_status.problem = error.code;
    m_status.detail = error.detail;
}

core::Result<void> OutboxRelay::silence()
{
    if (m_producer->inFlight() == 0 || m_clock.steady() - m_heardAt < kSilence)
        return {};
    return core::fail(core::ErrorKind::Unavailable, "log_silent",
                      std::to_string(m_producer->inFlight()) + " issues sent and not confirmed");
}

void OutboxRelay::publish()
{
    m_status.inFlight = m_producer ? m_producer->inFlight() : 0;
    m_status.confirmed.clear();
    for (const auto& [instance, carried] : m_carried)
        m_status.confirmed[instance] = carried.toldThrough;
    m_status.leaving.clear();
    for (const auto& [instance, inFlight] : m_leaving)
        m_status.leaving.insert(instance);
    auto fresh = std::make_shared<const RelayStatus>(m_status);
    const std::lock_guard lock(m_mutex);
    m_published = std::move(fresh);
}

void OutboxRelay::pause(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, time, [this] { return stopping(); });
}

} // namespace firstcome::eventlog
