#include "tests/gui/support/spike_desk.h"

using namespace firstcome;
using namespace firstcome::testing;
using namespace Qt::Literals::StringLiterals;
using models::ScenarioModel;
using View = models::SpikeViewModel::View;

class SpikeSetupPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(m_theme); }
    void startsByMouse();
    void startsByKey();
    void theKeysAreBoundOnce();
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
    void withoutRunsThePageOffersOne();
    void detailsAreEditedInThePanel();

private:
    theme::Theme m_theme{theme::Scheme::Dark};
};

void SpikeSetupPageTest::startsByMouse()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
    QVERIFY(desk.page->head().startAct()->isVisible());
    click(desk.page->head().startAct());
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
    QVERIFY(desk.bench.backend().commandsOf<StartSpike>().front().rehearsal);
    QTRY_COMPARE(desk.model.view(), View::Run);
    QVERIFY(!desk.page->head().startAct()->isVisible());
    QVERIFY(desk.page->head().abortAct()->isVisible());
    QVERIFY(!desk.page->head().progress()->sentence().isEmpty());
}

void SpikeSetupPageTest::startsByKey()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
    desk.key(Qt::Key_F5);
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
    desk.key(Qt::Key_F5); // a run is under way
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
}

void SpikeSetupPageTest::theKeysAreBoundOnce()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
    QCOMPARE(desk.keys.conflicts(), QStringList());
    QVERIFY(desk.keys.bindings().size() >= 2);
}

void SpikeSetupPageTest::stagesAreEditedInPlace()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
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

void SpikeSetupPageTest::anInvalidStageKeepsStartFromBeingPressed()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
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

void SpikeSetupPageTest::whatCannotBeReadIsSaidInWords()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
    desk.typeStage(0, ScenarioModel::DurationColumn, u"soon"_s);
    QCOMPARE(desk.model.scenario().scenario().stages[0].duration, std::chrono::milliseconds(10'000));
    QVERIFY2(desk.toast().contains(u"“soon”"_s), qPrintable(desk.toast()));
}

void SpikeSetupPageTest::stagesAreAddedMovedAndRemovedByKey()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
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

void SpikeSetupPageTest::presetsAreChosenByMouseAndArrows()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
    auto* presets = desk.page->scenario().presets();
    QTest::mouseClick(presets, Qt::LeftButton, {}, presets->choiceRect(0).center());
    QCOMPARE(desk.model.scenario().preset(), u"smoke"_s);
    presets->setFocus();
    QTest::keyClick(presets, Qt::Key_Right);
    QCOMPARE(desk.model.scenario().preset(), u"load"_s);
}

void SpikeSetupPageTest::stockAndPeopleAreEdited()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
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

void SpikeSetupPageTest::aThresholdWithASyntaxErrorIsMarked()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
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

void SpikeSetupPageTest::thresholdsAreAddedAndRemoved()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
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

void SpikeSetupPageTest::firingAtAnEventIsChosenAndSaid()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
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

void SpikeSetupPageTest::anotherMachineIsRefusedInWords()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
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

void SpikeSetupPageTest::withoutRunsThePageOffersOne()
{
    SpikeDesk desk(m_theme, emptyScene());
    auto& setup = desk.page->setup();
    QVERIFY(!setup.pastRuns()->isVisible());
    QVERIFY(setup.start()->isVisible());
    click(setup.start());
    QCOMPARE(desk.sent<StartSpike>(), std::size_t(1));
}

void SpikeSetupPageTest::detailsAreEditedInThePanel()
{
    SpikeDesk desk(m_theme, idleSpikeScene());
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

QTEST_MAIN(SpikeSetupPageTest)
#include "spike_setup_page_test.moc"
