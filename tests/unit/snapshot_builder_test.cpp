#include "backend/local/snapshot_builder.h"

#include <gtest/gtest.h>

using namespace firstcome;

namespace {

/// What a snapshot says of a store that answers.
PartStatus partOf(const stock::Durability& durability)
{
    local::SnapshotInputs inputs;
    auto desk = std::make_shared<local::DeskState>();
    desk->loaded = true;
    inputs.desk = std::move(desk);
    inputs.storeAfter.health = stock::StoreHealth::Ready;
    inputs.storeAfter.durability = durability;
    const auto snapshot = local::SnapshotBuilder("cluster", "seoul-1", 1'000).build(std::move(inputs));
    EXPECT_EQ(snapshot->durability.damagedPlaces, durability.damagedPlaces);
    return snapshot->store;
}

} // namespace

TEST(SnapshotBuilder, ADamagedJournalIsAWarningWithItsNumber)
{
    stock::Durability durability{"everysec+journal", "yes", "everysec"};
    EXPECT_EQ(partOf(durability).health, PartHealth::Fine);
    durability.damagedPlaces = 3;
    EXPECT_EQ(partOf(durability).health, PartHealth::Warning);
    EXPECT_EQ(partOf(durability).code, "journal_damaged");
    EXPECT_EQ(partOf(durability).detail, "3");
    durability.appendOnly = "no";
    EXPECT_EQ(partOf(durability).code, "durability_differs") << "can be mended now";
}

namespace {

/// What a snapshot says of a store with one event, of which so many issues wait for the log.
PartStatus partWithWaiting(std::uint32_t waiting, issuing::EventState state, bool isOwnLog)
{
    local::SnapshotInputs inputs;
    auto desk = std::make_shared<local::DeskState>();
    desk->loaded = true;
    inputs.desk = std::move(desk);
    auto& store = inputs.storeAfter;
    store.health = stock::StoreHealth::Ready;
    store.durability = {"everysec+journal", "yes", "everysec"};
    issuing::Instance instance;
    instance.id = issuing::InstanceId::random();
    instance.state = state;
    instance.total = 100'000;
    instance.issued = 5'000 + waiting;
    if (isOwnLog)
        inputs.progress[instance.id].consumed = 5'000;
    else
        store.published[instance.id] = 5'000;
    store.instances.push_back(instance);
    return local::SnapshotBuilder("cluster", "seoul-1", 1'000).build(std::move(inputs))->store;
}

} // namespace

TEST(SnapshotBuilder, AnOutboxThatFillsIsToldBeforeAndWhenItIsFull)
{
    for (const bool isOwnLog : {false, true}) {
        const auto open = [&](std::uint32_t waiting) {
            return partWithWaiting(waiting, issuing::EventState::Open, isOwnLog);
        };
        EXPECT_EQ(open(499).health, PartHealth::Fine);
        EXPECT_EQ(open(500).health, PartHealth::Warning);
        EXPECT_EQ(open(999).code, "outbox_filling");
        EXPECT_EQ(open(999).detail, "99");
        EXPECT_EQ(open(1'000).health, PartHealth::Critical);
        EXPECT_EQ(open(1'000).code, "outbox_full");
        EXPECT_EQ(partWithWaiting(1'000, issuing::EventState::Paused, isOwnLog).health, PartHealth::Fine)
            << "nobody is refused for it";
    }
}
