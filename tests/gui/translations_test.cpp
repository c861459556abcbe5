#include "widgets/theme/resources.h"

#include <QFile>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

/// English and Korean are equals: every sentence has its translation, with the same places for its arguments.
class TranslationsTest final : public QObject
{
    Q_OBJECT

    static QStringList placesIn(const QString& text)
    {
        static const QRegularExpression place(QStringLiteral("%[0-9n]|&lt;|<[a-z/]+>"));
        QStringList places;
        for (const auto& match : place.globalMatch(text))
            places.append(match.captured());
        places.sort();
        return places;
    }

    /// Problems of a .ts file, one a line.
    static QStringList problemsOf(const QByteArray& ts)
    {
        QStringList problems;
        QXmlStreamReader xml(ts);
        QString context, source;
        int messages = 0;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else if (xml.name() == QLatin1String("source"))
                source = xml.readElementText();
            else if (xml.name() == QLatin1String("translation")) {
                ++messages;
                const auto type = xml.attributes().value(QLatin1String("type"));
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                if (type == QLatin1String("unfinished") || text.isEmpty())
                    problems.append(context + QStringLiteral(": unfinished: ") + source);
                else if (placesIn(text) != placesIn(source))
                    problems.append(context + QStringLiteral(": other arguments: ") + source);
            }
        }
        if (xml.hasError() || messages == 0)
            problems.append(QStringLiteral("unreadable: ") + xml.errorString());
        return problems;
    }

private Q_SLOTS:
    void plantedProblemsAreFound()
    {
        const QByteArray planted =
            "<TS><context><name>A</name><message><source>One %1</source>"
            "<translation type=\"unfinished\"></translation></message>"
            "<message><source>Two %1</source><translation>두 개</translation></message>"
            "<message><source>Three</source><translation>셋</translation></message></context></TS>";
        QCOMPARE(problemsOf(planted).size(), 2);
        QCOMPARE(problemsOf("<TS>").size(), 1);
    }

    void koreanIsFinished()
    {
        QFile file(QStringLiteral(FIRSTCOME_SOURCE_DIR "/resources/translations/firstcome_ko.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList problems = problemsOf(file.readAll());
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }

    /// What the sources say now, not only what was gathered when somebody last did it.
    void everyWordIsGathered()
    {
        const QString tool = QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate");
        QVERIFY2(QFile::exists(tool), qPrintable(tool));
        const QString root = QStringLiteral(FIRSTCOME_SOURCE_DIR);
        QTemporaryDir directory;
        const QString copy = directory.filePath(QStringLiteral("firstcome_ko.ts"));
        QVERIFY(QFile::copy(root + QStringLiteral("/resources/translations/firstcome_ko.ts"), copy));
        QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
        QStringList arguments{QStringLiteral("-silent"),
                              QStringLiteral("-no-obsolete"),
                              QStringLiteral("-locations"),
                              QStringLiteral("none"),
                              QStringLiteral("-disable-heuristic"),
                              QStringLiteral("sametext"),
                              QStringLiteral("-I"),
                              root};
        for (const char* layer : {"/widgets", "/models", "/app/console"})
            arguments.append(root + QLatin1String(layer));
        QProcess lupdate;
        lupdate.start(tool, arguments + QStringList{QStringLiteral("-ts"), copy});
        QVERIFY(lupdate.waitForFinished(60'000));
        QCOMPARE(lupdate.exitCode(), 0);
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList problems = problemsOf(file.readAll());
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }

    void koreanIsBuiltIn()
    {
        firstcome::theme::loadResources();
        QTranslator translator;
        QVERIFY(translator.load(QStringLiteral(":/translations/firstcome_ko.qm")));
        QCOMPARE(translator.translate("EventWords", "armed"), QStringLiteral("준비됨"));
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "translations_test.moc"
