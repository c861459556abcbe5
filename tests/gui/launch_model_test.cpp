#include "models/audit_view_model.h"
#include "models/launch_view_model.h"
#include "tests/gui/support/model_test.h"

#include <QSignalSpy>

using namespace firstcome;
using namespace firstcome::models;
using namespace firstcome::testing;
using issuing::Act;
using issuing::EventState;
using issuing::GoLine;
using namespace std::chrono_literals;

namespace {

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
    const auto issued = christmas(open).event.instance->issued;
    christmas(open).published = issued + 1; // the log has what the store never issued
    christmas(open).confirmed = issued;
    christmas(open).conservation = issuing::Conservation{100'000, 100'000 - issued, 0, 0, issued, 1, 0};
    equation = equationOf(christmas(open));
    QCOMPARE(equation.balance, Balance::TooMany);
    for (const auto& term : equation.terms)
        QCOMPARE(term.wrong, term.term == Term::DeadLetters);
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
