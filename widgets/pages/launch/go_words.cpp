#include "widgets/pages/launch/go_words.h"

#include "widgets/parts/format.h"

#include <cmath>

namespace firstcome::pages::launch {

using issuing::GoLine;
using issuing::GoStatus;

namespace {

/// Where what was read is a word and not a figure.
bool isSetting(GoLine line)
{
    return line == GoLine::StoreEviction || line == GoLine::StoreAppendOnly || line == GoLine::StoreDurability
        || line == GoLine::LogTopics;
}

} // namespace

QString GoWords::name(GoLine line)
{
    switch (line) {
    case GoLine::StoreWritable: return tr("Store writable");
    case GoLine::StockAsPlanned: return tr("Stock loaded = planned");
    case GoLine::PeopleLoaded: return tr("People loaded");
    case GoLine::FreeDisk: return tr("Free disk");
    case GoLine::ConsumerRunning: return tr("Consumer running");
    case GoLine::PortBound: return tr("Port bound");
    case GoLine::ClockOffset: return tr("Clock offset");
    case GoLine::RehearsalPassed: return tr("Rehearsal passed");
    case GoLine::LastRunLag: return tr("Lag of the last run");
    case GoLine::StoreEviction: return tr("Redis evicts nothing");
    case GoLine::StoreAppendOnly: return tr("Redis keeps an AOF");
    case GoLine::StoreDurability: return tr("Durability as configured");
    case GoLine::StoreRewrite: return tr("No AOF rewrite due");
    case GoLine::StoreExpiry: return tr("No expiry on event keys");
    case GoLine::LogTopics: return tr("Kafka topics as needed");
    }
    return {};
}

QString GoWords::value(GoLine line, GoStatus status, const std::optional<double>& value,
                       const std::optional<double>& threshold)
{
    if (status == GoStatus::NotMeasured)
        return tr("not measured");
    if (isSetting(line))
        return status == GoStatus::Go ? tr("as needed") : tr("differs");
    if (!value)
        return status == GoStatus::NoGo ? tr("failed") : status == GoStatus::Go ? tr("none") : tr("not measured");
    const auto count = [](double number) { return parts::formatCount(std::llround(number)); };
    switch (line) {
    case GoLine::StoreWritable:
        return parts::formatMilliseconds(*value);
    case GoLine::StockAsPlanned:
        return threshold && *value != *threshold ? tr("%1 ≠ %2").arg(count(*value), count(*threshold)) : count(*value);
    case GoLine::PeopleLoaded:
    case GoLine::LastRunLag:
        return count(*value);
    case GoLine::StoreExpiry:
        return *value > 0 ? count(*value) : tr("none");
    case GoLine::StoreEviction:
    case GoLine::StoreAppendOnly:
    case GoLine::StoreDurability:
    case GoLine::LogTopics:
        return {}; // settings: see above
    case GoLine::FreeDisk:
    case GoLine::StoreRewrite:
        return parts::formatBytes(*value);
    case GoLine::ConsumerRunning:
        return tr("%1 of %2", "running of expected").arg(count(*value), count(threshold.value_or(*value)));
    case GoLine::PortBound:
        return *value > 0 ? QStringLiteral(":%1").arg(std::llround(*value)) : tr("not bound");
    case GoLine::ClockOffset: {
        const QString size = QStringLiteral("%1\u00a0ms").arg(std::llround(std::fabs(*value)));
        return (*value < 0 ? QChar(0x2212) : QChar(u'+')) + size;
    }
    case GoLine::RehearsalPassed:
        return parts::formatAge(std::chrono::milliseconds(std::llround(*value * 1000)));
    }
    return {};
}

parts::Mark GoWords::mark(GoStatus status, bool waived)
{
    if (waived)
        return parts::Mark::Warning;
    switch (status) {
    case GoStatus::Go: return parts::Mark::Fine;
    case GoStatus::Warning: return parts::Mark::Warning;
    case GoStatus::NoGo: return parts::Mark::Critical;
    case GoStatus::NotMeasured: return parts::Mark::NotKnown;
    }
    return parts::Mark::NotKnown;
}

QString GoWords::explanation(GoLine line, bool hard, const std::optional<double>& threshold)
{
    const QString kind = hard ? tr("A hard line: while it fails the countdown is held.")
                              : tr("A soft line: it only warns.");
    const QString limit = threshold ? value(line, GoStatus::Go, threshold, threshold) : QString();
    switch (line) {
    case GoLine::StoreWritable: return tr("A probe row is written as an attempt would be, in at most %1. %2").arg(limit, kind);
    case GoLine::StockAsPlanned: return tr("The store holds exactly the stock that was planned. %1").arg(kind);
    case GoLine::PeopleLoaded: return tr("Everybody on the list is in the store. %1").arg(kind);
    case GoLine::FreeDisk: return tr("At least %1 are free where the data directory is. %2").arg(limit, kind);
    case GoLine::ConsumerRunning: return tr("Everything that saves to the ledger is at work. %1").arg(kind);
    case GoLine::PortBound: return tr("People can reach the API. %1").arg(kind);
    case GoLine::ClockOffset: return tr("This machine's clock is right to %1. %2").arg(limit, kind);
    case GoLine::RehearsalPassed: return tr("A rehearsal of this build has passed in the last day. %1").arg(kind);
    case GoLine::LastRunLag: return tr("At most %1 were waiting to be saved in the last run. %2").arg(limit, kind);
    case GoLine::StoreEviction: return tr("Redis has maxmemory-policy noeviction: it refuses to write rather than to forget a coupon. %1").arg(kind);
    case GoLine::StoreAppendOnly: return tr("Redis has appendonly yes: coupons survive its end. %1").arg(kind);
    case GoLine::StoreDurability: return tr("Redis syncs its append-only file as the configuration asks for. %1").arg(kind);
    case GoLine::StoreRewrite:
        return limit.isEmpty() ? tr("Redis does not rewrite its append-only file by itself. %1").arg(kind)
                               : tr("The append-only file after the event, at 300 bytes a coupon, stays below %1, where Redis "
                                    "rewrites it. Run BGREWRITEAOF before. %2").arg(limit, kind);
    case GoLine::StoreExpiry: return tr("No key of an event goes away by itself. %1").arg(kind);
    case GoLine::LogTopics:
        return tr("Partitions, replicas, min.insync.replicas, unclean election, retention and clean-up are as the promise "
                  "needs them. %1").arg(kind);
    }
    return {};
}

QString GoWords::forbids(GoLine line)
{
    return tr("Forbidden by go/no-go: %1").arg(name(line));
}

QString GoWords::reason(GoStatus status, const QString& problem, const QString& detail)
{
    if (status == GoStatus::Go)
        return {};
    if (problem == u"settings_refused")
        return tr("The server does not let us read its settings: %1. Allow it, or waive the line with a reason.").arg(detail);
    if (problem == u"store_down" || problem == u"log_down")
        return tr("The server does not answer.");
    if (problem == u"log_refuses_us")
        return tr("Kafka refuses us: user, password or rights are wrong.");
    if (problem == u"log_not_trusted")
        return tr("Kafka's certificate is not trusted.");
    if (detail == u"aof_rewrite_in_progress")
        return tr("A rewrite is under way now.");
    return detail;
}

} // namespace firstcome::pages::launch
