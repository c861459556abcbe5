#include "backend/local/desk.h"

#include <utility>

namespace firstcome::local {

namespace {

constexpr auto kLoadAgainAfter = std::chrono::milliseconds(250);
constexpr auto kFollowAgainAfter = std::chrono::milliseconds(200);
constexpr auto kReconnectAfter = std::chrono::seconds(5); ///< others tell sooner; connecting may block

} // namespace

Desk::Desk(issuing::EventDirectory& directory, stock::StockStore& store, const core::Clock& clock,
           const std::string& session, std::function<void(const std::shared_ptr<const DeskState>&)> onPublished)
    : m_directory(directory)
    , m_service(directory, store, clock, session)
    , m_onPublished(std::move(onPublished))
    , m_state(std::make_shared<DeskState>())
{
}

void Desk::start()
{
    m_thread.post([this] { load(); });
    m_thread.start();
}

void Desk::stop()
{
    m_thread.post([this] {
        m_stopping = true;
        m_timer.cancel();
    });
    m_thread.stop();
    m_directory.close();
}

void Desk::load()
{
    if (m_stopping)
        return;
    auto loaded = m_directory.open().and_then([this] { return m_service.load(); });
    m_loaded = loaded.has_value();
    m_problem = loaded ? core::Error{} : loaded.error();
    publish();
    if (!m_loaded)
        after(kLoadAgainAfter, &Desk::load);
    else if (!m_service.isWhole())
        after(kFollowAgainAfter, &Desk::takeOver);
}

void Desk::follow()
{
    m_thread.post([this] { takeOver(); });
}

void Desk::takeOver()
{
    if (m_stopping || !m_loaded)
        return;
    const auto news = m_service.follow();
    if (news && *news)
        publish();
    if (!news && news.error().kind == core::ErrorKind::Unavailable)
        (void)m_directory.open(); // the server was restarted, or the connection lost
    m_reconnecting = !news;
    if (!news)
        after(kReconnectAfter, &Desk::takeOver);
    else if (!m_service.isWhole())
        after(kFollowAgainAfter, &Desk::takeOver);
}

void Desk::after(std::chrono::milliseconds time, void (Desk::*then)())
{
    m_timer.expires_after(time);
    m_timer.async_wait([this, then](const boost::system::error_code& error) {
        if (!error)
            (this->*then)();
    });
}

void Desk::post(std::function<void(issuing::EventService&)> work, std::function<void()> after)
{
    m_thread.post([this, work = std::move(work), after = std::move(after)] {
        work(m_service);
        publish();
        if (m_loaded && m_service.hasLostDirectory() && !std::exchange(m_reconnecting, true))
            this->after(kReconnectAfter, &Desk::takeOver);
        if (after)
            after();
    });
}

void Desk::publish()
{
    auto next = std::make_shared<DeskState>();
    for (auto& event : m_service.events()) {
        const auto couponId = event.draft.couponId;
        next->events.push_back({std::move(event), m_service.shownName(couponId), m_service.waivers(couponId)});
    }
    next->recent.assign(m_service.recent().begin(), m_service.recent().end());
    next->people = m_service.peopleCount();
    next->loaded = m_loaded;
    next->problem = m_problem.code;
    next->detail = m_problem.detail;
    {
        const std::lock_guard lock(m_mutex);
        m_state = next;
    }
    m_onPublished(next);
}

std::shared_ptr<const DeskState> Desk::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

} // namespace firstcome::local
