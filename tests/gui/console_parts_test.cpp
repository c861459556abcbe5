#include "app/console/pause_and_drain.h"
#include "app/console/session_guard.h"
#include "app/console/sleep_inhibitor.h"
#include "app/console/stall_watchdog.h"
#include "app/console/tick_cost.h"
#include "tests/support/scenes.h"
#include "tests/support/scripted_backend.h"

#include <QDBusMessage>
#include <QDBusServer>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace firstcome;
using namespace firstcome::console;
using namespace Qt::Literals::StringLiterals;
using firstcome::testing::Scene;
using firstcome::testing::ScriptedBackend;
using issuing::EventState;

namespace {

/// What logind does, as far as the inhibitor sees: gives out the writing end of a pipe and watches it.
class Logind final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

public:
    Logind()
    {
        if (::pipe2(m_pipe, O_NONBLOCK | O_CLOEXEC) != 0)
            qFatal("no pipe");
    }
    ~Logind() override { ::close(m_pipe[0]); }

    /// Somebody else than this object still holds the descriptor.
    bool isInhibited() const
    {
        char byte = 0;
        return ::read(m_pipe[0], &byte, 1) < 0 && errno == EAGAIN;
    }
    QStringList asked;

public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString& who, const QString& why,
                                    const QString& mode)
    {
        asked = {what, who, why, mode};
        const QDBusUnixFileDescriptor given(m_pipe[1]);
        ::close(m_pipe[1]);
        return given;
    }

private:
    int m_pipe[2] = {-1, -1};
};

/// A bus of the test's own, so that the machine's is left alone.
class PrivateBus
{
public:
    PrivateBus()
    {
        m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        if (m_daemon.waitForStarted() && m_daemon.waitForReadyRead())
            m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    }
    ~PrivateBus()
    {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }
    const QString& address() const { return m_address; }

private:
    QProcess m_daemon;
    QString m_address;
};

Scene openEvent(std::uint64_t unsaved)
{
    Scene scene = testing::openScene();
    auto& view = scene.snapshot.events.front();
    view.conservation->outbox = 0;
    view.conservation->unconsumed = unsaved;
    return scene;
}

} // namespace

class ConsolePartsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pausingWaitsUntilAllIsSaved();
    void pausingGivesUpInTheEnd();
    void whatIsNotMeasuredIsNotSaved();
    void withNothingOpenNothingIsPaused();
    void aSignalPausesDrainsAndQuits();
    void aSecondSignalQuitsAtOnce();
    void sleepIsInhibitedThroughLogind();
    void withoutABusNothingHappens();
    void theWatchdogSeesAStall();
    void theWatchdogForgetsOnReset();
    void aTickCostsWhatItSpends();
};

void ConsolePartsTest::pausingWaitsUntilAllIsSaved()
{
    ScriptedBackend backend(openEvent(10'990));
    models::BackendModel bridge(backend);
    QVERIFY(bridge.start());
    PauseAndDrain drain(bridge, std::chrono::seconds(30));
    std::optional<bool> saved;
    drain.run([&](bool all) { saved = all; });
    const auto acts = backend.commandsOf<ActOnEvent>();
    QCOMPARE(acts.size(), std::size_t(1));
    QCOMPARE(acts[0].act, issuing::Act::Pause);
    QTest::qWait(50);
    QVERIFY(!saved);
    backend.edit([](Scene& scene) { scene.snapshot.events.front().conservation->unconsumed = 0; });
    QTRY_VERIFY(saved);
    QVERIFY(*saved);
    QVERIFY(!drain.isRunning());
}

void ConsolePartsTest::pausingGivesUpInTheEnd()
{
    ScriptedBackend backend(openEvent(10'990));
    models::BackendModel bridge(backend);
    QVERIFY(bridge.start());
    PauseAndDrain drain(bridge, std::chrono::milliseconds(60));
    std::optional<bool> saved;
    drain.run([&](bool all) { saved = all; });
    QTRY_VERIFY(saved);
    QVERIFY(!*saved);
}

void ConsolePartsTest::whatIsNotMeasuredIsNotSaved()
{
    Scene scene = openEvent(0);
    scene.snapshot.events.front().conservation->outbox.reset();
    ScriptedBackend backend(std::move(scene));
    backend.setScript([](const Command&) -> std::optional<core::Result<Reply>> {
        return core::fail(core::ErrorKind::Unavailable, "store_down");
    });
    models::BackendModel bridge(backend);
    QVERIFY(bridge.start());
    PauseAndDrain drain(bridge, std::chrono::milliseconds(60));
    std::optional<bool> saved;
    drain.run([&](bool all) { saved = all; });
    QTRY_VERIFY(saved);
    QVERIFY(!*saved);
}

void ConsolePartsTest::withNothingOpenNothingIsPaused()
{
    ScriptedBackend backend(testing::emptyScene());
    models::BackendModel bridge(backend);
    QVERIFY(bridge.start());
    PauseAndDrain drain(bridge);
    std::optional<bool> saved;
    drain.run([&](bool all) { saved = all; });
    QVERIFY(saved && *saved);
    QVERIFY(backend.commands().empty());
}

void ConsolePartsTest::aSignalPausesDrainsAndQuits()
{
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        int drains = 0, quits = 0;
        std::function<void(bool)> drained;
        SessionGuard guard({[&](auto done) {
                                ++drains;
                                drained = std::move(done);
                            },
                            [&] { ++quits; }});
        ::raise(signal);
        QTRY_COMPARE(drains, 1);
        QVERIFY(guard.isEnding());
        QCOMPARE(quits, 0);
        drained(true);
        QCOMPARE(quits, 1);
    }
}

void ConsolePartsTest::aSecondSignalQuitsAtOnce()
{
    int drains = 0, quits = 0;
    SessionGuard guard({[&](const auto&) { ++drains; }, [&] { ++quits; }});
    ::raise(SIGTERM);
    QTRY_COMPARE(drains, 1);
    QCOMPARE(quits, 0);
    ::raise(SIGTERM);
    QTRY_COMPARE(quits, 1);
    QCOMPARE(drains, 1);
}

void ConsolePartsTest::sleepIsInhibitedThroughLogind()
{
    const PrivateBus daemon;
    QVERIFY2(!daemon.address().isEmpty(), "dbus-daemon did not start");
    Logind logind;
    auto server = QDBusConnection::connectToBus(daemon.address(), u"logind"_s);
    QVERIFY(server.registerObject(u"/org/freedesktop/login1"_s, &logind, QDBusConnection::ExportAllSlots));
    QVERIFY(server.registerService(u"org.freedesktop.login1"_s));

    SleepInhibitor inhibitor(QDBusConnection::connectToBus(daemon.address(), u"console"_s));
    QCOMPARE(inhibitor.state(), SleepInhibitor::State::Off);
    inhibitor.setWanted(true, u"An event is open"_s);
    QCOMPARE(inhibitor.state(), SleepInhibitor::State::Asking);
    QTRY_COMPARE(inhibitor.state(), SleepInhibitor::State::Held);
    QCOMPARE(logind.asked, QStringList({u"sleep"_s, u"Firstcome"_s, u"An event is open"_s, u"block"_s}));
    QVERIFY(logind.isInhibited());
    inhibitor.setWanted(false);
    QCOMPARE(inhibitor.state(), SleepInhibitor::State::Off);
    QTRY_VERIFY(!logind.isInhibited());
    QDBusConnection::disconnectFromBus(u"console"_s);
    QDBusConnection::disconnectFromBus(u"logind"_s);
}

void ConsolePartsTest::withoutABusNothingHappens()
{
    SleepInhibitor inhibitor(QDBusConnection::connectToBus(u"unix:path=/nowhere/bus"_s, u"absent"_s));
    inhibitor.setWanted(true, u"An event is open"_s);
    QCOMPARE(inhibitor.state(), SleepInhibitor::State::Refused);
    inhibitor.setWanted(false);
    QCOMPARE(inhibitor.state(), SleepInhibitor::State::Off);
    QDBusConnection::disconnectFromBus(u"absent"_s);
}

void ConsolePartsTest::theWatchdogSeesAStall()
{
    StallWatchdog watchdog;
    watchdog.start();
    QTRY_VERIFY(watchdog.pings() >= 3);
    QTest::qSleep(150); // the loop stands still: this is what it must see
    QTRY_VERIFY(watchdog.longest() >= std::chrono::milliseconds(100));
    std::uint64_t slow = 0;
    for (std::size_t i = 7; i < watchdog.histogram().size(); ++i)
        slow += watchdog.histogram()[i];
    QVERIFY(slow >= 1);
    watchdog.stop();
    QCoreApplication::processEvents();
    const auto pings = watchdog.pings();
    QTest::qWait(60);
    QCOMPARE(watchdog.pings(), pings);
}

void ConsolePartsTest::theWatchdogForgetsOnReset()
{
    StallWatchdog watchdog;
    watchdog.start();
    QTRY_VERIFY(watchdog.pings() >= 1);
    QTest::qSleep(60); // a ping is pending now
    watchdog.reset();
    QCOMPARE(watchdog.pings(), std::uint64_t(0));
    QCOMPARE(watchdog.longest().count(), 0LL);
}

void ConsolePartsTest::aTickCostsWhatItSpends()
{
    ScriptedBackend backend;
    models::BackendModel bridge(backend);
    TickCost cost(bridge);
    QVERIFY(!cost.figures());
    bool burn = true;
    connect(&bridge, &models::BackendModel::updated, this, [&] {
        if (!burn)
            return;
        timespec began{}, now{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &began);
        do
            ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        while ((now.tv_sec - began.tv_sec) * 1'000'000'000LL + now.tv_nsec - began.tv_nsec < 20'000'000);
    });
    QVERIFY(bridge.start());
    QCoreApplication::processEvents();
    for (int i = 0; i < 3; ++i) {
        backend.edit([](Scene&) {});
        QCoreApplication::processEvents();
    }
    QVERIFY(cost.figures());
    QCOMPARE(cost.figures()->ticks, std::size_t(3));
    QVERIFY(cost.figures()->p50Ms >= 20);
    QVERIFY(cost.figures()->maxMs >= cost.figures()->p99Ms - 0.01);
    backend.edit([](Scene&) {});
    backend.edit([](Scene&) {});
    backend.edit([](Scene&) {});
    QCoreApplication::processEvents();
    QCOMPARE(cost.skipped(), std::uint64_t(2));
    cost.reset();
    QVERIFY(!cost.figures());
    QCOMPARE(cost.skipped(), std::uint64_t(0));
    burn = false;
}

QTEST_GUILESS_MAIN(ConsolePartsTest)
#include "console_parts_test.moc"
