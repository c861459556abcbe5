#include "models/scenario_model.h"
#include "models/scenario_text.h"
#include "models/threshold_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace firstcome;
using namespace firstcome::models;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

spike::Scenario spikeShape()
{
    spike::Scenario scenario;
    scenario.name = "mine";
    scenario.stages = {{10s, 500}, {30s, 500}, {10s, 0}};
    return scenario;
}

spike::RunProgress runWith(std::vector<spike::ThresholdResult> thresholds)
{
    spike::RunProgress run;
    run.phase = spike::RunPhase::Running;
    run.thresholds = std::move(thresholds);
    run.generatorCpuPercent = 41;
    return run;
}

} // namespace

class ScenarioModelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durationsAreReadAsPeopleWriteThem_data();
    void durationsAreReadAsPeopleWriteThem();
    void amountsAreReadAsPeopleWriteThem_data();
    void amountsAreReadAsPeopleWriteThem();
    void targetsSayWhetherTheyAreLoopback_data();
    void targetsSayWhetherTheyAreLoopback();
    void stagesAreNamedByWhatTheyDo();
    void editingAStageRenamesTheNextOne();
    void whatCannotBeReadIsRejected();
    void whatIsOutOfRangeStaysAndIsNamed();
    void stagesAreAddedRemovedAndMoved();
    void aPresetIsKnownUntilItIsEdited();
    void nothingIsEditableDuringARun();
    void thresholdsStandAsTheRunSays();
    void aThresholdThatDoesNotParseStaysAndIsMarked();
    void thresholdsAreAddedAndRemovedButNotTheFixedOnes();
};

void ScenarioModelTest::durationsAreReadAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("bare seconds") << u"10"_s << qint64(10'000);
    QTest::newRow("seconds") << u" 10 s "_s << qint64(10'000);
    QTest::newRow("milliseconds") << u"500ms"_s << qint64(500);
    QTest::newRow("minutes") << u"2 min"_s << qint64(120'000);
    QTest::newRow("mixed") << u"1m30s"_s << qint64(90'000);
    QTest::newRow("fraction") << u"0.5 s"_s << qint64(500);
    QTest::newRow("korean") << u"1분 30초"_s << qint64(90'000);
    QTest::newRow("no-break space") << u"10\u00a0s"_s << qint64(10'000);
    QTest::newRow("zero is a duration") << u"0"_s << qint64(0);
    QTest::newRow("word") << u"abc"_s << qint64(-1);
    QTest::newRow("empty") << QString() << qint64(-1);
    QTest::newRow("negative") << u"-5 s"_s << qint64(-1);
    QTest::newRow("two bare numbers") << u"1 30"_s << qint64(-1);
    QTest::newRow("unknown unit") << u"5 parsecs"_s << qint64(-1);
}

void ScenarioModelTest::durationsAreReadAsPeopleWriteThem()
{
    QFETCH(QString, text);
    QFETCH(qint64, ms);
    const auto duration = durationFromText(text);
    QCOMPARE(duration.has_value(), ms >= 0);
    if (duration)
        QCOMPARE(qint64(duration->count()), ms);
}

void ScenarioModelTest::amountsAreReadAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("amount");
    QTest::newRow("plain") << u"500"_s << 500.0;
    QTest::newRow("grouped") << u"2,000"_s << 2000.0;
    QTest::newRow("spaced") << u"1 000 000"_s << 1'000'000.0;
    QTest::newRow("thousands") << u"2.5k"_s << 2500.0;
    QTest::newRow("badly grouped") << u"20,00"_s << -1.0;
    QTest::newRow("negative") << u"-1"_s << -1.0;
    QTest::newRow("word") << u"many"_s << -1.0;
    QTest::newRow("exponent") << u"1e9"_s << -1.0;
}

void ScenarioModelTest::amountsAreReadAsPeopleWriteThem()
{
    QFETCH(QString, text);
    QFETCH(double, amount);
    const auto read = amountFromText(text);
    QCOMPARE(read.has_value(), amount >= 0);
    if (read)
        QCOMPARE(*read, amount);
}

void ScenarioModelTest::targetsSayWhetherTheyAreLoopback_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("loopback");
    QTest::newRow("v4") << u"127.0.0.1:8081"_s << u"http://127.0.0.1:8081"_s << true;
    QTest::newRow("v4 other") << u"127.200.3.4:1"_s << u"http://127.200.3.4:1"_s << true;
    QTest::newRow("name") << u"http://localhost:80/"_s << u"http://localhost:80"_s << true;
    QTest::newRow("v6") << u"[::1]:8081"_s << u"http://[::1]:8081"_s << true;
    QTest::newRow("remote") << u"shop.example:8081"_s << u"http://shop.example:8081"_s << false;
    QTest::newRow("looks like loopback")
        << u"127.0.0.1.example:80"_s << u"http://127.0.0.1.example:80"_s << false;
    QTest::newRow("no port") << u"127.0.0.1"_s << QString() << false;
    QTest::newRow("port too high") << u"127.0.0.1:70000"_s << QString() << false;
    QTest::newRow("path") << u"127.0.0.1:80/api"_s << QString() << false;
}

void ScenarioModelTest::targetsSayWhetherTheyAreLoopback()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    QFETCH(bool, loopback);
    const auto target = targetFromText(text);
    QCOMPARE(target.has_value(), !url.isEmpty());
    if (!target)
        return;
    QCOMPARE(target->url(), url);
    QCOMPARE(target->loopback, loopback);
}

void ScenarioModelTest::stagesAreNamedByWhatTheyDo()
{
    ScenarioModel model(spikeShape());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 3);
    const auto kind = [&](int row) {
        return static_cast<StageKind>(model.index(row, 0).data(ScenarioModel::KindRole).toInt());
    };
    QCOMPARE(kind(0), StageKind::Ramp);
    QCOMPARE(kind(1), StageKind::Hold);
    QCOMPARE(kind(2), StageKind::RampDown);
    QCOMPARE(model.index(0, ScenarioModel::TargetColumn).data().toString(), u"0 → 500"_s);
    QCOMPARE(model.index(1, ScenarioModel::TargetColumn).data().toString(), u"500"_s);
    QCOMPARE(model.index(1, ScenarioModel::DurationColumn).data().toString(), u"30 s"_s);
}

void ScenarioModelTest::editingAStageRenamesTheNextOne()
{
    ScenarioModel model(spikeShape());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy changed(&model, &ScenarioModel::changed);
    QSignalSpy rows(&model, &QAbstractItemModel::dataChanged);
    QVERIFY(model.setData(model.index(0, ScenarioModel::TargetColumn), u"800"_s));
    QCOMPARE(model.scenario().stages[0].target, 800.0);
    QCOMPARE(static_cast<StageKind>(model.index(1, 0).data(ScenarioModel::KindRole).toInt()),
             StageKind::RampDown);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(rows.last().at(1).toModelIndex().row(), 1);
    QVERIFY(model.setData(model.index(1, ScenarioModel::DurationColumn), u"2 min"_s));
    QCOMPARE(model.scenario().stages[1].duration, 120'000ms);
}

void ScenarioModelTest::whatCannotBeReadIsRejected()
{
    ScenarioModel model(spikeShape());
    QSignalSpy rejected(&model, &ScenarioModel::rejected);
    QVERIFY(!model.setData(model.index(0, ScenarioModel::DurationColumn), u"soon"_s));
    QVERIFY(!model.setData(model.index(0, ScenarioModel::TargetColumn), u"many"_s));
    QVERIFY(!model.setData(model.index(0, ScenarioModel::NameColumn), u"x"_s));
    QCOMPARE(rejected.count(), 2);
    QCOMPARE(rejected.at(0).at(0).toString(), u"not_a_duration"_s);
    QCOMPARE(rejected.at(1).at(0).toString(), u"not_an_amount"_s);
    QCOMPARE(model.scenario().stages[0].duration, 10'000ms);
}

void ScenarioModelTest::whatIsOutOfRangeStaysAndIsNamed()
{
    ScenarioModel model(spikeShape());
    QVERIFY(!model.problem());
    QVERIFY(model.setData(model.index(1, ScenarioModel::DurationColumn), u"0"_s));
    QCOMPARE(model.problem(), std::optional(ScenarioProblem{u"stage_duration"_s, {}, 1}));
    QCOMPARE(model.index(1, 0).data(ScenarioModel::ProblemRole).toString(), u"stage_duration"_s);
    QVERIFY(model.setData(model.index(1, ScenarioModel::DurationColumn), u"30 s"_s));
    QVERIFY(model.setData(model.index(2, ScenarioModel::TargetColumn), u"2,000,000"_s));
    QCOMPARE(model.problem(), std::optional(ScenarioProblem{u"stage_target"_s, {}, 2}));
    QVERIFY(model.setData(model.index(2, ScenarioModel::TargetColumn), u"0"_s));
    QVERIFY(model.setData(model.index(2, ScenarioModel::DurationColumn), u"25 h"_s));
    QCOMPARE(model.problem()->code, u"stages_too_long"_s);
    QVERIFY(model.setData(model.index(2, ScenarioModel::DurationColumn), u"10 s"_s));
    model.setStock(0);
    QCOMPARE(model.problem()->code, u"stock"_s);
    model.setStock(1);
    model.setPeople(0);
    QCOMPARE(model.problem()->code, u"people"_s);
    model.setPeople(1);
    QVERIFY(!model.problem());
    for (int row = 0; row < model.rowCount(); ++row)
        QVERIFY(model.setData(model.index(row, ScenarioModel::TargetColumn), u"0"_s));
    QCOMPARE(model.problem()->code, u"no_load"_s);
}

void ScenarioModelTest::stagesAreAddedRemovedAndMoved()
{
    ScenarioModel model(spikeShape());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.addStage(0), 1);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.scenario().stages[1].target, 500.0);
    QCOMPARE(static_cast<StageKind>(model.index(1, 0).data(ScenarioModel::KindRole).toInt()),
             StageKind::Hold);
    QVERIFY(model.moveStage(3, -1));
    QCOMPARE(model.scenario().stages[2].target, 0.0);
    QVERIFY(!model.moveStage(0, -1));
    QVERIFY(!model.moveStage(3, 1));
    while (model.rowCount() > 0)
        model.removeStage(0);
    QCOMPARE(model.problem()->code, u"no_stages"_s);
    QCOMPARE(model.addStage(), 0);
}

void ScenarioModelTest::aPresetIsKnownUntilItIsEdited()
{
    for (const auto& preset : spike::presetScenarios()) {
        ScenarioModel model(preset);
        QCOMPARE(model.preset(), QString::fromStdString(preset.name));
        QVERIFY2(!model.problem(), preset.name.c_str());
        model.setStock(preset.stock + 1);
        QCOMPARE(model.preset(), QString());
        model.setStock(preset.stock);
        QCOMPARE(model.preset(), QString::fromStdString(preset.name));
    }
}

void ScenarioModelTest::nothingIsEditableDuringARun()
{
    ScenarioModel model(spikeShape());
    const auto cell = model.index(0, ScenarioModel::TargetColumn);
    QVERIFY(model.flags(cell) & Qt::ItemIsEditable);
    QVERIFY(!(model.flags(model.index(0, ScenarioModel::NameColumn)) & Qt::ItemIsEditable));
    model.setEditable(false);
    QVERIFY(!(model.flags(cell) & Qt::ItemIsEditable));
    QVERIFY(!model.setData(cell, u"1"_s));
}

void ScenarioModelTest::thresholdsStandAsTheRunSays()
{
    ThresholdModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setThresholds({"http_req_duration: p(95) < 2000", "http_req_failed: rate<0.05"});
    QCOMPARE(model.rowCount(), 4);
    const auto standing = [&](int row) {
        return static_cast<Standing>(model.index(row).data(ThresholdModel::StandingRole).toInt());
    };
    QCOMPARE(standing(0), Standing::NotYet);
    model.setRun(runWith(
        {{"http_req_duration", "p(95)<2000", 4.4, true}, {"http_req_failed", "rate<0.05", 0.2, false}}));
    QCOMPARE(standing(0), Standing::Holds);
    QCOMPARE(model.index(0).data(ThresholdModel::ValueRole).toDouble(), 4.4);
    QCOMPARE(standing(1), Standing::Crossed);
    QCOMPARE(standing(2), Standing::NotYet); // the audit says nothing before the end
    QCOMPARE(standing(3), Standing::Holds);  // generator
    QSignalSpy rows(&model, &QAbstractItemModel::dataChanged);
    model.setRun(runWith(
        {{"http_req_duration", "p(95)<2000", 4.4, true}, {"http_req_failed", "rate<0.05", 0.2, false}}));
    QCOMPARE(rows.count(), 0); // nothing changed, nothing is painted
    model.clearRun();
    QCOMPARE(standing(0), Standing::NotYet);
    QVERIFY(!model.index(0).data(ThresholdModel::ValueRole).isValid());
}

void ScenarioModelTest::aThresholdThatDoesNotParseStaysAndIsMarked()
{
    ThresholdModel model;
    model.setThresholds({"http_req_duration: p(95)<2000"});
    QCOMPARE(model.firstProblem(), -1);
    QSignalSpy edited(&model, &ThresholdModel::edited);
    QVERIFY(model.setData(model.index(0), u"http_req_duration: p(95)<<2000"_s));
    QCOMPARE(edited.count(), 1);
    QCOMPARE(model.firstProblem(), 0);
    QCOMPARE(model.index(0).data(ThresholdModel::ProblemRole).toString(), u"bad_threshold"_s);
    QCOMPARE(model.index(0).data().toString(), u"http_req_duration: p(95)<<2000"_s);
    QVERIFY(model.setData(model.index(0), u"http_reqs: count>1"_s));
    QCOMPARE(model.firstProblem(), -1);
}

void ScenarioModelTest::thresholdsAreAddedAndRemovedButNotTheFixedOnes()
{
    ThresholdModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.addThreshold(), 0);
    QCOMPARE(model.firstProblem(), -1);
    QCOMPARE(model.rowCount(), 3);
    model.removeThreshold(1); // the audit's
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(!(model.flags(model.index(1)) & Qt::ItemIsEditable));
    QVERIFY(!model.setData(model.index(1), u"x"_s));
    model.removeThreshold(0);
    QCOMPARE(model.thresholds().size(), std::size_t(0));
    QVERIFY(model.addThreshold() == 0);
    model.setEditable(false);
    QVERIFY(!model.setData(model.index(0), u"x"_s));
}

QTEST_APPLESS_MAIN(ScenarioModelTest)
#include "scenario_model_test.moc"
