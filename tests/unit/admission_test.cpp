#include "backend/issuing/admission.h"
#include "tests/support/manual_clock.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

using namespace firstcome;
using namespace firstcome::issuing;
using namespace std::chrono_literals;
using firstcome::testing::ManualClock;
using Kind = Admission::Kind;

namespace {

constexpr std::uint32_t kNoLimit = 1'000'000'000;
const ClientAddress kKim = ClientAddress::v4(203, 0, 113, 7);
const ClientAddress kLee = ClientAddress::v4(203, 0, 113, 8);
const ClientAddress kLoopback = ClientAddress::v4(127, 0, 0, 1);

core::AdmissionConfig perAddress(double perSecond, double burst)
{
    return {
        .globalPerSecond = 0, .globalBurst = 0, .perAddressPerSecond = perSecond, .perAddressBurst = burst};
}

core::AdmissionConfig global(double perSecond, double burst)
{
    return {
        .globalPerSecond = perSecond, .globalBurst = burst, .perAddressPerSecond = 0, .perAddressBurst = 0};
}

int admittedOf(Admission& admission, const ClientAddress& address, core::SteadyTime now, int tries)
{
    int admitted = 0;
    for (int i = 0; i < tries; ++i)
        admitted += admission.admit(address, now).kind == Kind::Admitted;
    return admitted;
}

} // namespace

TEST(Admission, LetsABurstInAndThenTheRate)
{
    ManualClock clock;
    Admission admission(perAddress(10, 5), kNoLimit);
    EXPECT_EQ(admittedOf(admission, kKim, clock.steady(), 20), 5);
    clock.advance(1s);
    EXPECT_EQ(admittedOf(admission, kKim, clock.steady(), 20), 5)
        << "the bucket holds no more than the burst";
    clock.advance(300ms);
    EXPECT_EQ(admittedOf(admission, kKim, clock.steady(), 20), 3);
}

TEST(Admission, SaysWhenTheNextTokenComes)
{
    ManualClock clock;
    Admission admission(perAddress(10, 1), kNoLimit);
    EXPECT_EQ(admission.admit(kKim, clock.steady()).kind, Kind::Admitted);
    const auto refused = admission.admit(kKim, clock.steady());
    EXPECT_EQ(refused.kind, Kind::Throttled);
    EXPECT_EQ(refused.retryAfter, 100ms);
    clock.advance(99ms);
    EXPECT_EQ(admission.admit(kKim, clock.steady()).retryAfter, 1ms);
    clock.advance(1ms);
    EXPECT_EQ(admission.admit(kKim, clock.steady()).kind, Kind::Admitted);
}

TEST(Admission, CountsAddressesApart)
{
    ManualClock clock;
    Admission admission(perAddress(10, 2), kNoLimit);
    EXPECT_EQ(admittedOf(admission, kKim, clock.steady(), 5), 2);
    EXPECT_EQ(admittedOf(admission, kLee, clock.steady(), 5), 2);
}

TEST(Admission, SeesAnIpv6CustomerAsOne)
{
    ManualClock clock;
    Admission admission(perAddress(10, 2), kNoLimit);
    ClientAddress first{{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1}};
    ClientAddress sameSubnet = first, otherSubnet = first;
    sameSubnet.bytes[15] = 2;
    otherSubnet.bytes[7] = 2;
    EXPECT_EQ(admittedOf(admission, first, clock.steady(), 5), 2);
    EXPECT_EQ(admittedOf(admission, sameSubnet, clock.steady(), 5), 0);
    EXPECT_EQ(admittedOf(admission, otherSubnet, clock.steady(), 5), 2);
}

TEST(Admission, HasNoLimitPerAddressForLoopback)
{
    ManualClock clock;
    Admission admission(perAddress(1, 1), kNoLimit);
    ClientAddress v6Loopback;
    v6Loopback.bytes[15] = 1;
    EXPECT_EQ(admittedOf(admission, kLoopback, clock.steady(), 1000), 1000);
    EXPECT_EQ(admittedOf(admission, ClientAddress::v4(127, 8, 9, 1), clock.steady(), 1000), 1000);
    EXPECT_EQ(admittedOf(admission, v6Loopback, clock.steady(), 1000), 1000);
}

TEST(Admission, HoldsTheGlobalRateForLoopbackToo)
{
    ManualClock clock;
    Admission admission(global(100, 10), kNoLimit);
    EXPECT_EQ(admittedOf(admission, kLoopback, clock.steady(), 50) +
                  admittedOf(admission, kKim, clock.steady(), 50),
              10);
}

TEST(Admission, DoesNotSpendTheGlobalTokensOnAFloodingAddress)
{
    ManualClock clock;
    Admission admission(
        {.globalPerSecond = 10, .globalBurst = 10, .perAddressPerSecond = 1, .perAddressBurst = 1}, kNoLimit);
    EXPECT_EQ(admittedOf(admission, kKim, clock.steady(), 1000), 1);
    EXPECT_EQ(admission.admit(kLee, clock.steady()).kind, Kind::Admitted);
}

TEST(Admission, TakesOneSecondsWorthWhereNoBurstIsGiven)
{
    ManualClock clock;
    Admission admission(global(40, 0), kNoLimit);
    EXPECT_EQ(admittedOf(admission, kKim, clock.steady(), 100), 40);
}

TEST(Admission, RefusesMoreInFlightThanAllowed)
{
    ManualClock clock;
    Admission admission(perAddress(0, 0), 3);
    EXPECT_EQ(admittedOf(admission, kKim, clock.steady(), 10), 3);
    EXPECT_EQ(admission.admit(kKim, clock.steady()).kind, Kind::Overloaded);
    EXPECT_EQ(admission.inFlight(), 3u);
    admission.release();
    EXPECT_EQ(admittedOf(admission, kKim, clock.steady(), 10), 1);
}

TEST(Admission, ForgetsTheQuietestAddressWhereTheTableIsFull)
{
    ManualClock clock;
    Admission admission(perAddress(1, 1), kNoLimit, 8); // one set of eight
    for (std::uint8_t i = 0; i < 8; ++i) {
        EXPECT_EQ(admittedOf(admission, ClientAddress::v4(10, 0, 0, i), clock.steady(), 3), 1);
        clock.advance(1ms);
    }
    EXPECT_EQ(admittedOf(admission, ClientAddress::v4(10, 0, 0, 100), clock.steady(), 3), 1)
        << "takes the place of 10.0.0.0";
    EXPECT_EQ(admittedOf(admission, ClientAddress::v4(10, 0, 0, 7), clock.steady(), 3), 0)
        << "still remembered";
    EXPECT_EQ(admittedOf(admission, ClientAddress::v4(10, 0, 0, 0), clock.steady(), 3), 1) << "forgotten";
}

TEST(Admission, GivesNoTokenTwiceToThreadsThatRace)
{
    ManualClock clock;
    Admission admission(
        {.globalPerSecond = 1000, .globalBurst = 500, .perAddressPerSecond = 0, .perAddressBurst = 0},
        kNoLimit);
    std::atomic<int> admitted{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] { admitted += admittedOf(admission, kKim, clock.steady(), 1000); });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(admitted, 500);
}
