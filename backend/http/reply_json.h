#pragma once

#include "backend/commands.h"
#include "backend/issuing/event_table.h"
#include "backend/snapshot.h"

#include <boost/json/fwd.hpp>

#include <string>

/// What the API answers, as JSON. Pure. Times are RFC 3339 UTC; what is not known is null, never 0.
namespace firstcome::http {

boost::json::value toJson(const issuing::Event& event);
boost::json::value toJson(const issuing::AuditReport& report);
boost::json::value toJson(const ledger::ReplayPreview& preview);
boost::json::value toJson(const issuing::PeopleReport& report);
boost::json::value toJson(const issuing::TimelineEntry& entry);
/// What the public may know of an event.
boost::json::value toJson(const issuing::EventFacts& facts);
boost::json::value toJson(const Snapshot& snapshot);

std::string couponText(const issuing::EventFacts& facts);
/// `{"coupons":[…]}`: the public ones.
std::string couponsText(const issuing::EventTable& table);
std::string eventsText(const Snapshot& snapshot);
std::string snapshotText(const Snapshot& snapshot);
std::string replyText(const Reply& reply);

} // namespace firstcome::http
