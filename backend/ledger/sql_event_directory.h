#pragma once

#include "backend/issuing/event_directory.h"
#include "backend/ledger/sql_connection.h"

namespace firstcome::ledger {

/// The event directory in an SQL database, its own or one shared with the ledger. Thread and errors as
/// EventDirectory says; several objects may open one database, each on its own thread. Needs a QCoreApplication in
/// the process. Every call is one transaction: done and durable when it returns, or without effect.
class SqlEventDirectory final : public issuing::EventDirectory
{
public:
    explicit SqlEventDirectory(SqlTarget target);

    core::Result<void> open() override;
    void close() override;
    core::Result<std::uint64_t> revision() override;
    core::Result<std::vector<issuing::DirectoryEvent>> events() override;
    core::Result<issuing::DirectoryEvent> create(const issuing::EventDraft& draft) override;
    core::Result<void> update(const issuing::DirectoryEvent& changed, std::uint64_t expectedVersion) override;
    core::Result<void> remove(const issuing::CouponId& couponId, std::uint64_t expectedVersion) override;
    core::Result<issuing::TimelineEntry> append(issuing::TimelineEntry entry) override;
    core::Result<std::optional<issuing::TimelineEntry>> appendOnce(issuing::TimelineEntry entry,
                                                                   std::string_view key) override;
    core::Result<std::vector<issuing::TimelineEntry>>
    timeline(const std::optional<issuing::CouponId>& couponId, std::int64_t before,
             std::size_t limit) override;
    core::Result<issuing::PeopleReport> createPeople(std::uint64_t count, std::string_view prefix) override;
    core::Result<issuing::PeopleReport> importPeople(std::string_view csv) override;
    core::Result<std::uint64_t> peopleCount() override;
    core::Result<std::vector<issuing::PublicId>> people(std::string_view after, std::size_t limit) override;
    core::Result<void> claimInstance(const issuing::InstanceId& instance, std::string_view session) override;
    core::Result<void> releaseInstance(const issuing::InstanceId& instance) override;
    core::Result<std::vector<issuing::InstanceId>> claimedInstances() override;

private:
    core::Result<issuing::DirectoryEvent> createOnce(const issuing::EventDraft& draft);
    /// Late in the transaction: all writers wait for each other here.
    void countRevision();
    std::uint64_t readRevision();
    void insert(issuing::TimelineEntry& entry);
    void requireVersion(const issuing::CouponId& couponId, std::uint64_t expectedVersion);
    std::uint64_t countPeople();
    std::uint64_t addToCount(std::uint64_t added);
    std::uint64_t insertPeople(const std::vector<std::string_view>& sortedIds);

    SqlConnection m_connection;
    std::string m_createPeople, m_versionOf, m_tell, m_claim, m_claimed;
};

} // namespace firstcome::ledger
