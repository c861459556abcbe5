#include "backend/ledger/sql_event_directory.h"

#include "backend/core/named_values.h"
#include "backend/ledger/migrations.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace firstcome::ledger {

using namespace issuing;

namespace {

constexpr std::array<std::string_view, 4> kSeverities{"info", "good", "warning", "critical"};

std::optional<std::int64_t> microsOf(const std::optional<core::WallTime>& time)
{
    return time ? std::optional<std::int64_t>(time->time_since_epoch().count()) : std::nullopt;
}

std::string argumentsText(const std::vector<std::string>& arguments)
{
    QJsonArray array;
    for (const std::string& argument : arguments)
        array.append(QString::fromStdString(argument));
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

std::vector<std::string> argumentsOf(const std::string& text)
{
    std::vector<std::string> arguments;
    const QJsonArray array = QJsonDocument::fromJson(QByteArray::fromStdString(text)).array();
    for (const auto& argument : array)
        arguments.push_back(argument.toString().toStdString());
    return arguments;
}

[[noreturn]] void raiseCorrupt(const std::string& what)
{
    raise(core::ErrorKind::Corrupt, "directory_corrupt", what);
}

DirectoryEvent eventOf(const SqlStatement& row)
{
    const auto couponId = CouponId::parse(row.text(0));
    const auto audience = audienceFromName(row.text(5));
    if (!couponId || !audience)
        raiseCorrupt("event " + row.text(0));
    DirectoryEvent event;
    event.draft.couponId = *couponId;
    event.draft.name = row.text(1);
    event.draft.total = static_cast<std::uint32_t>(row.integer(2));
    if (!row.isNull(3))
        event.draft.opensAt = row.time(3);
    if (!row.isNull(4))
        event.draft.closesAt = row.time(4);
    event.draft.audience = *audience;
    event.version = static_cast<std::uint64_t>(row.integer(6));
    if (!row.isNull(7))
        event.instance = InstanceId::parse(row.text(7));
    event.plannedTotal = static_cast<std::uint32_t>(row.integer(8));
    return event;
}

TimelineEntry entryOf(const SqlStatement& row)
{
    const auto severity = core::valueNamed<Severity>(kSeverities, row.text(5));
    if (!severity)
        raiseCorrupt("timeline entry " + row.text(0));
    TimelineEntry entry;
    entry.id = row.integer(0);
    entry.at = row.time(1);
    entry.couponId = CouponId::parse(row.text(2)).value_or(CouponId());
    if (!row.isNull(3))
        entry.instance = InstanceId::parse(row.text(3)).value_or(InstanceId());
    entry.code = row.text(4);
    entry.severity = *severity;
    entry.actor = row.text(6);
    entry.outcome = row.text(7);
    entry.arguments = argumentsOf(row.text(8));
    return entry;
}

std::optional<std::string> textOf(const std::optional<InstanceId>& instance)
{
    return instance && !instance->isNil() ? std::optional(instance->str()) : std::nullopt;
}

} // namespace

SqlEventDirectory::SqlEventDirectory(SqlTarget target)
    : m_connection(std::move(target), "directory")
{
    // Sorted before it is inserted: the key then grows at its end, however the numbers sort as text.
    const DialectTraits& traits = m_connection.traits();
    m_createPeople = std::string(traits.insertOrSkip) +
                     "people (public_id) WITH RECURSIVE numbers (n) AS"
                     " (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)"
                     " SELECT ? || n AS public_id FROM numbers WHERE true ORDER BY public_id" +
                     std::string(traits.skipTail);
    m_tell = std::string(traits.insertOrSkip) + "told (what) VALUES (?)" + std::string(traits.skipTail);
    m_claim = std::string(traits.insertOrSkip) + "node_instances (instance, session) VALUES (?, ?)" +
              std::string(traits.skipTail);
    m_claimed = "SELECT i.instance FROM node_instances i JOIN nodes n ON n.session = i.session WHERE n.beat_at > " +
                std::string(traits.nowMicros) + " - ?";
    m_versionOf = "SELECT version FROM events WHERE coupon_id = ?" + std::string(traits.lockRow);
}

core::Result<void> SqlEventDirectory::open()
{
    return openMigrated(m_connection, "directory");
}

void SqlEventDirectory::close()
{
    m_connection.close();
}

core::Result<std::uint64_t> SqlEventDirectory::revision()
{
    return m_connection.attempt([this] { return readRevision(); });
}

std::uint64_t SqlEventDirectory::readRevision()
{
    SqlStatement row = m_connection.ask("SELECT revision FROM directory_revision WHERE only_row = 1");
    if (!row.next())
        raiseCorrupt("without a revision");
    return static_cast<std::uint64_t>(row.integer(0));
}

void SqlEventDirectory::countRevision()
{
    m_connection.ask("UPDATE directory_revision SET revision = revision + 1 WHERE only_row = 1");
}

core::Result<std::vector<DirectoryEvent>> SqlEventDirectory::events()
{
    return m_connection.attempt([this] {
        std::vector<DirectoryEvent> events;
        SqlStatement row =
            m_connection.ask("SELECT coupon_id, name, total, opens_at, closes_at, audience, version,"
                             " instance, planned_total FROM events ORDER BY position");
        while (row.next())
            events.push_back(eventOf(row));
        return events;
    });
}

core::Result<DirectoryEvent> SqlEventDirectory::create(const EventDraft& draft)
{
    auto created = createOnce(draft);
    if (!created && created.error().code == "directory_row_refused")
        created = createOnce(draft); // another program may have been faster: now its event is seen
    return created;
}

core::Result<DirectoryEvent> SqlEventDirectory::createOnce(const EventDraft& draft)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        if (m_connection.ask("SELECT 1 FROM events WHERE coupon_id = ?", draft.couponId.view()).next())
            raise(core::ErrorKind::Conflict, "coupon_exists", draft.couponId.str());
        DirectoryEvent event;
        event.draft = draft;
        event.plannedTotal = draft.total;
        // An event that was deleted and made again must not have a version that somebody decided on before.
        countRevision();
        event.version = readRevision();
        m_connection.ask("INSERT INTO events (coupon_id, name, total, opens_at, closes_at, audience, version,"
                         " planned_total) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                         draft.couponId.view(), draft.name, std::int64_t(draft.total),
                         microsOf(draft.opensAt), microsOf(draft.closesAt), audienceName(draft.audience),
                         static_cast<std::int64_t>(event.version), std::int64_t(event.plannedTotal));
        transaction.commit();
        return event;
    });
}

void SqlEventDirectory::requireVersion(const CouponId& couponId, std::uint64_t expectedVersion)
{
    SqlStatement row = m_connection.ask(m_versionOf, couponId.view());
    if (!row.next())
        raise(core::ErrorKind::NotFound, "unknown_event", couponId.str());
    const auto version = static_cast<std::uint64_t>(row.integer(0));
    if (version != expectedVersion)
        raise(core::ErrorKind::VersionConflict, "version_conflict",
              "decided on version " + std::to_string(expectedVersion) + ", now " + std::to_string(version));
}

core::Result<void> SqlEventDirectory::update(const DirectoryEvent& changed, std::uint64_t expectedVersion)
{
    return m_connection.attempt([&] {
        if (changed.version <= expectedVersion)
            raise(core::ErrorKind::InvalidArgument, "bad_version", "a change must raise the version");
        SqlTransaction transaction(m_connection);
        const EventDraft& draft = changed.draft;
        requireVersion(draft.couponId, expectedVersion);
        m_connection.ask("UPDATE events SET name = ?, total = ?, opens_at = ?, closes_at = ?, audience = ?,"
                         " version = ?, instance = ?, planned_total = ? WHERE coupon_id = ?",
                         draft.name, std::int64_t(draft.total), microsOf(draft.opensAt),
                         microsOf(draft.closesAt), audienceName(draft.audience),
                         static_cast<std::int64_t>(changed.version), textOf(changed.instance),
                         std::int64_t(changed.plannedTotal), draft.couponId.view());
        countRevision();
        transaction.commit();
    });
}

core::Result<void> SqlEventDirectory::remove(const CouponId& couponId, std::uint64_t expectedVersion)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        requireVersion(couponId, expectedVersion);
        m_connection.ask("DELETE FROM events WHERE coupon_id = ?", couponId.view());
        countRevision();
        transaction.commit();
    });
}

void SqlEventDirectory::insert(TimelineEntry& entry)
{
    entry.id = m_connection
                   .ask("INSERT INTO timeline (at, coupon_id, instance, code, severity, actor, outcome, "
                        "arguments)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        entry.at.time_since_epoch().count(), entry.couponId.view(), textOf(entry.instance),
                        entry.code, core::nameOf(kSeverities, entry.severity), entry.actor, entry.outcome,
                        argumentsText(entry.arguments))
                   .insertedId();
}

core::Result<TimelineEntry> SqlEventDirectory::append(TimelineEntry entry)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        insert(entry);
        countRevision();
        transaction.commit();
        return entry;
    });
}

core::Result<std::optional<TimelineEntry>> SqlEventDirectory::appendOnce(TimelineEntry entry, std::string_view key)
{
    return m_connection.attempt([&]() -> std::optional<TimelineEntry> {
        SqlTransaction transaction(m_connection);
        if (m_connection.ask(m_tell, key).affected() == 0)
            return std::nullopt;
        insert(entry);
        countRevision();
        transaction.commit();
        return entry;
    });
}

core::Result<std::vector<TimelineEntry>> SqlEventDirectory::timeline(const std::optional<CouponId>& couponId,
                                                                     std::int64_t before, std::size_t limit)
{
    constexpr std::string_view kOfAll =
        "SELECT id, at, coupon_id, instance, code, severity, actor, outcome, arguments"
        " FROM timeline WHERE id < ? ORDER BY id DESC LIMIT ?";
    constexpr std::string_view kOfOne =
        "SELECT id, at, coupon_id, instance, code, severity, actor, outcome, arguments"
        " FROM timeline WHERE coupon_id = ? AND id < ? ORDER BY id DESC LIMIT ?";
    return m_connection.attempt([&] {
        const std::int64_t below = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
        const auto most = static_cast<std::int64_t>(limit);
        SqlStatement row = couponId ? m_connection.ask(kOfOne, couponId->view(), below, most)
                                    : m_connection.ask(kOfAll, below, most);
        std::vector<TimelineEntry> entries;
        while (row.next())
            entries.push_back(entryOf(row));
        return entries;
    });
}

core::Result<void> SqlEventDirectory::claimInstance(const InstanceId& instance, std::string_view session)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        m_connection.ask(m_claim, instance.str(), session);
        transaction.commit();
    });
}

core::Result<void> SqlEventDirectory::releaseInstance(const InstanceId& instance)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        m_connection.ask("DELETE FROM node_instances WHERE instance = ?", instance.str());
        transaction.commit();
    });
}

core::Result<std::vector<InstanceId>> SqlEventDirectory::claimedInstances()
{
    return m_connection.attempt([this] {
        std::vector<InstanceId> claimed;
        SqlStatement row = m_connection.ask(m_claimed, std::chrono::microseconds(kClaimSilence).count());
        while (row.next())
            claimed.push_back(InstanceId::parse(row.text(0)).value_or(InstanceId()));
        return claimed;
    });
}

} // namespace firstcome::ledger
