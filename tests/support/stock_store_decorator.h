#pragma once

#include "backend/stock/stock_store.h"

namespace firstcome::testing {

/// Passes every call on to another store; a test overrides the one that it wants to go wrong.
class StockStoreDecorator : public stock::StockStore
{
public:
    explicit StockStoreDecorator(stock::StockStore& inner)
        : m_inner(inner)
    {
    }
    core::Result<void> start() override { return m_inner.start(); }
    void stop() override { m_inner.stop(); }
    std::unique_ptr<stock::StockLane> openLane(boost::asio::io_context& context) override
    {
        return m_inner.openLane(context);
    }
    core::Result<issuing::Instance> create(const issuing::Instance& instance) override
    {
        return m_inner.create(instance);
    }
    core::Result<void> addAudience(const issuing::InstanceId& instance,
                                   std::span<const issuing::PublicId> people) override
    {
        return m_inner.addAudience(instance, people);
    }
    core::Result<std::uint64_t> audienceSize(const issuing::InstanceId& instance) override
    {
        return m_inner.audienceSize(instance);
    }
    core::Result<issuing::Instance> act(const issuing::InstanceId& instance, issuing::Act act,
                                        std::uint64_t expectedVersion) override
    {
        return m_inner.act(instance, act, expectedVersion);
    }
    core::Result<issuing::Instance> correctTotal(const issuing::InstanceId& instance, std::uint32_t total,
                                                 std::uint64_t expectedVersion) override
    {
        return m_inner.correctTotal(instance, total, expectedVersion);
    }
    core::Result<issuing::Instance> poke(const issuing::InstanceId& instance) override { return m_inner.poke(instance); }
    core::Result<std::vector<issuing::Issue>> readIssues(const issuing::InstanceId& instance, std::uint32_t afterSlot,
                                                         std::size_t limit) override
    {
        return m_inner.readIssues(instance, afterSlot, limit);
    }
    core::Result<void> forget(const issuing::InstanceId& instance) override { return m_inner.forget(instance); }
    void confirmThrough(const issuing::InstanceId& instance, std::uint32_t slot) override
    {
        m_inner.confirmThrough(instance, slot);
    }
    core::Result<std::chrono::microseconds> probe() override { return m_inner.probe(); }
    core::Result<std::vector<issuing::StoreServer>> servers() override { return m_inner.servers(); }
    stock::StoreRepair* repair() override { return m_inner.repair(); }
    stock::StoreStatus status() const override { return m_inner.status(); }

private:
    stock::StockStore& m_inner;
};

} // namespace firstcome::testing
