#include "tests/support/cut_script.h"

namespace firstcome::testing {

using namespace std::chrono_literals;
using issuing::Act;
using issuing::EventState;

CutScript::CutScript(std::uint64_t seed)
    : m_random(seed)
{
}

CutScript::~CutScript()
{
    stop();
}

void CutScript::start(const Twin& twin)
{
    stock::EmbeddedStoreOptions options;
    options.session.database.file = m_directory.path() / "store.db";
    options.session.database.vfs = m_vfs.name();
    options.session.walSoftPages = 12; // so that a short script meets checkpoints of both kinds
    options.session.walHardPages = 30;
    options.maxBatch = 8;
    options.retryFirst = 1ms;
    options.retryCap = 2ms;
    if (twin)
        twin(options.session);
    m_store = std::make_unique<stock::EmbeddedStockStore>(options, m_clock);
    (void)m_store->start();
    for (auto& lane : m_lanes)
        lane = std::make_unique<LaneDriver>(*m_store, m_clock);
}

void CutScript::stop()
{
    for (auto& lane : m_lanes)
        lane.reset();
    m_store.reset();
}

bool CutScript::waitUntilServing()
{
    for (int tries = 0; tries < 20'000 && !m_vfs.powerIsCut(); ++tries) {
        const auto health = m_store->status().health;
        if (health == stock::StoreHealth::Ready)
            return true;
        if (health == stock::StoreHealth::Failed || m_store->status().problem == "corrupt")
            return false;
        std::this_thread::sleep_for(1ms);
    }
    return false;
}

void CutScript::openEvent()
{
    issuing::Instance planned;
    planned.id = m_instance;
    planned.couponId = *issuing::CouponId::parse("XMAS");
    planned.total = kTotal;
    while (waitUntilServing() && !m_store->poke(m_instance))
        (void)m_store->create(planned);
    while (waitUntilServing()) {
        const auto now = m_store->poke(m_instance);
        if (now && now->state == EventState::Open)
            return;
        if (now)
            (void)m_store->act(m_instance, Act::Open, now->version);
    }
}

void CutScript::tryAll(const std::vector<std::string>& people)
{
    std::vector<std::future<stock::AttemptReply>> open;
    for (std::size_t i = 0; i < people.size(); ++i)
        open.push_back(m_lanes[i % 2]->begin(m_instance, people[i]));
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto reply = open[i].get();
        m_refused += reply.reason == issuing::UnavailableReason::StoreDown;
        m_promise.shown(people[i], reply);
    }
}

void CutScript::pauseForARound(const std::vector<std::string>& people)
{
    const auto open = m_store->poke(m_instance);
    if (!open || open->state != EventState::Open)
        return;
    (void)m_store->act(m_instance, Act::Pause, open->version);
    tryAll(people);
    while (waitUntilServing()) {
        const auto now = m_store->poke(m_instance);
        if (now && now->state == EventState::Open)
            return;
        if (now)
            (void)m_store->act(m_instance, Act::Unpause, now->version);
    }
}

void CutScript::play(int rounds, bool patient)
{
    for (int round = 0; round < rounds && !m_vfs.powerIsCut(); ++round) {
        m_clock.advance(1ms);
        std::vector<std::string> now;
        for (std::size_t i = 0; i < 1 + m_random() % 8; ++i) {
            if (!m_people.empty() && m_random() % 4 == 0) {
                now.push_back(m_people[m_random() % m_people.size()]);
            } else {
                m_people.push_back("p" + std::to_string(m_people.size()));
                now.push_back(m_people.back());
            }
        }
        if (round % 6 == 5)
            pauseForARound(now);
        else
            tryAll(now);
        if (patient)
            (void)waitUntilServing();
    }
}

void CutScript::everybodyAgain()
{
    tryAll(m_people);
}

void CutScript::everybodyLooks()
{
    for (const auto& person : m_people)
        m_promise.shown(person, m_lanes[0]->find(m_instance, person));
}

std::vector<std::string> CutScript::violations()
{
    if (!waitUntilServing())
        return {"the store does not serve: " + m_store->status().problem + " " + m_store->status().detail};
    if (const auto known = m_store->poke(m_instance); !known)
        return {"the event is gone: " + known.error().code};
    return m_promise.violations(*m_store, m_instance, kTotal);
}

} // namespace firstcome::testing
