#include "backend/core/repeating_thread.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

using namespace firstcome;
using namespace std::chrono_literals;

TEST(RepeatingThread, StepsAgainAndAgainUntilItIsStoppedAndThenDoesTheLast)
{
    std::atomic<int> steps = 0;
    std::promise<void> third;
    std::thread::id on, lastOn;
    core::RepeatingThread thread("again", [&] {
        on = std::this_thread::get_id();
        if (++steps == 3)
            third.set_value();
        return steps < 3 ? 1ms : 1h;
    });
    thread.start();
    third.get_future().wait();
    thread.stop([&] { lastOn = std::this_thread::get_id(); }); // and does not wait for the hour
    EXPECT_EQ(steps, 3);
    EXPECT_EQ(lastOn, on);
    EXPECT_NE(on, std::this_thread::get_id());
}

TEST(RepeatingThread, MayBeStoppedWhereItWasNeverStarted)
{
    bool stepped = false, ended = false;
    {
        core::RepeatingThread thread("never", [&] {
            stepped = true;
            return 1ms;
        });
        thread.stop([&] { ended = true; });
    }
    EXPECT_FALSE(stepped);
    EXPECT_FALSE(ended);
}
