#include "tests/gui/support/spike_desk.h"

#include <QFile>
#include <QFileDialog>
#include <QTemporaryDir>

using namespace firstcome;
using namespace firstcome::testing;
using namespace Qt::Literals::StringLiterals;
using View = models::SpikeViewModel::View;

class SpikePageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(m_theme); }
    void abortWaitsAndKeepRunningTakesItBack();
    void abortsByKeyWhenTheGuardIsOver();
    void aFreshRunHasNoFocusOnAbort();
    void theVerdictSaysPassedProvenAndValid();
    void aViolatedRunNamesWhatIsWrong();
    void pastRunsAreLookedAtAndLeft();
    void runAgainByKey();
    void comparesWithAPastRun();
    void savesAReport();
    void aReportThatCannotBeSavedSaysSo();
    void aFailedRunSaysWhatHappened();

private:
    theme::Theme m_theme{theme::Scheme::Dark};
};

void SpikePageTest::abortWaitsAndKeepRunningTakesItBack()
{
    SpikeDesk desk(m_theme, spikeRunningScene());
    auto* abort = desk.page->head().abortAct();
    QCOMPARE(abort->text(), u"Abort"_s);
    click(abort);
    QCOMPARE(abort->text(), u"Keep running"_s);
    click(abort); // within 400 ms: a nervous second press does nothing
    QCOMPARE(abort->text(), u"Keep running"_s);
    PageBench::passDeafTime();
    click(abort);
    QCOMPARE(abort->text(), u"Abort"_s);
    QTest::qWait(SpikeDesk::kGuard.count() + 100);
    QCOMPARE(desk.sent<AbortSpike>(), std::size_t(0));
}

void SpikePageTest::abortsByKeyWhenTheGuardIsOver()
{
    SpikeDesk desk(m_theme, spikeRunningScene());
    desk.key(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(desk.model.abortGuard().isArmed());
    QCOMPARE(desk.sent<AbortSpike>(), std::size_t(0));
    QTRY_COMPARE_WITH_TIMEOUT(desk.sent<AbortSpike>(), std::size_t(1), 20'000);
    QTRY_VERIFY(!desk.page->head().abortAct()->isEnabled());
    QVERIFY(!desk.page->head().abortAct()->disabledReason().isEmpty());
}

void SpikePageTest::aFreshRunHasNoFocusOnAbort()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
    desk.page->head().startAct()->setFocus();
    click(desk.page->head().startAct());
    QTRY_COMPARE(desk.model.view(), View::Run);
    QVERIFY(!desk.page->head().abortAct()->hasFocus());
}

void SpikePageTest::theVerdictSaysPassedProvenAndValid()
{
    SpikeDesk desk(m_theme, spikeVerdictScene());
    QCOMPARE(desk.model.view(), View::Verdict);
    auto& verdict = desk.page->verdict();
    QVERIFY(verdict.isVisible());
    QCOMPARE(verdict.outcome().banner().text(), u"Passed"_s);
    QCOMPARE(verdict.outcome().banner().tone(), parts::Tone::Ok);
    QCOMPARE(verdict.outcome().facts().facts().size(), std::size_t(3));
    QCOMPARE(verdict.outcome().facts().facts()[2].name, u"failed < 5\u00a0%"_s);
    QCOMPARE(verdict.proof().banner().text(), u"Nothing lost, nothing twice"_s);
    QCOMPARE(verdict.proof().facts().facts()[0].value, u"500 / 500"_s);
    QCOMPARE(verdict.validity().banner().text(), u"The measurement is valid"_s);
    QCOMPARE(verdict.latencyTable()->model()->rowCount(), 7);
    QCOMPARE(verdict.answersTable()->model()->rowCount(), 6);
    QVERIFY(
        verdict.latencyTable()->toTsv().contains(u"From the client\t1.9\t1.5\t3.4\t4.4\t8.0\t14.2\t31.6"_s));
    QVERIFY(desk.page->head().title().contains(u"2026-11-21 10:14"_s));
}

void SpikePageTest::aViolatedRunNamesWhatIsWrong()
{
    Scene scene = spikeVerdictScene();
    auto run = *scene.runs.front();
    run.passed = false;
    run.exitCode = spike::ExitCode::AuditViolated;
    run.audit->closed = false;
    run.audit->lost = 3;
    run.validity = spike::Validity::GeneratorLimited;
    run.validityReasons = {"generator_cpu 97 %"};
    scene.snapshot.spike.run.result = std::make_shared<const spike::RunResult>(run);
    SpikeDesk desk(m_theme, std::move(scene));
    auto& verdict = desk.page->verdict();
    QCOMPARE(verdict.outcome().banner().tone(), parts::Tone::Critical);
    QCOMPARE(verdict.proof().banner().tone(), parts::Tone::Critical);
    const auto& facts = verdict.proof().facts().facts();
    QVERIFY(std::ranges::any_of(
        facts, [](const auto& f) { return f.mark == parts::Mark::Critical && f.value == u"3"_s; }));
    QCOMPARE(verdict.validity().banner().tone(), parts::Tone::Warning);
    QVERIFY(verdict.validity().facts().facts()[0].name.contains(u"97"_s));
}

void SpikePageTest::pastRunsAreLookedAtAndLeft()
{
    Scene scene = idleSpikeScene();
    auto other = *scene.runs.front();
    other.id = (*scene.snapshot.spike.pastRuns)[1].id;
    other.scenario = "launch";
    scene.runs.push_back(std::make_shared<const spike::RunResult>(other));
    SpikeDesk desk(m_theme, std::move(scene));
    auto* list = desk.page->setup().pastRuns()->list();
    QVERIFY(list->isVisible());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(0, 0)).center());
    QTRY_COMPARE(desk.model.view(), View::Verdict);
    auto* shown = desk.page->pastRuns().list();
    QCOMPARE(shown->currentIndex().row(), 0);
    shown->setFocus();
    QTest::keyClick(shown, Qt::Key_Down);
    QTRY_COMPARE(desk.model.result()->scenario, std::string("launch"));
    QTest::keyClick(shown, Qt::Key_Escape);
    QTRY_COMPARE(desk.model.view(), View::Setup);
}

void SpikePageTest::runAgainByKey()
{
    SpikeDesk desk(m_theme, spikeVerdictScene());
    desk.key(Qt::Key_F5);
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
    QTRY_COMPARE(desk.model.view(), View::Run);
}

void SpikePageTest::comparesWithAPastRun()
{
    Scene scene = spikeVerdictScene();
    auto before = *scene.runs.front();
    before.id = (*scene.snapshot.spike.pastRuns)[3].id; // the earlier spike
    before.client.p95 = 8.8;
    scene.runs.push_back(std::make_shared<const spike::RunResult>(before));
    SpikeDesk desk(m_theme, std::move(scene));
    click(desk.page->head().compareAct());
    QVERIFY(desk.page->comparisonPanel().isOpen());
    QTRY_VERIFY(desk.page->comparison().comparison().before());
    QCOMPARE(desk.page->comparison().comparison().before()->id, before.id);
    const auto row = static_cast<int>(models::RunComparison::Metric::ClientP95);
    QCOMPARE(desk.page->comparison()
                 .comparison()
                 .index(row, models::RunComparison::ChangeColumn)
                 .data()
                 .toDouble(),
             -50.0);
    QTest::keyClick(desk.page->comparison().choice(), Qt::Key_Escape);
    QVERIFY(!desk.page->comparisonPanel().isOpen());
    QCOMPARE(desk.model.view(), View::Verdict); // Esc closed the panel only
}

void SpikePageTest::savesAReport()
{
    const QTemporaryDir directory;
    SpikeDesk desk(m_theme, spikeVerdictScene());
    click(desk.page->head().saveAct());
    auto* dialog = desk.page->findChild<QFileDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    auto* name = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
    QVERIFY(name);
    name->setText(directory.filePath(u"run"_s));
    QTest::keyClick(name, Qt::Key_Return);
    const QString file = directory.filePath(u"run.html"_s);
    QTRY_VERIFY(QFile::exists(file));
    QFile saved(file);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    const QByteArray text = saved.readAll();
    QVERIFY(text.contains("<html") && text.contains("500"));
    QTRY_VERIFY(desk.toast().contains(u"run.html"_s));
}

void SpikePageTest::aReportThatCannotBeSavedSaysSo()
{
    SpikeDesk desk(m_theme, spikeVerdictScene());
    desk.saver.save(desk.model.result(), u"/proc/no/such/report.html"_s);
    QTRY_VERIFY(desk.toast().contains(u"was not saved"_s));
}

void SpikePageTest::aFailedRunSaysWhatHappened()
{
    SpikeDesk desk(m_theme, spikeRunningScene());
    desk.bench.edit([](Scene& scene) {
        scene.snapshot.spike.run.phase = spike::RunPhase::Failed;
        scene.snapshot.spike.run.problem = "generator_start";
    });
    QTRY_COMPARE(desk.model.view(), View::Setup);
    const auto& problem = desk.page->setup().problem();
    QVERIFY(problem.isVisible());
    QCOMPARE(problem.tone(), parts::Tone::Critical);
    QVERIFY(problem.text().contains(u"firstcome-spike"_s));
    QVERIFY(desk.page->head().startAct()->isVisible());
}

QTEST_MAIN(SpikePageTest)
#include "spike_page_test.moc"
