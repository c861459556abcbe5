#include "models/audit_view_model.h"
#include "models/event_list_model.h"
#include "models/go_no_go_model.h"
#include "models/launch_view_model.h"
#include "models/timeline_model.h"
#include "tests/gui/support/model_test.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace firstcome;
using namespace firstcome::models;
using namespace firstcome::testing;
using issuing::Act;
using issuing::EventState;
using issuing::GoLine;
using namespace std::chrono_literals;

namespace {

issuing::CouponId coupon(const char* text)
{
    return *issuing::CouponId::parse(text);
}

EventView& christmas(Scene& scene)
{
    return scene.snapshot.events.front();
}

ActBar barAt(const LaunchViewModel& launch, ActPlace place)
{
    return launch.slots()[static_cast<std::size_t>(place)].bar;
}

Act actAt(const LaunchViewModel& launch, ActPlace place)
{
    return launch.slots()[static_cast<std::size_t>(place)].act;
}

std::optional<Act> suggested(const LaunchViewModel& launch)
{
    for (const auto& slot : launch.slots())
        if (slot.suggested)
            return slot.act;
    return std::nullopt;
}

} // namespace

class LaunchModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theListKeepsItsRows();
    void theListTellsSmallChangesRowByRowAndLargeOnesAtOnce();
    void goNoGoStaysAsItStoodAtOpening();
    void goNoGoCountsEachLineOnce();
    void theTimelineAddsOnlyWhatIsNew();
    void theTimelineReadsOnBackwards();
    void theMostUrgentEventIsShownUntilOneIsChosen();
    void actsFollowTheTable_data();
    void actsFollowTheTable();
    void aNoGoBarsWhatLeadsToOpeningAndNothingIsSuggested();
    void anActCarriesTheVersionThatWasShown();
    void silenceBarsEveryAct();
    void theCountdownRunsOnBetweenSnapshots();
    void theEquationNamesTheWrongTerm();
    void anImbalanceInMotionIsBelievedAfterASecond();
    void theLiveAuditNeverClaimsProof();
};

void LaunchModelTest::theListKeepsItsRows()
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

void LaunchModelTest::theListTellsSmallChangesRowByRowAndLargeOnesAtOnce()
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

void LaunchModelTest::goNoGoStaysAsItStoodAtOpening()
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

void LaunchModelTest::goNoGoCountsEachLineOnce()
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

void LaunchModelTest::theTimelineAddsOnlyWhatIsNew()
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

void LaunchModelTest::theTimelineReadsOnBackwards()
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

void LaunchModelTest::theMostUrgentEventIsShownUntilOneIsChosen()
{
    ModelBench bench(openScene());
    LaunchViewModel launch(bench.model, bench.clock);
    QCOMPARE(launch.view()->event.draft.couponId, coupon("XMAS-2026"));
    QSignalSpy another(&launch, &LaunchViewModel::selectionChanged);
    launch.select(coupon("FREE-SHIP"));
    QCOMPARE(another.count(), 1);
    QCOMPARE(launch.view()->event.state, EventState::Armed);
    bench.edit([](Scene& scene) { scene.snapshot.events.erase(scene.snapshot.events.begin() + 1); });
    QCOMPARE(launch.view()->event.draft.couponId, coupon("XMAS-2026"));
    bench.edit([](Scene& scene) { scene.snapshot.events.clear(); });
    QVERIFY(!launch.view());
    QCOMPARE(barAt(launch, ActPlace::Arm), ActBar::NoEvent);
}

void LaunchModelTest::actsFollowTheTable_data()
{
    QTest::addColumn<int>("state");
    for (std::size_t i = 0; i < issuing::kEventStateCount; ++i) {
        const auto name = issuing::stateName(static_cast<EventState>(i));
        QTest::newRow(std::string(name).c_str()) << static_cast<int>(i);
    }
}

void LaunchModelTest::actsFollowTheTable()
{
    QFETCH(int, state);
    const auto wanted = static_cast<EventState>(state);
    ModelBench bench(openScene());
    bench.edit([&](Scene& scene) {
        auto& event = christmas(scene).event;
        event.state = wanted;
        if (wanted == EventState::Draft)
            event.instance.reset();
        else
            event.instance->state = wanted;
    });
    LaunchViewModel launch(bench.model, bench.clock);
    launch.select(coupon("XMAS-2026"));
    int suggestions = 0;
    for (const auto& slot : launch.slots()) {
        QCOMPARE(slot.possible(), issuing::nextState(wanted, slot.act).has_value());
        if (!slot.possible())
            QCOMPARE(slot.bar, ActBar::WrongState);
        suggestions += slot.suggested;
    }
    QVERIFY(suggestions <= 1);
    QCOMPARE(actAt(launch, ActPlace::Hold), wanted == EventState::Held ? Act::Resume : Act::Hold);
    QCOMPARE(actAt(launch, ActPlace::Pause), wanted == EventState::Paused ? Act::Unpause : Act::Pause);
    QCOMPARE(actAt(launch, ActPlace::Arm), wanted == EventState::Draft ? Act::Arm : Act::Disarm);
}

void LaunchModelTest::aNoGoBarsWhatLeadsToOpeningAndNothingIsSuggested()
{
    ModelBench bench(heldScene());
    LaunchViewModel launch(bench.model, bench.clock);
    QCOMPARE(barAt(launch, ActPlace::Hold), ActBar::NoGo);
    QCOMPARE(barAt(launch, ActPlace::Open), ActBar::NoGo);
    QCOMPARE(barAt(launch, ActPlace::Arm), ActBar::None);
    QVERIFY(!suggested(launch));
    launch.waive(GoLine::StockAsPlanned, QStringLiteral("agreed"));
    bench.settle();
    QCOMPARE(barAt(launch, ActPlace::Hold), ActBar::None);
    QCOMPARE(suggested(launch), std::optional(Act::Resume));
}

void LaunchModelTest::anActCarriesTheVersionThatWasShown()
{
    ModelBench bench(openScene());
    LaunchViewModel launch(bench.model, bench.clock);
    const auto decided = launch.decision();
    bench.edit([](Scene& scene) {
        auto& event = christmas(scene).event;
        event.version = ++event.instance->version;
    });
    QList<CommandOutcome> outcomes;
    connect(&launch, &LaunchViewModel::commandDone, this, [&](const CommandOutcome& o) { outcomes << o; });
    launch.submitAct(Act::Pause, decided);
    QCOMPARE(barAt(launch, ActPlace::Pause), ActBar::Underway);
    bench.settle();
    QCOMPARE(outcomes.size(), 1);
    QVERIFY(!outcomes[0].ok);
    QCOMPARE(outcomes[0].code, QStringLiteral("version_conflict"));

    launch.submitAct(Act::Pause, launch.decision());
    bench.settle();
    QVERIFY(outcomes[1].ok);
    QCOMPARE(outcomes[1].undo, std::optional(Act::Unpause));
    launch.submitAct(*outcomes[1].undo, outcomes[1].undoDecision);
    bench.settle();
    QVERIFY(outcomes[2].ok);
    QCOMPARE(launch.view()->event.state, EventState::Open);
}

void LaunchModelTest::silenceBarsEveryAct()
{
    ModelBench bench(openScene());
    LaunchViewModel launch(bench.model, bench.clock);
    bench.clock.advance(2900ms);
    QVERIFY(!launch.silent());
    bench.clock.advance(200ms);
    QVERIFY(launch.silent());
    QCOMPARE(barAt(launch, ActPlace::Pause), ActBar::NoData);
}

void LaunchModelTest::theCountdownRunsOnBetweenSnapshots()
{
    ModelBench bench(openScene());
    LaunchViewModel launch(bench.model, bench.clock);
    QCOMPARE(launch.count().kind, CountView::Kind::Since);
    QCOMPARE(launch.count().span, 9000ms);
    bench.clock.advance(340ms);
    QCOMPARE(launch.count().span, 9340ms);
    // A snapshot that was 40 ms late on its way does not set the clock back.
    bench.edit([](Scene& scene) { scene.snapshot.takenAt += 300ms; });
    QVERIFY(launch.count().span >= 9339ms);

    ModelBench held(heldScene());
    LaunchViewModel frozen(held.model, held.clock);
    held.clock.advance(5s);
    QCOMPARE(frozen.count().kind, CountView::Kind::Held);
    QCOMPARE(frozen.count().span, 151000ms);
    QCOMPARE(*frozen.count().wouldOpenAt, seoul(2026, 12, 24, 10, 0, 38));
}

void LaunchModelTest::theEquationNamesTheWrongTerm()
{
    Scene held = heldScene();
    auto equation = equationOf(christmas(held));
    QCOMPARE(equation.balance, Balance::StockShort);
    QCOMPARE(equation.off, 2000U);
    QVERIFY(equation.terms[0].wrong);

    Scene open = openScene();
    equation = equationOf(christmas(open));
    QCOMPARE(equation.balance, Balance::BalancedSoFar);
    christmas(open).conservation->unconsumed = 10'980;
    equation = equationOf(christmas(open));
    QCOMPARE(equation.balance, Balance::Missing);
    QCOMPARE(equation.off, 10U);
    for (const auto& term : equation.terms)
        QCOMPARE(term.wrong, term.term == Term::Unconsumed);
    christmas(open).conservation->unconsumed.reset();
    QCOMPARE(equationOf(christmas(open)).balance, Balance::NotMeasured);
    QVERIFY(!equationOf(christmas(open)).suspended);
    christmas(open).suspension.emplace(); // what the store still shows is not what people were shown
    QVERIFY(equationOf(christmas(open)).suspended);
    QVERIFY(equationOf(christmas(open)).terms.empty());
}

void LaunchModelTest::anImbalanceInMotionIsBelievedAfterASecond()
{
    ModelBench bench(openScene());
    LaunchViewModel launch(bench.model, bench.clock);
    bench.edit([](Scene& scene) { christmas(scene).conservation->ledger = 88'990; });
    QCOMPARE(launch.equation().balance, Balance::BalancedSoFar);
    bench.edit([](Scene& scene) { scene.snapshot.takenAt += 1s; });
    QCOMPARE(launch.equation().balance, Balance::Missing);
    QCOMPARE(launch.equation().off, 3U);
}

void LaunchModelTest::theLiveAuditNeverClaimsProof()
{
    ModelBench bench(openScene());
    LaunchViewModel launch(bench.model, bench.clock);
    AuditViewModel audit(bench.model, launch);
    QCOMPARE(audit.view().word, AuditWord::BalancedSoFar);
    QVERIFY(!audit.view().canRunExact);
    bench.edit([](Scene& scene) { christmas(scene).suspension.emplace(); });
    QCOMPARE(audit.view().word, AuditWord::NotMeasured);
    bench.edit([](Scene& scene) { christmas(scene).suspension.reset(); });
    QCOMPARE(audit.view().duplicates, std::optional<std::uint64_t>(0));
    bench.edit([](Scene& scene) { christmas(scene).conservation->deadLetters.reset(); });
    QVERIFY(!audit.view().duplicates);
    QCOMPARE(audit.view().word, AuditWord::NotMeasured);

    bench.edit([](Scene& scene) {
        auto& view = christmas(scene);
        view.conservation = issuing::Conservation{100'000, 0, 0, 0, 100'000, 0, 0};
        view.published = view.confirmed = 100'000;
        view.event.state = view.event.instance->state = EventState::Paused;
    });
    QVERIFY(audit.view().canRunExact);
    audit.runExact();
    bench.settle();
    QCOMPARE(audit.view().word, AuditWord::Proven);
    QVERIFY(audit.view().exact);
}

QTEST_GUILESS_MAIN(LaunchModelTest)
#include "launch_model_test.moc"
