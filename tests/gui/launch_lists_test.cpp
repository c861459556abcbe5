#include "models/event_list_model.h"
#include "models/go_no_go_model.h"
#include "models/timeline_model.h"
#include "tests/gui/support/model_test.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace firstcome;
using namespace firstcome::models;
using namespace firstcome::testing;
using issuing::EventState;
using issuing::GoLine;
using namespace std::chrono_literals;

/// The lists of the Launch page: events, go/no-go lines and the timeline, told row by row.
class LaunchListsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theListKeepsItsRows();
    void theListTellsSmallChangesRowByRowAndLargeOnesAtOnce();
    void goNoGoStaysAsItStoodAtOpening();
    void goNoGoCountsEachLineOnce();
    void theTimelineAddsOnlyWhatIsNew();
    void theTimelineReadsOnBackwards();
};

void LaunchListsTest::theListKeepsItsRows()
{
    ModelBench bench(openScene());
    EventListModel list;
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    list.update(*bench.backend.snapshot());
    QCOMPARE(list.rowCount(), 4);
    const QPersistentModelIndex newYear = list.index(2);
    QCOMPARE(newYear.data(EventListModel::CouponIdRole).toString(), QStringLiteral("NY-2027"));

    bench.edit([](Scene& scene) {
        auto& events = scene.snapshot.events;
        EventView added;
        added.event.draft.couponId = coupon("NEW");
        added.shownName = "New";
        events.erase(events.begin());
        events.push_back(added);
    });
    list.update(*bench.backend.snapshot());
    QCOMPARE(list.rowCount(), 4);
    QVERIFY(newYear.isValid());
    QCOMPARE(newYear.row(), 1);
    QCOMPARE(list.rowOf(coupon("NEW")), std::optional(3));
    QVERIFY(!list.rowOf(coupon("XMAS-2026")));
}

void LaunchListsTest::theListTellsSmallChangesRowByRowAndLargeOnesAtOnce()
{
    ModelBench bench(openScene());
    EventListModel list;
    list.update(*bench.backend.snapshot());
    QSignalSpy changes(&list, &QAbstractItemModel::dataChanged);
    list.update(*bench.backend.snapshot());
    QCOMPARE(changes.count(), 0);

    bench.edit([](Scene& scene) {
        scene.snapshot.events[0].shownName = "a";
        scene.snapshot.events[2].shownName = "b";
    });
    list.update(*bench.backend.snapshot());
    QCOMPARE(changes.count(), 2);

    changes.clear();
    bench.edit([](Scene& scene) {
        for (const int row : {0, 1, 3})
            scene.snapshot.events[static_cast<std::size_t>(row)].shownName += "+";
    });
    list.update(*bench.backend.snapshot());
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 0);
    QCOMPARE(changes[0][1].toModelIndex().row(), 3);
}

void LaunchListsTest::goNoGoStaysAsItStoodAtOpening()
{
    ModelBench bench(heldScene());
    GoNoGoModel lines;
    QAbstractItemModelTester tester(&lines, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto show = [&] {
        const auto snapshot = bench.backend.snapshot();
        lines.update(&snapshot->events.front(), snapshot->takenAt);
    };
    show();
    QVERIFY(lines.live());
    QCOMPARE(lines.rowCount(), 8);
    QCOMPARE(lines.firstForbidding(), std::optional(GoLine::StockAsPlanned));
    QCOMPARE(lines.index(1).data(GoNoGoModel::MissingStockRole).toLongLong(), 2000);
    bench.edit([](Scene& scene) { christmas(scene).goNoGo.reset(); });
    show();
    QVERIFY(!lines.live());
    QCOMPARE(lines.rowCount(), 8);
    const auto snapshot = bench.backend.snapshot();
    lines.update(&snapshot->events[2], snapshot->takenAt);
    QCOMPARE(lines.rowCount(), 0);
}

void LaunchListsTest::goNoGoCountsEachLineOnce()
{
    ModelBench bench(heldScene());
    GoNoGoModel lines;
    const auto snapshot = bench.backend.snapshot();
    lines.update(&snapshot->events.front(), snapshot->takenAt);
    const auto counts = lines.counts();
    QCOMPARE(counts.go, 5);
    QCOMPARE(counts.waived, 1);
    QCOMPARE(counts.noGo, 1);
    QCOMPARE(counts.unknown, 1);
    QCOMPARE(counts.go + counts.waived + counts.warning + counts.noGo + counts.unknown, lines.rowCount());
}

void LaunchListsTest::theTimelineAddsOnlyWhatIsNew()
{
    ModelBench bench(openScene());
    TimelineModel timeline(bench.model);
    QAbstractItemModelTester tester(&timeline, QAbstractItemModelTester::FailureReportingMode::QtTest);
    timeline.select(coupon("XMAS-2026"));
    const int before = timeline.rowCount();
    QCOMPARE(before, 7);
    bench.edit([](Scene& scene) {
        auto other = scene.snapshot.recentTimeline.front();
        ++other.id;
        other.couponId = coupon("FREE-SHIP");
        auto own = scene.snapshot.recentTimeline.front();
        own.id = other.id + 1;
        own.code = "paused";
        auto& all = scene.snapshot.recentTimeline;
        all.insert(all.begin(), {own, other});
    });
    QSignalSpy inserted(&timeline, &QAbstractItemModel::rowsInserted);
    timeline.update(*bench.backend.snapshot());
    timeline.update(*bench.backend.snapshot());
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(timeline.rowCount(), before + 1);
    QCOMPARE(timeline.index(0).data(TimelineModel::CodeRole).toString(), QStringLiteral("paused"));
}

void LaunchListsTest::theTimelineReadsOnBackwards()
{
    ModelBench bench(openScene());
    TimelineModel timeline(bench.model);
    timeline.select(coupon("XMAS-2026"));
    bench.backend.setScript([](const Command& command) -> std::optional<core::Result<Reply>> {
        const auto* read = std::get_if<ReadTimeline>(&command);
        if (!read)
            return std::nullopt;
        issuing::TimelineEntry older;
        older.id = read->before - 1;
        older.code = "created";
        return core::Result<Reply>(Reply(std::vector{older}));
    });
    QVERIFY(timeline.canFetchMore({}));
    timeline.fetchMore({});
    QVERIFY(!timeline.canFetchMore({}));
    bench.settle();
    QCOMPARE(timeline.rowCount(), 8);
    QCOMPARE(timeline.index(7).data(TimelineModel::CodeRole).toString(), QStringLiteral("created"));
    QVERIFY(!timeline.canFetchMore({}));
}

QTEST_GUILESS_MAIN(LaunchListsTest)
#include "launch_lists_test.moc"
