#pragma once

#include "backend/ledger/ledger.h"

namespace firstcome::testing {

/// Passes every call on to another ledger; a test overrides the one that it wants to go wrong.
class LedgerDecorator : public ledger::Ledger
{
public:
    explicit LedgerDecorator(ledger::Ledger& inner)
        : m_inner(inner)
    {
    }
    core::Result<void> open() override { return m_inner.open(); }
    void close() override { m_inner.close(); }
    core::Result<ledger::WriteReport> write(std::span<const eventlog::LogRecord> records,
                                            std::span<const eventlog::LogPosition> positions) override
    {
        return m_inner.write(records, positions);
    }
    core::Result<std::vector<eventlog::LogPosition>> positions() override { return m_inner.positions(); }
    core::Result<ledger::InstanceCounts> counts(const issuing::InstanceId& instance) override
    {
        return m_inner.counts(instance);
    }
    core::Result<std::optional<issuing::Issue>> find(const issuing::InstanceId& instance,
                                                     const issuing::PublicId& publicId) override
    {
        return m_inner.find(instance, publicId);
    }
    core::Result<std::vector<issuing::Issue>> readIssues(const issuing::InstanceId& instance,
                                                         std::uint32_t afterSlot, std::size_t limit) override
    {
        return m_inner.readIssues(instance, afterSlot, limit);
    }
    core::Result<std::uint32_t> savedThrough(const issuing::InstanceId& instance, std::uint32_t after) override
    {
        return m_inner.savedThrough(instance, after);
    }
    core::Result<std::uint64_t> voidSlots(const issuing::Instance& instance, std::span<const std::uint32_t> slots,
                                          std::string_view reason) override
    {
        return m_inner.voidSlots(instance, slots, reason);
    }
    core::Result<std::vector<ledger::VoidedSlot>> voided(const issuing::InstanceId& instance) override
    {
        return m_inner.voided(instance);
    }
    core::Result<std::vector<eventlog::LogRecord>> putAside(std::span<const eventlog::LogRecord> records,
                                                            ledger::Conflict conflict) override
    {
        return m_inner.putAside(records, conflict);
    }
    core::Result<void> tombstone(const issuing::InstanceId& instance, bool shadow) override
    {
        return m_inner.tombstone(instance, shadow);
    }
    core::Result<std::uint64_t> unidentified(core::WallTime since) override { return m_inner.unidentified(since); }
    core::Result<std::vector<ledger::DeadLetter>> deadLetters(std::optional<issuing::InstanceId> instance,
                                                              std::size_t limit) override
    {
        return m_inner.deadLetters(instance, limit);
    }
    core::Result<ledger::ReplayPreview> previewReplay(const issuing::InstanceId& instance,
                                                      std::span<const std::int64_t> ids) override
    {
        return m_inner.previewReplay(instance, ids);
    }
    core::Result<ledger::Conflict> replay(std::int64_t id) override { return m_inner.replay(id); }

protected:
    ledger::Ledger& m_inner;
};

} // namespace firstcome::testing
