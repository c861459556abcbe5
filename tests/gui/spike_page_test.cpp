#include "tests/gui/support/page_bench.h"
#include "widgets/pages/spike/comparison_form.h"
#include "widgets/pages/spike/past_runs_card.h"
#include "widgets/pages/spike/scenario_card.h"
#include "widgets/pages/spike/setup_view.h"
#include "widgets/pages/spike/spike_head.h"
#include "widgets/pages/spike/spike_page.h"
#include "widgets/pages/spike/spike_page_spec.h"
#include "widgets/pages/spike/thresholds_card.h"
#include "widgets/pages/spike/verdict_view.h"
#include "widgets/shell/key_registry.h"

#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace firstcome;
using namespace firstcome::testing;
using namespace Qt::Literals::StringLiterals;
using models::ScenarioModel;
using models::SpikeViewModel;
using pages::SpikePage;
using View = SpikeViewModel::View;

namespace {

Scene idleScene()
{
    Scene scene = spikeVerdictScene();
    scene.snapshot.spike.run = {};
    return scene;
}

/// The page in a window of its own, with the shell's keys and a guard short enough for a test.
struct Desk
{
    explicit Desk(const theme::Theme& theme, Scene scene, QSize size = {1364, 852})
        : bench(theme, std::move(scene))
        , model(bench.model(), std::chrono::milliseconds(1200))
        , saver([](const spike::RunResult& run, models::ReportFormat format) {
            return models::reportText(run, format, spike::ReportLanguage::English);
        })
        , keys(&bench.window())
    {
        auto spec = pages::spikePageSpec(model, saver);
        keys.setScope(spec.id);
        page = static_cast<SpikePage*>(spec.make({theme, keys, bench.toasts()}, &bench.window()));
        bench.show(*page, size);
        QApplication::setActiveWindow(&bench.window());
        PageBench::passDeafTime();
    }
    ~Desk() { delete page; }

    template <class Kind>
    std::size_t sent()
    {
        ModelBench::settle();
        return bench.backend().commandsOf<Kind>().size();
    }
    /// Types into the cell as a person does.
    void type(QAbstractItemView* view, const QModelIndex& cell, const QString& text)
    {
        view->scrollTo(cell);
        const QPoint at = view->visualRect(cell).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at);
        auto* editor = view->viewport()->findChild<QLineEdit*>();
        if (!editor)
            return;
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        ModelBench::settle();
    }
    void typeStage(int row, int column, const QString& text)
    {
        auto* table = page->scenario().stages();
        type(table, table->model()->index(row, column), text);
    }
    void key(Qt::Key which, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&bench.window(), which, modifiers);
        ModelBench::settle();
    }
    /// The words of all notices on screen.
    QString toast()
    {
        QStringList words;
        for (const auto* label : bench.toasts().findChildren<QLabel*>())
            words << label->text();
        return words.join(u' ');
    }

    PageBench bench;
    SpikeViewModel model;
    models::ReportSaver saver;
    shell::KeyRegistry keys;
    SpikePage* page = nullptr;
};

void click(QWidget* widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}

} // namespace

class SpikePageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(m_theme); }
    void startsByMouse();
    void startsByKey();
    void theKeysAreBoundOnce();
    void abortWaitsAndKeepRunningTakesItBack();
    void abortsByKeyWhenTheGuardIsOver();
    void aFreshRunHasNoFocusOnAbort();
    void stagesAreEditedInPlace();
    void anInvalidStageKeepsStartFromBeingPressed();
    void whatCannotBeReadIsSaidInWords();
    void stagesAreAddedMovedAndRemovedByKey();
    void presetsAreChosenByMouseAndArrows();
    void stockAndPeopleAreEdited();
    void aThresholdWithASyntaxErrorIsMarked();
    void thresholdsAreAddedAndRemoved();
    void firingAtAnEventIsChosenAndSaid();
    void anotherMachineIsRefusedInWords();
    void theVerdictSaysPassedProvenAndValid();
    void aViolatedRunNamesWhatIsWrong();
    void pastRunsAreLookedAtAndLeft();
    void runAgainByKey();
    void comparesWithAPastRun();
    void savesAReport();
    void aReportThatCannotBeSavedSaysSo();
    void aFailedRunSaysWhatHappened();
    void withoutRunsThePageOffersOne();
    void detailsAreEditedInThePanel();

private:
    theme::Theme m_theme{theme::Scheme::Dark};
};

void SpikePageTest::startsByMouse()
{
    Desk desk(m_theme, idleScene());
    QVERIFY(desk.page->head().startAct()->isVisible());
    click(desk.page->head().startAct());
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
    QVERIFY(desk.bench.backend().commandsOf<StartSpike>().front().rehearsal);
    QTRY_COMPARE(desk.model.view(), View::Run);
    QVERIFY(!desk.page->head().startAct()->isVisible());
    QVERIFY(desk.page->head().abortAct()->isVisible());
    QVERIFY(!desk.page->head().progress()->sentence().isEmpty());
}

void SpikePageTest::startsByKey()
{
    Desk desk(m_theme, idleScene());
    desk.key(Qt::Key_F5);
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
    desk.key(Qt::Key_F5); // a run is under way
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
}

void SpikePageTest::theKeysAreBoundOnce()
{
    Desk desk(m_theme, idleScene());
    QCOMPARE(desk.keys.conflicts(), QStringList());
    QVERIFY(desk.keys.bindings().size() >= 2);
}

void SpikePageTest::abortWaitsAndKeepRunningTakesItBack()
{
    Desk desk(m_theme, spikeRunningScene());
    auto* abort = desk.page->head().abortAct();
    QCOMPARE(abort->text(), u"Abort"_s);
    click(abort);
    QCOMPARE(abort->text(), u"Keep running"_s);
    click(abort); // within 400 ms: a nervous second press does nothing
    QCOMPARE(abort->text(), u"Keep running"_s);
    PageBench::passDeafTime();
    click(abort);
    QCOMPARE(abort->text(), u"Abort"_s);
    QTest::qWait(1300);
    QCOMPARE(desk.sent<AbortSpike>(), std::size_t(0));
}

void SpikePageTest::abortsByKeyWhenTheGuardIsOver()
{
    Desk desk(m_theme, spikeRunningScene());
    desk.key(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(desk.model.abortGuard().isArmed());
    QCOMPARE(desk.sent<AbortSpike>(), std::size_t(0));
    QTRY_COMPARE(desk.sent<AbortSpike>(), std::size_t(1));
    QTRY_VERIFY(!desk.page->head().abortAct()->isEnabled());
    QVERIFY(!desk.page->head().abortAct()->disabledReason().isEmpty());
}

void SpikePageTest::aFreshRunHasNoFocusOnAbort()
{
    Desk desk(m_theme, idleScene());
    desk.page->head().startAct()->setFocus();
    click(desk.page->head().startAct());
    QTRY_COMPARE(desk.model.view(), View::Run);
    QVERIFY(!desk.page->head().abortAct()->hasFocus());
}

void SpikePageTest::stagesAreEditedInPlace()
{
    Desk desk(m_theme, idleScene());
    desk.typeStage(0, ScenarioModel::TargetColumn, u"800"_s);
    QCOMPARE(desk.model.scenario().scenario().stages[0].target, 800.0);
    desk.typeStage(1, ScenarioModel::DurationColumn, u"2 min"_s);
    QCOMPARE(desk.model.scenario().scenario().stages[1].duration, std::chrono::milliseconds(120'000));
    QCOMPARE(desk.model.scenario().preset(), QString());
    auto* table = desk.page->scenario().stages();
    QCOMPARE(table->model()->index(1, ScenarioModel::NameColumn).data().toString(), u"Ramp down"_s);
    click(desk.page->head().startAct());
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
    QCOMPARE(desk.bench.backend().commandsOf<StartSpike>().front().scenario.stages[0].target, 800.0);
}

void SpikePageTest::anInvalidStageKeepsStartFromBeingPressed()
{
    Desk desk(m_theme, idleScene());
    auto* start = desk.page->head().startAct();
    desk.typeStage(1, ScenarioModel::DurationColumn, u"0"_s);
    QVERIFY(!start->isEnabled());
    QVERIFY2(start->toolTip().contains(u"Stage 2"_s), qPrintable(start->toolTip()));
    click(start);
    desk.key(Qt::Key_F5);
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(0));
    desk.typeStage(1, ScenarioModel::DurationColumn, u"30"_s);
    QVERIFY(start->isEnabled());
}

void SpikePageTest::whatCannotBeReadIsSaidInWords()
{
    Desk desk(m_theme, idleScene());
    desk.typeStage(0, ScenarioModel::DurationColumn, u"soon"_s);
    QCOMPARE(desk.model.scenario().scenario().stages[0].duration, std::chrono::milliseconds(10'000));
    QVERIFY2(desk.toast().contains(u"“soon”"_s), qPrintable(desk.toast()));
}

void SpikePageTest::stagesAreAddedMovedAndRemovedByKey()
{
    Desk desk(m_theme, idleScene());
    auto* table = desk.page->scenario().stages();
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 1));
    QTest::keyClick(table, Qt::Key_Insert);
    QCOMPARE(desk.model.scenario().rowCount(), 4);
    QCOMPARE(table->currentIndex().row(), 1);
    desk.typeStage(1, ScenarioModel::TargetColumn, u"50"_s);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(desk.model.scenario().scenario().stages[0].target, 50.0);
    QCOMPARE(table->currentIndex().row(), 0);
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(desk.model.scenario().rowCount(), 3);
    QCOMPARE(desk.model.scenario().scenario().stages[0].target, 500.0);
}

void SpikePageTest::presetsAreChosenByMouseAndArrows()
{
    Desk desk(m_theme, idleScene());
    auto* presets = desk.page->scenario().presets();
    QTest::mouseClick(presets, Qt::LeftButton, {}, presets->choiceRect(0).center());
    QCOMPARE(desk.model.scenario().preset(), u"smoke"_s);
    presets->setFocus();
    QTest::keyClick(presets, Qt::Key_Right);
    QCOMPARE(desk.model.scenario().preset(), u"load"_s);
}

void SpikePageTest::stockAndPeopleAreEdited()
{
    Desk desk(m_theme, idleScene());
    auto* pair = desk.page->scenario().stockAndPeople();
    QCOMPARE(pair->first()->text(), u"500"_s);
    QCOMPARE(pair->second()->text(), u"2,000"_s);
    pair->first()->setFocus();
    pair->first()->selectAll();
    QTest::keyClicks(pair->first(), u"1,000"_s);
    QTest::keyClick(pair->first(), Qt::Key_Return);
    QCOMPARE(desk.model.scenario().scenario().stock, 1000U);
    pair->second()->setFocus();
    pair->second()->selectAll();
    QTest::keyClicks(pair->second(), u"lots"_s);
    QTest::keyClick(pair->second(), Qt::Key_Return);
    QCOMPARE(desk.model.scenario().scenario().people, std::uint64_t(2000));
    QCOMPARE(pair->second()->text(), u"2,000"_s);
}

void SpikePageTest::aThresholdWithASyntaxErrorIsMarked()
{
    Desk desk(m_theme, idleScene());
    auto& card = desk.page->thresholds();
    QVERIFY(!card.problem()->isVisible());
    desk.type(card.list(), card.list()->model()->index(0, 0), u"http_req_duration: p(95)<<1"_s);
    QVERIFY(card.problem()->isVisible());
    QVERIFY(card.problem()->text().contains(u"p(95)<<1"_s));
    QVERIFY(!desk.page->head().startAct()->isEnabled());
    desk.type(card.list(), card.list()->model()->index(0, 0), u"http_req_duration: p(95)<1"_s);
    QVERIFY(!card.problem()->isVisible());
    QVERIFY(desk.page->head().startAct()->isEnabled());
    click(desk.page->head().startAct());
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
    QCOMPARE(desk.bench.backend().commandsOf<StartSpike>().front().scenario.thresholds.front(),
             std::string("http_req_duration: p(95)<1"));
}

void SpikePageTest::thresholdsAreAddedAndRemoved()
{
    Desk desk(m_theme, idleScene());
    auto* list = desk.page->thresholds().list();
    const int before = list->model()->rowCount();
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Insert);
    QCOMPARE(list->model()->rowCount(), before + 1);
    auto* editor = list->viewport()->findChild<QLineEdit*>();
    QVERIFY(editor);
    QTest::keyClick(editor, Qt::Key_Escape);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(list->model()->rowCount(), before);
}

void SpikePageTest::firingAtAnEventIsChosenAndSaid()
{
    Desk desk(m_theme, idleScene());
    auto& head = desk.page->head();
    QVERIFY(!head.eventChoice()->isVisible());
    QTest::mouseClick(head.mode(), Qt::LeftButton, {}, head.mode()->choiceRect(1).center());
    QVERIFY(head.eventChoice()->isVisible());
    QVERIFY(!head.startAct()->isEnabled()); // no event is chosen by itself
    const auto events = desk.model.events();
    const auto live = std::ranges::find_if(events, &issuing::Event::isLive);
    QVERIFY(live != events.end());
    head.eventChoice()->setFocus();
    QTest::keyClicks(head.eventChoice(), QString::fromStdString(live->draft.name).left(6));
    QTRY_VERIFY(head.startAct()->isEnabled());
    click(head.startAct());
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
    const auto command = desk.bench.backend().commandsOf<StartSpike>().front();
    QVERIFY(!command.rehearsal);
    QCOMPARE(command.couponId->str(), live->draft.couponId.str());
}

void SpikePageTest::anotherMachineIsRefusedInWords()
{
    Desk desk(m_theme, idleScene());
    auto* target = desk.page->scenario().target();
    target->setFocus();
    target->selectAll();
    QTest::keyClicks(target, u"shop.example:80"_s);
    auto* start = desk.page->head().startAct();
    QVERIFY(!start->isEnabled());
    QVERIFY(start->toolTip().contains(u"shop.example"_s));
    target->selectAll();
    QTest::keyClicks(target, u"127.0.0.1:8081"_s);
    QVERIFY(start->isEnabled());
}

void SpikePageTest::theVerdictSaysPassedProvenAndValid()
{
    Desk desk(m_theme, spikeVerdictScene());
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
    Desk desk(m_theme, std::move(scene));
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
    Scene scene = idleScene();
    auto other = *scene.runs.front();
    other.id = (*scene.snapshot.spike.pastRuns)[1].id;
    other.scenario = "launch";
    scene.runs.push_back(std::make_shared<const spike::RunResult>(other));
    Desk desk(m_theme, std::move(scene));
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
    Desk desk(m_theme, spikeVerdictScene());
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
    Desk desk(m_theme, std::move(scene));
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
    Desk desk(m_theme, spikeVerdictScene());
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
    Desk desk(m_theme, spikeVerdictScene());
    desk.saver.save(desk.model.result(), u"/proc/no/such/report.html"_s);
    QTRY_VERIFY(desk.toast().contains(u"was not saved"_s));
}

void SpikePageTest::aFailedRunSaysWhatHappened()
{
    Desk desk(m_theme, spikeRunningScene());
    desk.bench.edit([](Scene& scene) {
        scene.snapshot.spike.run.phase = spike::RunPhase::Failed;
        scene.snapshot.spike.run.problem = "generator_missing";
    });
    QTRY_COMPARE(desk.model.view(), View::Setup);
    const auto& problem = desk.page->setup().problem();
    QVERIFY(problem.isVisible());
    QCOMPARE(problem.tone(), parts::Tone::Critical);
    QVERIFY(problem.text().contains(u"firstcome-spike"_s));
    QVERIFY(desk.page->head().startAct()->isVisible());
}

void SpikePageTest::withoutRunsThePageOffersOne()
{
    Desk desk(m_theme, emptyScene());
    auto& setup = desk.page->setup();
    QVERIFY(!setup.pastRuns()->isVisible());
    QVERIFY(setup.start()->isVisible());
    click(setup.start());
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
}

void SpikePageTest::detailsAreEditedInThePanel()
{
    Desk desk(m_theme, idleScene());
    Q_EMIT desk.page->scenario().detailsRequested();
    auto& panel = desk.page->detailsPanel();
    QVERIFY(panel.isOpen());
    auto* think = panel.findChild<QLineEdit*>();
    QVERIFY(think);
    think->setFocus();
    think->selectAll();
    QTest::keyClicks(think, u"250 ms"_s);
    QTest::keyClick(think, Qt::Key_Return);
    QCOMPARE(desk.model.scenario().scenario().thinkTime, std::chrono::milliseconds(250));
    QTest::keyClick(think, Qt::Key_Escape);
    QVERIFY(!panel.isOpen());
}

QTEST_MAIN(SpikePageTest)
#include "spike_page_test.moc"
