#include "models/preferences_store.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace firstcome::models;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

/// What the console remembers.
class PreferencesTest final : public QObject
{
    Q_OBJECT

    static Preferences some()
    {
        Preferences value;
        value.geometry = QRect(-20, 30, 1440, 900);
        value.maximized = true;
        value.page = u"spike"_s;
        value.tables.insert(u"runs"_s, {{120, 80, 60}, 2, true});
        value.windowMs = 0;
        value.theme = u"light"_s;
        value.language = u"ko"_s;
        return value;
    }

private Q_SLOTS:
    void comesBackAsItWas()
    {
        QCOMPARE(*preferencesFromJson(toJson(some())), some());
        QCOMPARE(*preferencesFromJson(toJson({})), Preferences());
    }

    void strangeValuesAreDefaults()
    {
        const auto read = preferencesFromJson(R"({"version":1,"geometry":[1,2],"theme":"pink","language":7,
            "windowMs":12,"tables":{"a":{"widths":[-5,99999999],"sortColumn":-9}},"later":true})");
        QVERIFY(read);
        QCOMPARE(read->geometry, QRect());
        QCOMPARE(read->theme, u"system"_s);
        QCOMPARE(read->language, u"system"_s);
        QCOMPARE(read->windowMs, 30'000);
        QCOMPARE(read->tables.value(u"a"_s).widths, QList<int>({0, 10'000}));
        for (const char* broken : {"", "{", "[]", "{\"version\":0}", "{\"version\":2}"})
            QVERIFY(!preferencesFromJson(broken));
    }

    void isWrittenLaterAndAtTheEnd()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"preferences.json"_s);
        {
            PreferencesStore store(path);
            QVERIFY(store.load());
            store.change([](Preferences& value) { value.page = u"first"_s; });
            QVERIFY(!QFile::exists(path));
            QTRY_VERIFY(contentOf(path).contains("first"));
            store.change([](Preferences& value) { value.page = u"last"_s; });
        }
        PreferencesStore store(path);
        QVERIFY(store.load());
        QCOMPARE(store.value().page, u"last"_s);
    }

    void aBrokenFileIsKeptAside()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"preferences.json"_s);
        write(path, "not json");
        PreferencesStore store(path);
        const auto loaded = store.load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, std::string("broken_preferences"));
        QCOMPARE(store.value(), Preferences());
        QCOMPARE(contentOf(path + u".broken"_s), QByteArray("not json"));
        QVERIFY(!QFile::exists(path));
    }

    void withoutAPathNothingIsWritten()
    {
        PreferencesStore store{QString()};
        QVERIFY(store.load());
        QSignalSpy changed(&store, &PreferencesStore::changed);
        store.change([](Preferences& value) { value.page = u"x"_s; });
        store.change([](Preferences& value) { value.page = u"x"_s; });
        QCOMPARE(changed.size(), 1);
        QTest::qWait(600);
        QVERIFY(!QFile::exists(QString()));
    }

    void aFailedWriteIsTold()
    {
        PreferencesStore store(u"/proc/nowhere/preferences.json"_s);
        QSignalSpy failed(&store, &PreferencesStore::writeFailed);
        store.change([](Preferences& value) { value.page = u"x"_s; });
        QTRY_COMPARE(failed.size(), 1);
    }

    void geometryStaysOnAScreen()
    {
        const QList<QRect> screens{{0, 0, 1920, 1080}, {1920, 0, 2560, 1440}};
        QCOMPARE(keptOnScreen(QRect(100, 100, 1440, 900), screens), QRect(100, 100, 1440, 900));
        QCOMPARE(keptOnScreen(QRect(4000, 200, 1440, 900), screens), QRect(3040, 200, 1440, 900));
        QCOMPARE(keptOnScreen(QRect(-5000, -5000, 3000, 3000), screens), QRect(0, 0, 1920, 1080));
        QCOMPARE(keptOnScreen(QRect(), screens), QRect());
        QCOMPARE(keptOnScreen(QRect(5, 5, 10, 10), {}), QRect(5, 5, 10, 10));
    }
};

QTEST_GUILESS_MAIN(PreferencesTest)
#include "preferences_test.moc"
