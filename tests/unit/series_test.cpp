#include "backend/telemetry/series_files.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace firstcome;
using namespace firstcome::telemetry;
using issuing::InstanceId;

namespace {

constexpr std::int64_t kFirst = 18'000'000'000; ///< begins a 10-s column

ServerTick serverTick(std::int64_t index, std::uint32_t requests, float ms = kUnknown)
{
    ServerTick tick;
    tick.index = index;
    tick.requests = tick.peakRequests = requests;
    tick.p50Ms = tick.p95Ms = tick.p99Ms = tick.maxMs = ms;
    tick.stageP95Ms.fill(ms);
    return tick;
}

InstanceTick instanceTick(std::int64_t index, const InstanceId& instance, std::uint32_t accepted,
                          std::int64_t remaining, std::int64_t outbox)
{
    InstanceTick tick;
    tick.index = index;
    tick.instance = instance;
    tick.verdicts[0] = accepted;
    tick.remaining = remaining;
    tick.outbox = outbox;
    return tick;
}

void addSeconds(SeriesStore& store, std::int64_t from, int ticks, const InstanceId& instance)
{
    for (std::int64_t i = from; i < from + ticks; ++i) {
        const std::vector<InstanceTick> instances{
            instanceTick(i, instance, 2, 100'000'000 - i % 1000, i % 7)};
        store.add(serverTick(i, 2, static_cast<float>(i % 13)), instances);
    }
}

/// What is told of a store through every resolution.
std::string told(const SeriesStore& store)
{
    std::ostringstream text;
    for (const auto& resolution : kResolutions) {
        const auto server = store.readServer(0, INT64_MAX, resolution.step);
        const auto instances = store.readInstances(0, INT64_MAX, resolution.step);
        for (const auto& row : *server) {
            text << resolution.name << ' ' << row.index;
            for (const auto& m : row.measures)
                text << ' ' << m.min << '/' << m.max << '/' << m.sum << '/' << m.count;
            text << '\n';
        }
        for (const auto& row : *instances) {
            text << resolution.name << ' ' << row.index << ' ' << row.instance.str();
            for (const auto& m : row.measures)
                text << ' ' << m.min << '/' << m.max << '/' << m.sum << '/' << m.count;
            text << '\n';
        }
    }
    return text.str();
}

std::vector<std::filesystem::path> files(const std::filesystem::path& directory, std::string_view prefix)
{
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        if (entry.path().filename().string().starts_with(prefix))
            found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

std::string contents(const std::filesystem::path& file)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

} // namespace

TEST(SeriesStore, GivesBackEachTickAsItWas)
{
    SeriesStore store;
    const auto instance = InstanceId::random();
    store.add(serverTick(kFirst, 5, 1.5f), std::vector{instanceTick(kFirst, instance, 5, 99'999'999, 3)});
    store.add(serverTick(kFirst + 1, 0), {});
    const auto history = store.readHistory(kFirst, kFirst + 2, 1);
    ASSERT_EQ(history->serverTicks.size(), 2u);
    EXPECT_EQ(history->serverTicks[0].requests, 5u);
    EXPECT_EQ(history->serverTicks[0].p95Ms, 1.5f);
    EXPECT_EQ(history->serverTicks[0].stageP95Ms[2], 1.5f);
    EXPECT_TRUE(std::isnan(history->serverTicks[1].p95Ms));
    ASSERT_EQ(history->instanceTicks.size(), 1u);
    EXPECT_EQ(history->instanceTicks[0].instance, instance);
    EXPECT_EQ(history->instanceTicks[0].remaining, 99'999'999); // exact, not as a float
    EXPECT_EQ(history->instanceTicks[0].outbox, 3);
    EXPECT_EQ(history->instanceTicks[0].ledger, -1);
}

TEST(SeriesStore, AveragesNoPeakAway)
{
    SeriesStore store;
    const auto instance = InstanceId::random();
    for (std::int64_t i = 0; i < 200; ++i) {
        const bool peak = i == 37;
        store.add(
            serverTick(kFirst + i, peak ? 900 : 1, peak ? 250.f : 2.f),
            std::vector{instanceTick(kFirst + i, instance, peak ? 900 : 1, peak ? 0 : 50, peak ? 800 : 4)});
    }
    const auto seconds = store.readHistory(kFirst, kFirst + 200, 10);
    ASSERT_EQ(seconds->serverTicks.size(), 20u);
    EXPECT_EQ(seconds->serverTicks[3].index, kFirst + 30);
    EXPECT_EQ(seconds->serverTicks[3].requests, 909u);
    EXPECT_EQ(seconds->serverTicks[3].peakRequests, 900u);
    EXPECT_EQ(seconds->serverTicks[3].p99Ms, 250.f);
    EXPECT_EQ(seconds->serverTicks[4].p99Ms, 2.f);

    const auto tens = store.readServer(kFirst, kFirst + 100, 100);
    ASSERT_EQ(tens->size(), 1u);
    EXPECT_EQ(tens->at(0).measures[0], (Measure{1, 900, 999, 100}));
    EXPECT_EQ(tens->at(0).measures[3], (Measure{2, 250, 448, 100}));
    const auto instances = store.readHistory(kFirst, kFirst + 100, 100)->instanceTicks;
    EXPECT_EQ(instances.at(0).remaining, 0);
    EXPECT_EQ(instances.at(0).outbox, 800);
    EXPECT_EQ(instances.at(0).verdicts[0], 999u);
}

TEST(SeriesStore, KnowsOnlyTheStepsThereAre)
{
    const SeriesStore store;
    const auto history = store.readHistory(0, 1, 5);
    ASSERT_FALSE(history);
    EXPECT_EQ(history.error().kind, core::ErrorKind::InvalidArgument);
    EXPECT_EQ(history.error().code, "bad_step");
}

TEST(SeriesStore, KeepsEachWidthAsLongAsItReaches)
{
    SeriesStore store;
    for (std::int64_t i = 0; i < 20'000; ++i)
        store.add(serverTick(kFirst + i, 1), {});
    EXPECT_EQ(store.readServer(0, INT64_MAX, 1)->size(), 6'001u); // and the one being filled
    EXPECT_EQ(store.readServer(0, INT64_MAX, 1)->front().index, kFirst + 13'999);
    EXPECT_EQ(store.readServer(0, INT64_MAX, 10)->size(), 2'000u);
    EXPECT_EQ(store.readServer(0, INT64_MAX, 100)->size(), 200u);
    // A jump of seven days and one column leaves nothing but the newest.
    store.add(serverTick(kFirst + 7 * 864'000 + 20'100, 1), {});
    for (const int step : {1, 10, 100})
        EXPECT_EQ(store.readServer(0, INT64_MAX, step)->size(), 1u) << step;
}

TEST(SeriesStore, AColumnsGapsStayGaps)
{
    SeriesStore store;
    store.add(serverTick(kFirst, 1), {});
    store.add(serverTick(kFirst + 50, 1), {});
    const auto rows = store.readServer(0, INT64_MAX, 10);
    ASSERT_EQ(rows->size(), 2u);
    EXPECT_EQ(rows->at(1).index, kFirst + 50);
}

TEST(SeriesStore, AClockSetBackRewritesWhatLiesAfterIt)
{
    SeriesStore store;
    for (std::int64_t i = 0; i < 100; ++i)
        store.add(serverTick(kFirst + i, 1), {});
    for (std::int64_t i = 40; i < 60; ++i)
        store.add(serverTick(kFirst + i, 7), {});
    const auto ticks = store.readHistory(0, INT64_MAX, 1)->serverTicks;
    ASSERT_EQ(ticks.size(), 60u);
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        EXPECT_EQ(ticks[i].index, kFirst + static_cast<std::int64_t>(i));
        EXPECT_EQ(ticks[i].requests, i < 40 ? 1u : 7u);
    }
}

TEST(SeriesRecord, RoundTripsAndRefusesEveryFlippedByte)
{
    SeriesStore store;
    const auto instance = InstanceId::random();
    addSeconds(store, kFirst, 100, instance);
    const auto row = store.readInstances(kFirst, kFirst + 100, 10)->at(0);
    std::string bytes;
    appendRecord(bytes, row);
    SeriesRecordReader reader(bytes);
    EXPECT_EQ(reader.next(), SeriesRecord(row));
    EXPECT_EQ(reader.position(), bytes.size());
    EXPECT_FALSE(reader.next());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
        EXPECT_FALSE(SeriesRecordReader(damaged).next()) << i;
        EXPECT_FALSE(SeriesRecordReader(bytes.substr(0, i)).next()) << i;
    }
}

TEST(SeriesFiles, ARestartChangesNothing)
{
    const firstcome::testing::TemporaryDirectory directory;
    const auto instance = InstanceId::random();
    std::int64_t next = kFirst;
    for (const int ticks : {237, 1, 500, 33}) { // each a life of the program
        SeriesStore store;
        SeriesFiles files(directory.path() / "series");
        ASSERT_TRUE(files.load(store));
        addSeconds(store, next, ticks, instance);
        // The newest tick of a life is not complete, so not written: the next life begins with it again.
        next += ticks - 1;
        ASSERT_TRUE(files.append(store.takeUnwritten()));
    }
    SeriesStore store;
    SeriesFiles files(directory.path() / "series");
    ASSERT_TRUE(files.load(store));
    addSeconds(store, next, 1, instance);

    SeriesStore unbroken;
    addSeconds(unbroken, kFirst, static_cast<int>(next - kFirst + 1), instance);
    EXPECT_EQ(unbroken.readServer(0, INT64_MAX, 1)->size(), 768u);
    EXPECT_TRUE(told(store) == told(unbroken));
}

TEST(SeriesFiles, ATornEndLosesOnlyItself)
{
    const firstcome::testing::TemporaryDirectory directory;
    const auto instance = InstanceId::random();
    {
        SeriesStore store;
        SeriesFiles writer(directory.path());
        ASSERT_TRUE(writer.load(store));
        addSeconds(store, kFirst, 50, instance);
        ASSERT_TRUE(writer.append(store.takeUnwritten()));
    }
    const auto file = files(directory.path(), "100ms-").at(0);
    const auto whole = contents(file);
    for (std::size_t cut = whole.size() - 200; cut < whole.size(); cut += 7) {
        std::ofstream(file, std::ios::binary | std::ios::trunc) << whole.substr(0, cut);
        SeriesStore store;
        SeriesFiles again(directory.path());
        ASSERT_TRUE(again.load(store));
        const auto before = store.readServer(0, INT64_MAX, 1)->size();
        EXPECT_GE(before, 44u) << cut;
        EXPECT_LE(before, 49u) << cut;
        // What is written now must be found behind the cut.
        addSeconds(store, kFirst + 60, 3, instance);
        ASSERT_TRUE(again.append(store.takeUnwritten()));
        SeriesStore third;
        SeriesFiles reader(directory.path());
        ASSERT_TRUE(reader.load(third));
        EXPECT_EQ(third.readServer(0, INT64_MAX, 1)->size(), before + 2) << cut;
    }
}

TEST(SeriesFiles, OtherFilesAreNeitherReadNorHarmed)
{
    const firstcome::testing::TemporaryDirectory directory;
    std::ofstream(directory.path() / "100ms-00000007.series") << "something else altogether";
    std::ofstream(directory.path() / "100ms-x.series") << "note";
    std::ofstream(directory.path() / "1s-00000001.series") << "";
    SeriesStore store;
    SeriesFiles writer(directory.path());
    ASSERT_TRUE(writer.load(store));
    EXPECT_TRUE(store.readServer(0, INT64_MAX, 1)->empty());
    addSeconds(store, kFirst, 30, InstanceId::random());
    ASSERT_TRUE(writer.append(store.takeUnwritten()));
    EXPECT_EQ(contents(directory.path() / "100ms-x.series"), "note");
    EXPECT_TRUE(std::filesystem::exists(directory.path() / "100ms-00000008.series"));
    SeriesStore again;
    SeriesFiles reader(directory.path());
    ASSERT_TRUE(reader.load(again));
    EXPECT_EQ(again.readServer(0, INT64_MAX, 1)->size(), 29u);
}

TEST(SeriesFiles, OldSegmentsAreDropped)
{
    const firstcome::testing::TemporaryDirectory directory;
    SeriesStore store;
    SeriesFiles writer(directory.path());
    ASSERT_TRUE(writer.load(store));
    for (std::int64_t i = 0; i < 40'000; ++i) {
        store.add(serverTick(kFirst + i, 1), {});
        if (i % 500 == 0) {
            ASSERT_TRUE(writer.append(store.takeUnwritten()));
        }
    }
    const auto fine = files(directory.path(), "100ms-");
    EXPECT_GE(fine.size(), 4u);
    EXPECT_LE(fine.size(), 6u);
    SeriesStore again;
    SeriesFiles reader(directory.path());
    ASSERT_TRUE(reader.load(again));
    EXPECT_EQ(again.readServer(kFirst + 34'000, kFirst + 39'000, 1)->size(), 5'000u);
    EXPECT_EQ(again.readServer(0, kFirst + 39'000, 10)->size(), 3'900u);
}

TEST(SeriesFiles, AFailingDirectoryIsSaidAndRecoveredFrom)
{
    const firstcome::testing::TemporaryDirectory directory;
    const auto place = directory.path() / "series";
    std::ofstream(place) << "in the way";
    SeriesStore store;
    SeriesFiles writer(place);
    const auto loaded = writer.load(store);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, "series_unreadable");
    addSeconds(store, kFirst, 20, InstanceId::random());
    for (int i = 0; i < 3; ++i) {
        addSeconds(store, kFirst + 20 + i, 1, InstanceId::random());
        const auto written = writer.append(store.takeUnwritten());
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().code, "series_unwritable");
    }
    std::filesystem::remove(place);
    addSeconds(store, kFirst + 30, 20, InstanceId::random());
    EXPECT_TRUE(writer.append(store.takeUnwritten()));
    EXPECT_EQ(files(place, "100ms-").size(), 1u);
}
