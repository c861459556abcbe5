#include "models/answers_table_model.h"
#include "models/latency_table_model.h"
#include "models/past_runs_model.h"
#include "models/report_saver.h"
#include "models/run_comparison.h"
#include "models/run_series.h"
#include "models/run_standing.h"
#include "tests/support/scenes.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace firstcome;
using namespace firstcome::models;
using namespace Qt::Literals::StringLiterals;

namespace {

using Tester = QAbstractItemModelTester;
constexpr auto kStrict = Tester::FailureReportingMode::QtTest;

std::shared_ptr<const spike::RunResult> pictured()
{
    return testing::spikeVerdictScene().runs.front();
}

spike::PastRun past(const char* id)
{
    spike::PastRun run;
    run.id = id;
    return run;
}

spike::ClientTick clientTick(double at, float p95)
{
    spike::ClientTick tick;
    tick.atSeconds = at;
    tick.p95Ms = p95;
    return tick;
}

telemetry::ServerTick serverTick(std::int64_t index, float p95, float wait, float commit)
{
    telemetry::ServerTick tick;
    tick.index = index;
    tick.requests = 10;
    tick.p95Ms = p95;
    tick.stageP95Ms[static_cast<std::size_t>(telemetry::Stage::StoreWait)] = wait;
    tick.stageP95Ms[static_cast<std::size_t>(telemetry::Stage::Commit)] = commit;
    return tick;
}

} // namespace

class RunModelsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pastRunsAreInsertedAtTheHead();
    void seriesAreKeptWholeAndOnce();
    void timeIsSharedBetweenNetworkAndServer();
    void latencyTableShowsWhatCarriesWeight();
    void latencyThatWasNotMeasuredIsNotZero();
    void answersSumToTheRequests();
    void outcomesAreToldApart();
    void proofsAreToldApart();
    void aChangeIsJudgedByItsDirection();
    void runsThatDifferAreSaidToDiffer();
    void aReportIsWrittenWholeOffTheGuiThread();
    void aReportThatCannotBeWrittenSaysWhy();
    void everyFormatHoldsTheRun();
};

void RunModelsTest::pastRunsAreInsertedAtTheHead()
{
    PastRunsModel model;
    const Tester tester(&model, kStrict);
    const auto first = std::make_shared<const std::vector<spike::PastRun>>(std::vector{past("b"), past("a")});
    model.setRuns(first);
    QCOMPARE(model.rowCount(), 2);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.setRuns(first);
    QCOMPARE(inserted.count() + resets.count(), 0);
    model.setRuns(
        std::make_shared<const std::vector<spike::PastRun>>(std::vector{past("c"), past("b"), past("a")}));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.index(0).data(PastRunsModel::IdRole).toString(), u"c"_s);
    QCOMPARE(model.rowOf(u"a"_s), 2);
    QCOMPARE(model.rowOf(u"z"_s), -1);
    model.setRuns(std::make_shared<const std::vector<spike::PastRun>>(std::vector{past("x")}));
    QCOMPARE(resets.count(), 1);
    QVERIFY(!model.index(0).data(PastRunsModel::P95Role).isValid());
    model.setRuns(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void RunModelsTest::seriesAreKeptWholeAndOnce()
{
    RunSeries series;
    series.append({clientTick(0.1, 1), clientTick(0.2, 1), clientTick(0.3, 1)}, {}, 0);
    series.append({clientTick(0.2, 9), clientTick(0.3, 9), clientTick(0.4, 2)}, {}, 0);
    QCOMPARE(series.clients.size(), std::size_t(4));
    QCOMPARE(series.clients[1].p95Ms, 1.0F);
    QCOMPARE(series.clients[3].p95Ms, 2.0F);
    QCOMPARE(series.shares.size(), series.clients.size());
}

void RunModelsTest::timeIsSharedBetweenNetworkAndServer()
{
    RunSeries series;
    series.append({clientTick(0.0, 5), clientTick(0.1, 1), clientTick(0.2, 5)},
                  {serverTick(1000, 2, 0.5F, 0.7F), serverTick(1001, 2, 0.5F, 0.7F)}, 1000);
    QCOMPARE(series.shares[0].networkMs, 3.0F);
    QCOMPARE(series.shares[0].storeWaitMs, 0.5F);
    QCOMPARE(series.shares[0].commitMs, 0.7F);
    QCOMPARE(series.shares[1].networkMs, 0.0F);      // never negative
    QVERIFY(std::isnan(series.shares[2].networkMs)); // the server's tick is not known
    QVERIFY(std::isnan(series.shares[2].commitMs));
}

void RunModelsTest::latencyTableShowsWhatCarriesWeight()
{
    LatencyTableModel model;
    const Tester tester(&model, kStrict);
    QCOMPARE(model.rowCount(), 0);
    model.setResult(pictured());
    QCOMPARE(model.rowCount(), 7);
    const auto p95 = [&](int row) {
        return model.index(row, LatencyTableModel::P95Column).data().toDouble();
    };
    QCOMPARE(p95(0), 4.4);
    QCOMPARE(
        static_cast<LatencyTableModel::Line>(model.index(4, 0).data(LatencyTableModel::LineRole).toInt()),
        LatencyTableModel::Line::Server);
    QCOMPARE(p95(4), 1.9);
    QVERIFY(model.index(5, 0).data(LatencyTableModel::PartRole).toBool());
    model.setDetailed(true);
    QCOMPARE(model.rowCount(), 12);
    auto open = *pictured();
    open.clientFromIntended = open.client;
    open.server.reset();
    model.setResult(std::make_shared<const spike::RunResult>(open));
    QCOMPARE(model.rowCount(), 7);
}

void RunModelsTest::latencyThatWasNotMeasuredIsNotZero()
{
    LatencyTableModel model;
    auto run = *pictured();
    run.client = {};
    model.setResult(std::make_shared<const spike::RunResult>(run));
    QVERIFY(!model.index(0, LatencyTableModel::P95Column).data().isValid());
}

void RunModelsTest::answersSumToTheRequests()
{
    AnswersTableModel model;
    const Tester tester(&model, kStrict);
    auto run = *pictured();
    const auto notOpen = static_cast<std::size_t>(issuing::Verdict::NotOpen);
    model.setResult(std::make_shared<const spike::RunResult>(run));
    QCOMPARE(model.rowCount(), 6); // as in the picture
    run.verdicts[notOpen] = 7;
    run.requests += 7;
    model.setResult(std::make_shared<const spike::RunResult>(run));
    QCOMPARE(model.rowCount(), 7);
    quint64 sum = 0;
    for (int row = 0; row < model.rowCount(); ++row)
        sum += model.index(row, AnswersTableModel::CountColumn).data().toULongLong();
    QCOMPARE(sum, quint64(run.requests));
    QCOMPARE(model.index(3, AnswersTableModel::HttpColumn).data().toInt(), 425);
    QVERIFY(!model.index(6, AnswersTableModel::HttpColumn).data().isValid());
}

void RunModelsTest::outcomesAreToldApart()
{
    auto run = *pictured();
    QCOMPARE(outcomeOf(run), Outcome::Passed);
    run.passed = false;
    run.exitCode = spike::ExitCode::NotValid;
    QCOMPARE(outcomeOf(run), Outcome::NotValid);
    run.exitCode = spike::ExitCode::AuditViolated;
    QCOMPARE(outcomeOf(run), Outcome::AuditViolated);
    run.exitCode = spike::ExitCode::Error;
    QCOMPARE(outcomeOf(run), Outcome::Broken);
    run.thresholds[0].passed = false;
    QCOMPARE(outcomeOf(run), Outcome::ThresholdsCrossed);
    run.aborted = true;
    QCOMPARE(outcomeOf(run), Outcome::Aborted);
}

void RunModelsTest::proofsAreToldApart()
{
    auto run = *pictured();
    QCOMPARE(proofOf(run), Proof::NothingLost);
    run.audit->closed = false;
    QCOMPARE(proofOf(run), Proof::NotClosed);
    run.audit->lost = 1;
    QCOMPARE(proofOf(run), Proof::Violated);
    run.audit->exact = false; // an estimate proves nothing
    QCOMPARE(proofOf(run), Proof::NotAudited);
    run.audit.reset();
    QCOMPARE(proofOf(run), Proof::NotAudited);
}

void RunModelsTest::aChangeIsJudgedByItsDirection()
{
    using Metric = RunComparison::Metric;
    using Judgement = RunComparison::Judgement;
    RunComparison model;
    const Tester tester(&model, kStrict);
    auto after = *pictured();
    after.requestsPerSecond *= 1.5;
    after.client.p95 = 8.8;
    after.client.p50 = *after.client.p50 * 1.01;
    after.server->p95 = 0.9;
    after.generatorCpuPercent = 80;
    after.serverStages[static_cast<std::size_t>(telemetry::Stage::Commit)].p95.reset();
    model.setRuns(pictured(), std::make_shared<const spike::RunResult>(after));
    const auto judgement = [&](Metric metric) {
        return static_cast<Judgement>(
            model.index(static_cast<int>(metric), 0).data(RunComparison::JudgementRole).toInt());
    };
    QCOMPARE(judgement(Metric::RequestsPerSecond), Judgement::Better);
    QCOMPARE(judgement(Metric::ClientP95), Judgement::Worse);
    QCOMPARE(judgement(Metric::ClientP50), Judgement::Same);
    QCOMPARE(judgement(Metric::ServerP95), Judgement::Better);
    QCOMPARE(judgement(Metric::GeneratorCpu), Judgement::Different);
    QCOMPARE(judgement(Metric::CommitP95), Judgement::Unknown);
    QCOMPARE(judgement(Metric::FailedPercent), Judgement::Same);
    QCOMPARE(model.index(static_cast<int>(Metric::ClientP95), RunComparison::ChangeColumn).data().toDouble(),
             100.0);
    QVERIFY(
        !model.index(static_cast<int>(Metric::FailedPercent), RunComparison::ChangeColumn).data().isValid());
}

void RunModelsTest::runsThatDifferAreSaidToDiffer()
{
    RunComparison model;
    auto after = *pictured();
    model.setRuns(pictured(), std::make_shared<const spike::RunResult>(after));
    QCOMPARE(model.cautions(), QStringList());
    after.scenario = "stress";
    after.cores = 8;
    after.validity = spike::Validity::Invalid;
    model.setRuns(pictured(), std::make_shared<const spike::RunResult>(after));
    QCOMPARE(model.cautions(), QStringList({u"not_valid"_s, u"scenario"_s, u"cores"_s}));
}

void RunModelsTest::aReportIsWrittenWholeOffTheGuiThread()
{
    const QTemporaryDir directory;
    const QThread* worker = nullptr;
    ReportSaver saver([&](const spike::RunResult& run, ReportFormat format) {
        worker = QThread::currentThread();
        return run.id + (format == ReportFormat::Csv ? " csv" : " other");
    });
    QSignalSpy saved(&saver, &ReportSaver::saved);
    const QString file = directory.filePath(u"run.csv"_s);
    saver.save(pictured(), file);
    QVERIFY(saver.isSaving());
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(!saver.isSaving());
    QVERIFY(worker && worker != QThread::currentThread());
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), QByteArray::fromStdString(pictured()->id + " csv"));
    QCOMPARE(reportFormatOf(u"a.JSON"_s), ReportFormat::Json);
    QCOMPARE(reportFormatOf(u"a.html"_s), ReportFormat::Html);
    QCOMPARE(reportFormatOf(u"a"_s), ReportFormat::Html);
}

void RunModelsTest::aReportThatCannotBeWrittenSaysWhy()
{
    const QTemporaryDir directory;
    ReportSaver saver([](const spike::RunResult&, ReportFormat) { return std::string("text"); });
    QSignalSpy saved(&saver, &ReportSaver::saved);
    QSignalSpy failed(&saver, &ReportSaver::failed);
    saver.save(pictured(), directory.filePath(u"no/such/folder/run.html"_s));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(saved.count(), 0);
    QVERIFY(!failed.at(0).at(1).toString().isEmpty());
}

void RunModelsTest::everyFormatHoldsTheRun()
{
    const auto run = pictured();
    const auto json = spike::runResultFromJson(reportText(*run, ReportFormat::Json, spike::ReportLanguage::English));
    QVERIFY(json);
    QCOMPARE(json->id, run->id);
    const auto csv = reportText(*run, ReportFormat::Csv, spike::ReportLanguage::English);
    QCOMPARE(std::size_t(std::ranges::count(csv, '\n')), run->ticks100ms.size() + 1);
    const auto english = reportText(*run, ReportFormat::Html, spike::ReportLanguage::English);
    const auto korean = reportText(*run, ReportFormat::Html, spike::ReportLanguage::Korean);
    QVERIFY(english.find("</html>") != std::string::npos);
    QVERIFY(english != korean);
}

QTEST_GUILESS_MAIN(RunModelsTest)
#include "run_models_test.moc"
