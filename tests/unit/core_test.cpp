#include "backend/core/backoff.h"
#include "backend/core/bounded_queue.h"
#include "backend/core/may_block.h"
#include "backend/core/thread_name.h"
#include "backend/core/thread_priority.h"

#include <gtest/gtest.h>

#include <thread>

using namespace firstcome::core;
using namespace std::chrono_literals;

TEST(Backoff, DoublesUpToItsCapWithinTheUpperHalf)
{
    for (std::uint32_t seed = 1; seed <= 50; ++seed) {
        Backoff backoff(100ms, 1s, seed);
        for (const auto span : {100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms}) {
            const auto wait = backoff.next();
            EXPECT_GE(wait, span / 2);
            EXPECT_LE(wait, span);
        }
        backoff.reset();
        EXPECT_LE(backoff.next(), 100ms);
    }
}

TEST(Backoff, TwoThatFailedTogetherPart)
{
    Backoff a(10'000ms, 10'000ms, 1), b(10'000ms, 10'000ms, 2);
    int same = 0;
    for (int i = 0; i < 20; ++i)
        same += a.next() == b.next();
    EXPECT_LT(same, 5);
}

TEST(BoundedQueue, KeepsOrderAndRefusesAboveItsCount)
{
    BoundedQueue<int> queue(2, 100);
    EXPECT_EQ(queue.tryPush(1), Pushed::Yes);
    EXPECT_EQ(queue.tryPush(2), Pushed::Yes);
    EXPECT_EQ(queue.tryPush(3), Pushed::Full);
    EXPECT_EQ(queue.pop(0ms), 1);
    EXPECT_EQ(queue.tryPush(4), Pushed::Yes);
    EXPECT_EQ(queue.popUpTo(10, 0ms), (std::vector<int>{2, 4}));
    EXPECT_FALSE(queue.pop(0ms));
}

TEST(BoundedQueue, RefusesAboveItsBytesAndLeavesTheItem)
{
    BoundedQueue<std::string> queue(100, 10);
    EXPECT_EQ(queue.tryPush("abcdef", 6), Pushed::Yes);
    std::string item = "ghijk";
    EXPECT_EQ(queue.tryPush(std::move(item), 5), Pushed::Full);
    EXPECT_EQ(item, "ghijk");
    EXPECT_EQ(queue.tryPush("lmno", 4), Pushed::Yes);
    EXPECT_EQ(queue.bytes(), 10u);
    EXPECT_EQ(queue.pop(0ms), "abcdef");
    EXPECT_EQ(queue.bytes(), 4u);
    EXPECT_EQ(queue.tryPush("too large ever", 11), Pushed::Full);
}

TEST(BoundedQueue, ClosedHandsOutWhatIsLeftAndTakesNoMore)
{
    BoundedQueue<int> queue(10, 100);
    queue.tryPush(1);
    queue.close();
    EXPECT_TRUE(queue.closed());
    EXPECT_EQ(queue.tryPush(2), Pushed::Closed);
    EXPECT_EQ(queue.pop(1h), 1);
    EXPECT_FALSE(queue.pop(1h)); // closed and empty: no waiting
}

TEST(BoundedQueue, LosesAndDoublesNothingBetweenThreads)
{
    constexpr int kPushers = 3, kEach = 5'000;
    BoundedQueue<int> queue(64, 1'000);
    std::vector<std::thread> pushers;
    for (int p = 0; p < kPushers; ++p)
        pushers.emplace_back([&queue, p] {
            for (int i = 0; i < kEach; ++i)
                while (queue.tryPush(p * kEach + i, 8) != Pushed::Yes)
                    std::this_thread::yield();
        });
    std::vector<int> seen(kPushers * kEach, 0);
    std::thread popper([&queue, &seen] {
        while (true) {
            const auto items = queue.popUpTo(16, 1h);
            if (items.empty())
                return;
            for (const int item : items)
                ++seen[static_cast<std::size_t>(item)];
        }
    });
    for (auto& pusher : pushers)
        pusher.join();
    queue.close();
    popper.join();
    EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), kPushers * kEach);
}

#ifdef FIRSTCOME_DEV
TEST(MayBlockDeathTest, AbortsOnlyWhereWaitingIsForbidden)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    const MayBlock fine("reading");
    forbidBlocking();
    std::thread([] { const MayBlock alsoFine("reading elsewhere"); }).join();
    EXPECT_DEATH(const MayBlock wrong("reading the ledger"), "reading the ledger may block");
    forbidBlocking(false);
    const MayBlock fineAgain("reading");
}
#endif

TEST(ThisThread, IsNamedAndCutToFit)
{
    std::thread([] {
        nameThisThread("a-name-that-is-far-too-long");
        char name[32] = "";
        pthread_getname_np(pthread_self(), name, sizeof name);
        EXPECT_STREQ(name, "a-name-that-is-");
    }).join();
}

TEST(ThisThread, LowersItsOwnPriorityAlone)
{
    const auto own = [] { return getpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid))); };
    const int before = own();
    int lowered = 0;
    std::thread([&] {
        lowerThisThreadsPriority(before + 3);
        lowered = own();
    }).join();
    EXPECT_EQ(lowered, std::min(before + 3, 19));
    EXPECT_EQ(own(), before);
}
