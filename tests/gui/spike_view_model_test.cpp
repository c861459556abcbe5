#include "models/spike_view_model.h"
#include "tests/support/scenes.h"
#include "tests/support/scripted_backend.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace firstcome;
using namespace firstcome::models;
using namespace Qt::Literals::StringLiterals;
using firstcome::testing::Scene;
using firstcome::testing::ScriptedBackend;
using spike::RunPhase;
using View = SpikeViewModel::View;

namespace {

/// A view model on a scripted backend, with a guard short enough for a test.
struct Stage
{
    explicit Stage(Scene scene)
        : backend(std::move(scene))
        , bridge(backend)
        , model(bridge, std::chrono::milliseconds(500))
    {
        const auto started = bridge.start();
        Q_ASSERT(started);
        QCoreApplication::processEvents();
    }

    void phase(RunPhase phase)
    {
        backend.edit([&](Scene& scene) { scene.snapshot.spike.run.phase = phase; });
        QCoreApplication::processEvents();
    }

    ScriptedBackend backend;
    BackendModel bridge;
    SpikeViewModel model;
};

Scene idle()
{
    Scene scene = testing::spikeVerdictScene();
    scene.snapshot.spike.run = {};
    return scene;
}

} // namespace

class SpikeViewModelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithTheSetupAndTheSpikePreset();
    void startsARehearsalUnlessToldOtherwise();
    void firingAtAnEventNeedsALiveOne();
    void onlyLoopbackIsFiredAt();
    void anEditedPresetIsNotCalledByItsName();
    void aBadThresholdKeepsARunFromStarting();
    void aRunIsFollowedToItsVerdict();
    void aRunThatFailsReturnsToTheSetup();
    void theWholeSeriesIsKept();
    void abortWaitsForItsGuard();
    void keepRunningTakesTheAbortBack();
    void anAbortDiesWithTheRun();
    void pastRunsAreReadAndShown();
    void aPastRunThatIsGoneIsSaid();
    void runAgainFiresTheSameScenario();
    void runAgainOnARealEventAsksFirst();
};

void SpikeViewModelTest::beginsWithTheSetupAndTheSpikePreset()
{
    Stage stage(idle());
    QCOMPARE(stage.model.view(), View::Setup);
    QCOMPARE(stage.model.scenario().preset(), u"spike"_s);
    QVERIFY(!stage.model.isBusy());
    QVERIFY(!stage.model.startProblem());
    QVERIFY(!stage.model.figures().requests); // not measured, not zero
    QCOMPARE(stage.model.ownTarget(), u"127.0.0.1:8081"_s);
}

void SpikeViewModelTest::startsARehearsalUnlessToldOtherwise()
{
    Stage stage(idle());
    stage.model.choosePreset(u"quick"_s);
    stage.model.start();
    const auto sent = stage.backend.commandsOf<StartSpike>();
    QCOMPARE(sent.size(), std::size_t(1));
    QVERIFY(sent[0].rehearsal);
    QCOMPARE(sent[0].scenario.name, std::string("quick"));
    QVERIFY(sent[0].target.empty());
    stage.model.start(); // not twice
    QCOMPARE(stage.backend.commandsOf<StartSpike>().size(), std::size_t(1));
    QTRY_COMPARE(stage.model.view(), View::Run);
}

void SpikeViewModelTest::firingAtAnEventNeedsALiveOne()
{
    Stage stage(idle());
    const auto events = stage.model.events();
    QVERIFY(!events.empty());
    stage.model.setAim({false, {}, {}});
    QCOMPARE(stage.model.startProblem()->code, u"no_event"_s);
    for (const auto& event : events) {
        stage.model.setAim({false, {}, event.draft.couponId});
        if (event.isLive())
            QVERIFY(!stage.model.startProblem());
        else
            QCOMPARE(stage.model.startProblem()->code, u"event_not_live"_s);
    }
    const auto live = std::ranges::find_if(events, &issuing::Event::isLive);
    QVERIFY(live != events.end());
    stage.model.setAim({false, {}, live->draft.couponId});
    stage.model.start();
    const auto sent = stage.backend.commandsOf<StartSpike>();
    QVERIFY(!sent.at(0).rehearsal);
    QCOMPARE(sent.at(0).couponId->str(), live->draft.couponId.str());
}

void SpikeViewModelTest::onlyLoopbackIsFiredAt()
{
    Stage stage(idle());
    const auto coupon = stage.model.events().front().draft.couponId;
    stage.model.setAim({false, u"shop.example:80"_s, coupon});
    QCOMPARE(stage.model.startProblem()->code, u"target_not_loopback"_s);
    stage.model.setAim({false, u"shop.example"_s, coupon});
    QCOMPARE(stage.model.startProblem()->code, u"bad_target"_s);
    stage.model.setAim({true, u"127.0.0.1:9"_s, {}});
    QCOMPARE(stage.model.startProblem()->code, u"rehearsal_elsewhere"_s);
    stage.model.setAim({false, u"127.0.0.1:9"_s, coupon});
    QVERIFY(!stage.model.startProblem());
    stage.model.start();
    QCOMPARE(stage.backend.commandsOf<StartSpike>().at(0).target, std::string("http://127.0.0.1:9"));
}

void SpikeViewModelTest::anEditedPresetIsNotCalledByItsName()
{
    Stage stage(idle());
    auto& scenario = stage.model.scenario();
    QVERIFY(scenario.setData(scenario.index(0, ScenarioModel::TargetColumn), u"600"_s));
    stage.model.start();
    QCOMPARE(stage.backend.commandsOf<StartSpike>().at(0).scenario.name, std::string("spike-edited"));
}

void SpikeViewModelTest::aBadThresholdKeepsARunFromStarting()
{
    Stage stage(idle());
    auto& thresholds = stage.model.thresholds();
    QVERIFY(thresholds.setData(thresholds.index(0), u"nonsense"_s));
    QCOMPARE(stage.model.startProblem()->code, u"bad_threshold"_s);
    stage.model.start();
    QVERIFY(stage.backend.commandsOf<StartSpike>().empty());
    QVERIFY(thresholds.setData(thresholds.index(0), u"http_req_duration: p(99)<50"_s));
    stage.model.start();
    QCOMPARE(stage.backend.commandsOf<StartSpike>().at(0).scenario.thresholds.at(0),
             std::string("http_req_duration: p(99)<50"));
}

void SpikeViewModelTest::aRunIsFollowedToItsVerdict()
{
    Stage stage(testing::spikeRunningScene());
    QCOMPARE(stage.model.view(), View::Run);
    QVERIFY(stage.model.isBusy());
    QVERIFY(!stage.model.scenario().isEditable());
    QCOMPARE(stage.model.figures().requests, std::optional<std::uint64_t>(742'318));
    QVERIFY(stage.model.figures().serverP95Ms);
    for (const auto phase :
         {RunPhase::Stopping, RunPhase::Draining, RunPhase::Auditing, RunPhase::Reporting}) {
        stage.phase(phase);
        QCOMPARE(stage.model.view(), View::Run);
        QVERIFY(!stage.model.canAbort());
    }
    const Scene verdict = testing::spikeVerdictScene();
    QSignalSpy results(&stage.model, &SpikeViewModel::resultChanged);
    stage.backend.show(verdict);
    QTRY_COMPARE(stage.model.view(), View::Verdict);
    QCOMPARE(results.count(), 1);
    QCOMPARE(stage.model.result()->id, verdict.runs.front()->id);
    QVERIFY(stage.model.scenario().isEditable());
}

void SpikeViewModelTest::aRunThatFailsReturnsToTheSetup()
{
    Stage stage(testing::spikeRunningScene());
    stage.backend.edit([](Scene& scene) {
        scene.snapshot.spike.run.phase = RunPhase::Failed;
        scene.snapshot.spike.run.problem = "generator_start";
    });
    QTRY_COMPARE(stage.model.view(), View::Setup);
    QCOMPARE(stage.model.run().problem, std::string("generator_start"));
    QVERIFY(!stage.model.startProblem());
}

void SpikeViewModelTest::theWholeSeriesIsKept()
{
    Stage stage(testing::spikeRunningScene());
    const auto before = stage.model.series().clients.size();
    QVERIFY(before > 300);
    QCOMPARE(stage.model.series().shares.size(), before);
    const bool someShare = std::ranges::any_of(stage.model.series().shares,
                                               [](const TimeShares& s) { return !std::isnan(s.networkMs); });
    QVERIFY(someShare);
    stage.backend.edit([](Scene& scene) {
        auto& run = scene.snapshot.spike.run;
        auto next = run.recent.back();
        next.atSeconds += 0.1;
        run.recent = {run.recent.back(), next};
        run.elapsedSeconds += 0.1;
    });
    QTRY_COMPARE(stage.model.series().clients.size(), before + 1);
    stage.backend.edit([](Scene& scene) {
        auto& run = scene.snapshot.spike.run;
        ++run.number;
        run.recent.resize(1);
        run.elapsedSeconds = 0.1;
    });
    QTRY_COMPARE(stage.model.series().clients.size(), std::size_t(1));
}

void SpikeViewModelTest::abortWaitsForItsGuard()
{
    Stage stage(testing::spikeRunningScene());
    stage.model.abort();
    QVERIFY(stage.model.abortGuard().isArmed());
    QVERIFY(stage.backend.commandsOf<AbortSpike>().empty());
    QTRY_COMPARE(stage.backend.commandsOf<AbortSpike>().size(), std::size_t(1));
    QVERIFY(!stage.model.abortGuard().isArmed());
    QTRY_COMPARE(stage.model.run().phase, RunPhase::Stopping);
}

void SpikeViewModelTest::keepRunningTakesTheAbortBack()
{
    Stage stage(testing::spikeRunningScene());
    stage.model.abort();
    stage.model.abortGuard().disarm();
    QTest::qWait(600); // longer than the guard
    QVERIFY(stage.backend.commandsOf<AbortSpike>().empty());
}

void SpikeViewModelTest::anAbortDiesWithTheRun()
{
    Stage stage(testing::spikeRunningScene());
    stage.model.abort();
    stage.phase(RunPhase::Draining);
    QTRY_VERIFY(!stage.model.abortGuard().isArmed());
    QTest::qWait(600);
    QVERIFY(stage.backend.commandsOf<AbortSpike>().empty());
}

void SpikeViewModelTest::pastRunsAreReadAndShown()
{
    Stage stage(idle());
    QVERIFY(stage.model.pastRuns().rowCount() > 1);
    const QString id = stage.model.pastRuns().index(0).data(PastRunsModel::IdRole).toString();
    stage.model.showRun(id);
    QVERIFY(stage.model.isReading());
    QTRY_COMPARE(stage.model.view(), View::Verdict);
    QCOMPARE(QString::fromStdString(stage.model.result()->id), id);
    stage.model.showSetup();
    QCOMPARE(stage.model.view(), View::Setup);
}

void SpikeViewModelTest::aPastRunThatIsGoneIsSaid()
{
    Stage stage(idle());
    QSignalSpy refused(&stage.model, &SpikeViewModel::refused);
    stage.model.showRun(u"no-such-run"_s);
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(stage.model.view(), View::Setup);
    QVERIFY(!stage.model.isReading());
}

void SpikeViewModelTest::runAgainFiresTheSameScenario()
{
    Stage stage(testing::spikeVerdictScene());
    QCOMPARE(stage.model.view(), View::Verdict);
    stage.model.choosePreset(u"smoke"_s);
    stage.model.runAgain();
    const auto sent = stage.backend.commandsOf<StartSpike>();
    QCOMPARE(sent.size(), std::size_t(1));
    QVERIFY(sent[0].rehearsal);
    QCOMPARE(sent[0].scenario.stages.size(), std::size_t(3));
    QCOMPARE(sent[0].scenario.stages[0].target, 500.0);
}

void SpikeViewModelTest::runAgainOnARealEventAsksFirst()
{
    Scene scene = testing::spikeVerdictScene();
    auto real = *scene.runs.front();
    real.rehearsal = false;
    const auto result = std::make_shared<const spike::RunResult>(real);
    scene.runs = {result};
    scene.snapshot.spike.run.result = result;
    Stage stage(std::move(scene));
    stage.model.runAgain();
    QVERIFY(stage.backend.commandsOf<StartSpike>().empty());
    QCOMPARE(stage.model.view(), View::Setup);
    QVERIFY(!stage.model.aim().rehearsal);
    QCOMPARE(stage.model.aim().couponId->str(), real.couponId);
}

QTEST_GUILESS_MAIN(SpikeViewModelTest)
#include "spike_view_model_test.moc"
