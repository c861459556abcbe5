#include "backend/spike/validity.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

using namespace firstcome::spike;
using testing::ElementsAre;

namespace {

ValidityEvidence fine()
{
    static const std::vector<double> cpu(20, 40);
    ValidityEvidence evidence;
    evidence.requests = 1000;
    evidence.replies = 1000;
    evidence.busiestCpu = cpu;
    evidence.lateP99Ms = 0.6;
    evidence.dueArrivals = 1000;
    evidence.openFilesLimit = 4096;
    evidence.openFilesNeeded = 600;
    return evidence;
}

} // namespace

TEST(Validity, AQuietGeneratorIsValid)
{
    const auto verdict = judgeValidity(fine());
    EXPECT_EQ(verdict.validity, Validity::Valid);
    EXPECT_TRUE(verdict.reasons.empty());
}

TEST(Validity, ABusyTenthOfTheSecondsIsTooMuch)
{
    std::vector<double> cpu(20, 40);
    cpu[3] = 100;
    auto evidence = fine();
    evidence.busiestCpu = cpu;
    EXPECT_EQ(judgeValidity(evidence).validity, Validity::Valid); // one second of twenty
    cpu[4] = cpu[5] = 93;
    const auto verdict = judgeValidity(evidence);
    EXPECT_EQ(verdict.validity, Validity::GeneratorLimited);
    EXPECT_THAT(verdict.reasons, ElementsAre("generator_cpu 93 %"));
}

TEST(Validity, NamesEveryLimitOfTheGenerator)
{
    auto evidence = fine();
    evidence.lateP99Ms = 61.2;
    evidence.droppedArrivals = 2;
    evidence.openFilesLimit = 500;
    evidence.noPort = 3;
    const auto verdict = judgeValidity(evidence);
    EXPECT_EQ(verdict.validity, Validity::GeneratorLimited);
    EXPECT_THAT(verdict.reasons, ElementsAre("scheduler_late 61 ms", "dropped_arrivals 2",
                                             "open_files 500 600", "local_ports 3"));
    evidence = fine();
    evidence.droppedArrivals = 1; // a thousandth
    EXPECT_EQ(judgeValidity(evidence).validity, Validity::Valid);
    evidence.noDescriptor = 1;
    EXPECT_EQ(judgeValidity(evidence).validity, Validity::GeneratorLimited);
}

TEST(Validity, NothingMeasuredIsInvalid)
{
    auto evidence = fine();
    evidence.replies = 0;
    EXPECT_THAT(judgeValidity(evidence).reasons, ElementsAre("no_replies"));
    evidence.requests = 0;
    EXPECT_THAT(judgeValidity(evidence).reasons, ElementsAre("no_requests"));
    evidence = fine();
    evidence.aborted = true;
    evidence.recordFailed = true;
    evidence.lateP99Ms = 100;
    const auto verdict = judgeValidity(evidence);
    EXPECT_EQ(verdict.validity, Validity::Invalid);
    EXPECT_THAT(verdict.reasons, ElementsAre("aborted", "record_failed", "scheduler_late 100 ms"));
}
