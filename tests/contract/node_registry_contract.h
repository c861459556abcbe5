#pragma once

#include "tests/contract/event_directory_contract.h"

// What every directory promises of the nodes that share it.

namespace firstcome::testing {

TEST_P(EventDirectoryContract, WhatLiveNodesHaveInHandIsKnownToAll)
{
    const auto registry = m_harness->makeRegistry();
    ASSERT_TRUE(registry->open());
    const NodeSelf self{"a", InstanceId::random().str(), "test", "", ""};
    const auto mine = InstanceId::random(), orphan = InstanceId::random();
    ASSERT_TRUE(m_directory->claimInstance(mine, self.session));
    ASSERT_TRUE(m_directory->claimInstance(mine, self.session));
    ASSERT_TRUE(m_directory->claimInstance(orphan, InstanceId::random().str()));
    EXPECT_TRUE(m_directory->claimedInstances()->empty()) << "nobody of that session was heard of";
    ASSERT_TRUE(registry->enroll(self));
    EXPECT_EQ(m_directory->claimedInstances().value(), std::vector{mine});
    ASSERT_TRUE(m_harness->run("UPDATE nodes SET beat_at = beat_at - 61000000"));
    EXPECT_TRUE(m_directory->claimedInstances()->empty()) << "silent for too long";
    ASSERT_TRUE(registry->beat(self));
    EXPECT_EQ(m_directory->claimedInstances()->size(), 1u);
    ASSERT_TRUE(m_directory->releaseInstance(mine));
    ASSERT_TRUE(m_directory->releaseInstance(mine));
    EXPECT_TRUE(m_directory->claimedInstances()->empty());
    registry->close();
}

TEST_P(EventDirectoryContract, OnlyWhoseNameItIsLearnsWhoLives)
{
    const auto registry = m_harness->makeRegistry();
    ASSERT_TRUE(registry->open());
    const NodeSelf self{"a", InstanceId::random().str(), "test", "", ""}, b{"b", InstanceId::random().str(), "", "", ""};
    EXPECT_EQ(issuing::liveNodes(*registry, "a", self.session).error().code, "node_not_enrolled");
    ASSERT_TRUE(registry->enroll(self));
    ASSERT_TRUE(registry->enroll(b));
    EXPECT_EQ(issuing::liveNodes(*registry, "a", self.session).value(), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(issuing::liveNodes(*registry, "a", InstanceId::random().str()).error().code, "node_not_enrolled")
        << "a twin that waits for the name";
    registry->close();
}

TEST_P(EventDirectoryContract, ANameInTheFleetIsOneRunsAtATime)
{
    const auto registry = m_harness->makeRegistry(), other = m_harness->makeRegistry();
    ASSERT_TRUE(registry->open());
    ASSERT_TRUE(other->open());
    NodeSelf first{"seoul-1", InstanceId::random().str(), "firstcome-node 1", "10.0.0.1:80", "{\"a\":1}"};
    NodeSelf second{"seoul-1", InstanceId::random().str(), "firstcome-node 2", "10.0.0.2:80", ""};
    ASSERT_TRUE(registry->enroll(first));
    ASSERT_TRUE(registry->enroll(first)) << "by the same run";
    const auto refused = other->enroll(second);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, core::ErrorKind::Conflict);
    EXPECT_EQ(refused.error().code, "node_in_use");
    EXPECT_NE(refused.error().detail.find("seoul-1"), std::string::npos);
    EXPECT_NE(refused.error().detail.find("10.0.0.1:80"), std::string::npos);

    second.before = InstanceId::random().str();
    EXPECT_FALSE(other->enroll(second)) << "the run before it was not this one";
    NodeSelf again = first;
    again.session = InstanceId::random().str();
    again.before = first.session;
    ASSERT_TRUE(other->enroll(again)) << "its own run before, which was killed";
    ASSERT_TRUE(registry->enroll(first = {"seoul-1", first.session, "", "", "", again.session}));

    ASSERT_TRUE(m_harness->run("UPDATE nodes SET beat_at = beat_at - 6000000"));
    ASSERT_TRUE(other->enroll(second)) << "its holder has been silent";
    const auto late = registry->beat(first);
    ASSERT_FALSE(late) << "it woke up, and its name is another's";
    EXPECT_EQ(late.error().code, "node_in_use");
    ASSERT_TRUE(registry->leave(first));
    EXPECT_EQ(other->nodes()->size(), 1u) << "the line is no more its own";
    ASSERT_TRUE(other->leave(second));
    EXPECT_TRUE(other->nodes()->empty());
    registry->close();
    other->close();
}

TEST_P(EventDirectoryContract, ShowsEachNodeWithItsAgeOnTheDatabasesClock)
{
    const auto registry = m_harness->makeRegistry();
    ASSERT_TRUE(registry->open());
    NodeSelf a{"a", InstanceId::random().str(), "firstcome-node 1", "", ""};
    const NodeSelf b{"b", InstanceId::random().str(), "firstcome-node 1", "10.0.0.2:80", ""};
    ASSERT_TRUE(registry->enroll(b));
    ASSERT_TRUE(registry->enroll(a));
    ASSERT_TRUE(m_harness->run("UPDATE nodes SET beat_at = beat_at - 30000000 WHERE node = 'b'"));
    a.address = "10.0.0.1:80";
    a.summary = R"({"requestsPerSecond":12.5})";
    ASSERT_TRUE(registry->beat(a));
    const auto nodes = registry->nodes();
    ASSERT_TRUE(nodes);
    ASSERT_EQ(nodes->size(), 2u);
    const auto& first = nodes->front();
    EXPECT_EQ(first.node, "a");
    EXPECT_EQ(first.session, a.session);
    EXPECT_EQ(first.program, a.program);
    EXPECT_EQ(first.address, a.address);
    EXPECT_EQ(first.summary, a.summary);
    EXPECT_GT(first.startedAt, at(1'600'000'000));
    EXPECT_GE(nodes->back().age, std::chrono::seconds(30));
    EXPECT_FALSE(nodes->back().isLive());
    ASSERT_TRUE(m_harness->run("UPDATE nodes SET beat_at = beat_at - 90000000000 WHERE node = 'b'"));
    ASSERT_TRUE(registry->enroll(a));
    EXPECT_EQ(registry->nodes()->size(), 1u) << "silent for more than a day";
    registry->close();
    EXPECT_EQ(registry->nodes().error().code, "directory_down");
}

} // namespace firstcome::testing
