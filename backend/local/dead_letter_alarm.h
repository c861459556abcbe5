#pragma once

#include "backend/core/clock.h"
#include "backend/eventlog/event_log.h"
#include "backend/issuing/event_service.h"
#include "backend/ledger/ledger.h"
#include "backend/local/auditor.h"
#include "backend/local/desk.h"
#include "backend/stock/stock_store.h"

#include <map>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace firstcome::local {

/// Pauses the event of whatever the ledger could not hold, then says so in the trail: in this order, and tried until
/// both are done, since the store may be away or not show the event yet. So what the trail does not have may not have been
/// acted on, and letters that an earlier run or another node left behind are held against it. A record that names no instance pauses
/// nothing; it is told of, and fails the audits. Any thread may call; the work is the desk's.
class DeadLetterAlarm
{
public:
    /// All outlive it.
    DeadLetterAlarm(Desk& desk, Auditor& auditor, stock::StockStore& store, const core::Clock& clock);

    /// The ledger put this record aside.
    void found(const eventlog::LogRecord& record, ledger::Conflict conflict);
    /// Instances that are open and have so many dead letters. To be called often: what is left to do is tried again.
    void look(const std::map<issuing::InstanceId, std::uint64_t>& open);

private:
    struct Letter
    {
        issuing::InstanceId instance; ///< nil: it says of none
        std::string person;           ///< empty: it says of none
        std::uint32_t slot = 0;
        std::string reason, place;
        bool isLeft = false; ///< found by an earlier run, or by another node
        int unknown = 0;     ///< how often there was no such event to be found
    };
    using Letters = std::vector<Letter>;

    static Letter letterOf(const eventlog::LogRecord& record, ledger::Conflict conflict, bool isLeft);
    void readLeft(const issuing::InstanceId& instance);
    void deal();
    bool dealWith(issuing::EventService& service, const issuing::InstanceId& instance, Letters& letters);
    void tell(issuing::EventService& service, const issuing::CouponId& couponId, const Letters& letters);

    Desk& m_desk;
    Auditor& m_auditor;
    stock::StockStore& m_store;
    const core::Clock& m_clock;
    std::mutex m_mutex; ///< guards what follows
    Letters m_letters;  ///< not dealt with yet, in the order in which they came
    std::map<issuing::InstanceId, std::uint64_t> m_asked; ///< how many there were when what is left was asked for
    core::SteadyTime m_again;
    bool m_atWork = false;
};

} // namespace firstcome::local
