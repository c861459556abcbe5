#include "app/console/single_instance.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace firstcome;
using namespace firstcome::console;
using namespace Qt::Literals::StringLiterals;

/// Of two consoles on one data directory the second knows the first and can call it.
class SingleInstanceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSecondConsoleLearnsWhoTheFirstIs();
    void theSecondConsoleCallsTheFirst();
    void aStaleLockIsNoLock();
    void aKilledHolderLetsGo();
    void aFirstThatIsGoneDoesNotAnswer();
    void aDirectoryThatCannotBeWrittenIsAnError();
};

void SingleInstanceTest::theSecondConsoleLearnsWhoTheFirstIs()
{
    const QTemporaryDir directory;
    SingleInstance first(directory.path());
    QVERIFY(first.acquire().value());
    SingleInstance second(directory.path());
    QVERIFY(!second.acquire().value());
    QCOMPARE(second.holder().pid, QCoreApplication::applicationPid());
    QVERIFY(qAbs(second.holder().since.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    const QTemporaryDir elsewhere;
    SingleInstance other(elsewhere.path());
    QVERIFY(other.acquire().value());
}

void SingleInstanceTest::theSecondConsoleCallsTheFirst()
{
    const QTemporaryDir directory;
    SingleInstance first(directory.path());
    QVERIFY(first.acquire().value());
    QSignalSpy asked(&first, &SingleInstance::showRequested);
    SingleInstance second(directory.path());
    QVERIFY(!second.acquire().value());
    std::optional<bool> answered;
    second.askToShow(this, [&](bool yes) { answered = yes; });
    QTRY_VERIFY(answered);
    QVERIFY(*answered);
    QCOMPARE(asked.count(), 1);
}

void SingleInstanceTest::aStaleLockIsNoLock()
{
    const QTemporaryDir directory;
    QFile stale(directory.filePath(u"console.lock"_s));
    QVERIFY(stale.open(QIODevice::WriteOnly));
    stale.write(R"({"pid":1,"since":"2020-01-01T00:00:00.000Z","socket":"/nowhere"})");
    stale.close();
    SingleInstance first(directory.path());
    QVERIFY(first.acquire().value());
    QCOMPARE(first.holder().pid, QCoreApplication::applicationPid());
}

void SingleInstanceTest::aKilledHolderLetsGo()
{
    const QTemporaryDir directory;
    const QByteArray path = QFile::encodeName(directory.filePath(u"console.lock"_s));
    int ready[2];
    QCOMPARE(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const int file = ::open(path.constData(), O_RDWR | O_CREAT, 0600);
        const char byte = ::flock(file, LOCK_EX) == 0 ? 'y' : 'n';
        if (::write(ready[1], &byte, 1) == 1)
            ::pause();
        ::_exit(0);
    }
    char byte = 0;
    QCOMPARE(::read(ready[0], &byte, 1), ssize_t(1));
    QCOMPARE(byte, 'y');
    SingleInstance here(directory.path());
    QVERIFY(!here.acquire().value());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    QVERIFY(here.acquire().value());
    ::close(ready[0]);
    ::close(ready[1]);
}

void SingleInstanceTest::aFirstThatIsGoneDoesNotAnswer()
{
    const QTemporaryDir directory;
    auto first = std::make_unique<SingleInstance>(directory.path());
    QVERIFY(first->acquire().value());
    SingleInstance second(directory.path());
    QVERIFY(!second.acquire().value());
    first.reset();
    std::optional<bool> answered;
    second.askToShow(this, [&](bool yes) { answered = yes; });
    QTRY_VERIFY(answered);
    QVERIFY(!*answered);
    QVERIFY(second.acquire().value());
}

void SingleInstanceTest::aDirectoryThatCannotBeWrittenIsAnError()
{
    SingleInstance instance(u"/proc/no-such-directory"_s);
    const auto got = instance.acquire();
    QVERIFY(!got);
    QCOMPARE(got.error().code, std::string("data_dir_unwritable"));
}

QTEST_GUILESS_MAIN(SingleInstanceTest)
#include "single_instance_test.moc"
