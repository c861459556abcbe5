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
    const auto snapshot = local::SnapshotBuilder("cluster", "seoul-1").build(std::move(inputs));
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
