#include "app/console/closing.h"
#include "tests/support/scenes.h"
#include "widgets/theme/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace firstcome;
using namespace firstcome::console;
using shell::ClosingDialog;
using shell::LiveEvent;

class ClosingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void withNothingLiveTheWindowCloses();
    void whileAnEventIsLiveItAsks();
    void askingTwiceShowsOneQuestion();
    void keepServingHidesTheWindowAndGoesOn();
    void pauseAndQuitDrainsFirst();
    void escapeCancels();
    void whilePausingEscapeDoesNothing();
    void everyLiveStateCounts();

private:
    theme::Theme m_theme{theme::Scheme::Dark};
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Closing> m_closing;
    std::vector<LiveEvent> m_live;
    std::function<void(bool)> m_drained;
    int m_quits = 0;
};

void ClosingTest::init()
{
    m_live = {{QStringLiteral("Christmas 50 % off"), issuing::EventState::Open}};
    m_drained = nullptr;
    m_quits = 0;
    m_window = std::make_unique<QWidget>();
    m_closing = std::make_unique<Closing>(m_theme, *m_window,
                                          Closing::Parts{[this] { return m_live; },
                                                         [this](auto done) { m_drained = std::move(done); },
                                                         [this] { ++m_quits; }});
    m_window->show();
}

void ClosingTest::cleanup()
{
    m_closing.reset();
    m_window.reset();
}

void ClosingTest::withNothingLiveTheWindowCloses()
{
    m_live.clear();
    QVERIFY(m_closing->mayClose());
    QVERIFY(!m_closing->dialog());
    QTRY_COMPARE(m_quits, 1);
}

void ClosingTest::whileAnEventIsLiveItAsks()
{
    QVERIFY(!m_closing->mayClose());
    QVERIFY(m_closing->dialog());
    QVERIFY(m_closing->dialog()->isVisible());
    QCOMPARE(m_quits, 0);
}

void ClosingTest::askingTwiceShowsOneQuestion()
{
    QVERIFY(!m_closing->mayClose());
    auto* first = m_closing->dialog();
    QVERIFY(!m_closing->mayClose());
    QCOMPARE(m_closing->dialog(), first);
}

void ClosingTest::keepServingHidesTheWindowAndGoesOn()
{
    QSignalSpy serving(m_closing.get(), &Closing::servingWithoutWindow);
    QVERIFY(!m_closing->mayClose());
    QTest::mouseClick(m_closing->dialog()->keepServing(), Qt::LeftButton);
    QCOMPARE(serving.count(), 1);
    QVERIFY(!m_window->isVisible());
    QVERIFY(!m_closing->dialog());
    QTest::qWait(50);
    QCOMPARE(m_quits, 0);
    QVERIFY(!QGuiApplication::quitOnLastWindowClosed());
}

void ClosingTest::pauseAndQuitDrainsFirst()
{
    QVERIFY(!m_closing->mayClose());
    auto* dialog = m_closing->dialog();
    QTest::mouseClick(dialog->pauseAndQuit(), Qt::LeftButton);
    QVERIFY(m_drained);
    QCOMPARE(m_quits, 0);
    QVERIFY(dialog->isVisible()); // says what is being done
    QVERIFY(!dialog->keepServing()->isVisible());
    m_drained(true);
    QCOMPARE(m_quits, 1);
}

void ClosingTest::escapeCancels()
{
    QVERIFY(!m_closing->mayClose());
    QTest::keyClick(m_closing->dialog(), Qt::Key_Escape);
    QVERIFY(!m_closing->dialog());
    QVERIFY(m_window->isVisible());
    QVERIFY(!m_drained);
    QVERIFY(!m_closing->mayClose()); // and it can be asked again
    QTest::mouseClick(m_closing->dialog()->cancel(), Qt::LeftButton);
    QVERIFY(!m_closing->dialog());
}

void ClosingTest::whilePausingEscapeDoesNothing()
{
    QVERIFY(!m_closing->mayClose());
    auto* dialog = m_closing->dialog();
    QTest::mouseClick(dialog->pauseAndQuit(), Qt::LeftButton);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QCOMPARE(m_closing->dialog(), dialog);
    QVERIFY(dialog->isVisible());
    QVERIFY(!m_closing->mayClose());
}

void ClosingTest::everyLiveStateCounts()
{
    auto scene = testing::openScene();
    auto& view = scene.snapshot.events.front();
    scene.snapshot.events.resize(1);
    using issuing::EventState;
    for (const auto state :
         {EventState::Armed, EventState::Held, EventState::Open, EventState::Paused, EventState::Draining}) {
        view.event.state = state;
        QCOMPARE(liveEventsOf(scene.snapshot).size(), std::size_t(1));
    }
    for (const auto state : {EventState::Draft, EventState::Closed}) {
        view.event.state = state;
        QVERIFY(liveEventsOf(scene.snapshot).empty());
    }
    view.event.state = EventState::Open;
    view.event.instance->shadow = true; // a rehearsal keeps nobody waiting
    QVERIFY(liveEventsOf(scene.snapshot).empty());
}

QTEST_MAIN(ClosingTest)
#include "closing_test.moc"
