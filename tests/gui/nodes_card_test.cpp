#include "models/node_list_model.h"
#include "tests/gui/support/page_bench.h"
#include "widgets/charts/chart.h"
#include "widgets/pages/launch/launch_page.h"
#include "widgets/pages/launch/node_words.h"
#include "widgets/pages/launch/nodes_card.h"
#include "widgets/parts/format.h"
#include "widgets/parts/problem_words.h"
#include "widgets/shell/status_strip.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace firstcome;
using namespace firstcome::pages::launch;
using namespace firstcome::testing;
using models::NodeListModel;
using namespace Qt::Literals::StringLiterals;

namespace {

NodeView node(const char* name, const char* address, LinkState state, std::chrono::milliseconds age)
{
    NodeView view;
    view.name = name;
    view.address = address;
    view.state = state;
    view.age = age;
    if (state == LinkState::Live) {
        view.requestsPerSecond = 9'812.4;
        view.p95Ms = 2.6;
        view.inFlight = 37;
    }
    return view;
}

/// Two nodes during a launch.
Scene fleetScene()
{
    Scene scene = openScene();
    scene.snapshot.profile = "cluster";
    scene.snapshot.nodes = {node("seoul-1", "127.0.0.1:8081", LinkState::Live, std::chrono::milliseconds(40)),
                            node("seoul-2", "127.0.0.1:8082", LinkState::Live, std::chrono::milliseconds(90))};
    return scene;
}

QStringList rowOf(const QAbstractItemModel& model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells.append(model.index(row, column).data().toString());
    return cells;
}

} // namespace

class NodesCardTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(m_theme); }

    void liveNodesThatItIsNotAttachedToAreOffered()
    {
        PageBench bench(m_theme, fleetScene());
        auto* card = new NodesCard(m_theme, bench.model());
        bench.show(*card, {900, 240});
        QVERIFY(card->others().isEmpty());
        bench.edit([](Scene& scene) {
            scene.snapshot.fleet = {{"seoul-1", "10.0.0.1:8081", "firstcome", true, std::chrono::milliseconds(40)},
                                    {"seoul-2", "10.0.0.2:8081", "firstcome", true, std::chrono::milliseconds(40)},
                                    {"seoul-3", "10.0.0.3:8081", "firstcome", true, std::chrono::milliseconds(40)},
                                    {"seoul-4", "10.0.0.4:8081", "firstcome", false, std::chrono::seconds(40)}};
        });
        QVERIFY(card->others().contains(QStringLiteral("seoul-3\u00a010.0.0.3:8081")));
        QVERIFY(!card->others().contains(QStringLiteral("seoul-1")) && !card->others().contains(QStringLiteral("seoul-4")));
    }
    void theModelKeepsItsPromises()
    {
        ModelBench bench(fleetScene());
        NodeListModel model(bench.model);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.liveCount(), 2);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        bench.edit([](Scene& scene) { scene.snapshot.nodes[1].state = LinkState::Stale; });
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.front().at(0).value<QModelIndex>().row(), 1);
        QCOMPARE(model.liveCount(), 1);
        bench.edit([](Scene&) {});
        QCOMPARE(changes.size(), 1); // nothing new, nothing told
        QVERIFY(!model.data(model.index(0, NodeListModel::ColumnCount), NodeListModel::ValueRole).isValid());
    }

    void aRowSaysWhatItsNodeDoes()
    {
        ModelBench bench(fleetScene());
        NodeListModel model(bench.model);
        NodeWords words(m_theme, model);
        QAbstractItemModelTester tester(&words, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(rowOf(words, 0), QStringList({u"seoul-1"_s, u"127.0.0.1:8081"_s, u"live"_s, u"9,812"_s,
                                               u"2.6\u00a0ms"_s, u"37"_s, u"now"_s}));
        QCOMPARE(words.index(0, NodeListModel::StateColumn).data(NodeListModel::StateRole).toInt(), int(LinkState::Live));
        bench.edit([](Scene& scene) {
            scene.snapshot.nodes[0] = node("seoul-1", "127.0.0.1:8081", LinkState::Stale, std::chrono::seconds(2));
        });
        const auto row = rowOf(words, 0);
        QCOMPARE(row.at(NodeListModel::StateColumn), u"stale: it says nothing"_s);
        QCOMPARE(row.at(NodeListModel::RateColumn), parts::notKnown()); // not known, not zero
        QVERIFY(words.index(0, NodeListModel::StateColumn).data(Qt::ForegroundRole).isValid());
    }

    void everyReasonHasWordsOfItsOwn()
    {
        QSet<QString> seen;
        for (const char* code : {"connection_refused", "connection_lost", "node_silent", "node_stopped", "wrong_token",
                                 "tls_required", "not_a_node", "wrong_version", "shares_nothing"})
            seen.insert(NodeWords::standing(LinkState::Refused, QString::fromLatin1(code)));
        QCOMPARE(seen.size(), 9);
    }

    void theCardIsThereOnlyWhereTheConsoleIsAttached()
    {
        PageBench bench(m_theme, openScene());
        auto* page = new LaunchPage(bench.model(), bench.clock(), m_theme, bench.toasts(), {}, &bench.window());
        bench.show(*page, {1364, 852});
        QVERIFY(!page->nodes().isVisible());
        bench.edit([](Scene& scene) { scene.snapshot.nodes = fleetScene().snapshot.nodes; });
        QVERIFY(page->nodes().isVisible());
        QCOMPARE(page->nodes().table()->model()->rowCount(), 2);
        delete page;
    }

    void aStaleNodeIsSeenInBothLanguages_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<QString>("stale");
        QTest::addColumn<QString>("strip");
        QTest::newRow("en") << int(Names::English) << u"stale: it says nothing"_s << u"1 of 2 nodes"_s;
        QTest::newRow("ko") << int(Names::Korean) << u"소식 없음"_s << u"노드 2개 중 1개"_s;
    }
    void aStaleNodeIsSeenInBothLanguages()
    {
        QFETCH(int, language);
        QFETCH(QString, stale);
        QFETCH(QString, strip);
        const LanguageScope scope{static_cast<Names>(language)};
        Scene scene = fleetScene();
        scene.snapshot.nodes[1] = node("seoul-2", "127.0.0.1:8082", LinkState::Stale, std::chrono::seconds(3));
        PageBench bench(m_theme, scene);
        models::StatusViewModel status(bench.model(), bench.clock());
        shell::StatusStrip top(m_theme, status, &bench.window());
        top.resize(1440, theme::kStripHeight);
        QVERIFY2(top.shownTexts().contains(strip), qPrintable(top.shownTexts().join(u'|')));
        auto* page = new LaunchPage(bench.model(), bench.clock(), m_theme, bench.toasts(), {}, &bench.window());
        bench.show(*page, {1364, 852});
        const auto* table = page->nodes().table()->model();
        QCOMPARE(table->index(1, NodeListModel::StateColumn).data().toString(), stale);
        delete page;
    }

    void inANarrowPageTheStandingKeepsItsRoom()
    {
        PageBench bench(m_theme, fleetScene());
        auto* page = new LaunchPage(bench.model(), bench.clock(), m_theme, bench.toasts(), {}, &bench.window());
        bench.show(*page, {1104, 852});
        const auto* table = page->nodes().table();
        QVERIFY(table->isColumnHidden(NodeListModel::NameColumn));
        QVERIFY(!table->isColumnHidden(NodeListModel::AddressColumn)); // what it is called by is always known
        const int needed = QFontMetrics(m_theme.font(theme::Type::Row)).horizontalAdvance(u"refused: wrong token"_s);
        QVERIFY(table->columnWidth(NodeListModel::StateColumn) > needed);
        bench.window().resize(1364, 852);
        QTRY_VERIFY(!table->isColumnHidden(NodeListModel::NameColumn));
        delete page;
    }

    void inALowPageOneLineNamesWhoIsMissed()
    {
        Scene scene = fleetScene();
        scene.snapshot.nodes[1] = node("seoul-2", "127.0.0.1:8082", LinkState::Stale, std::chrono::seconds(3));
        PageBench bench(m_theme, scene);
        auto* page = new LaunchPage(bench.model(), bench.clock(), m_theme, bench.toasts(), {}, &bench.window());
        bench.show(*page, {1104, 672});
        QVERIFY(!page->nodes().table()->isVisible());
        bool named = false;
        for (const auto* label : page->nodes().findChildren<QLabel*>())
            named = named || label->text() == u"1 of 2 live · 127.0.0.1:8082\u00a0stale: it says nothing"_s;
        QVERIFY(named);
        delete page;
    }

    void chartsAreNotCutOff_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("missed");
        QTest::newRow("low, all live") << QSize(1104, 672) << false;
        QTest::newRow("low, one missed") << QSize(1104, 672) << true;
        QTest::newRow("all live") << QSize(1364, 852) << false;
        QTest::newRow("one missed") << QSize(1364, 852) << true;
    }
    void chartsAreNotCutOff()
    {
        QFETCH(QSize, size);
        QFETCH(bool, missed);
        Scene scene = fleetScene();
        if (missed) {
            scene.snapshot.nodes[1] = node("seoul-2", "127.0.0.1:8082", LinkState::Refused, std::chrono::seconds(3));
            scene.snapshot.api = {PartHealth::Warning, "nodes_missing", "127.0.0.1:8082", scene.snapshot.takenAt};
        }
        PageBench bench(m_theme, scene);
        auto* page = new LaunchPage(bench.model(), bench.clock(), m_theme, bench.toasts(), {}, &bench.window());
        bench.show(*page, size);
        const auto shown = page->findChildren<charts::Chart*>();
        QCOMPARE(shown.size(), 4);
        for (const auto* chart : shown)
            QTRY_VERIFY2(chart->height() >= chart->minimumSizeHint().height(), qPrintable(chart->title()));
        QVERIFY(page->nodes().isVisible() || !missed);
        delete page;
    }

    void withoutAnyNodeThePageSaysSo()
    {
        Scene scene = emptyScene();
        scene.snapshot.eventsKnown = false;
        scene.snapshot.starting = false;
        scene.snapshot.nodes = {node("", "127.0.0.1:8081", LinkState::Refused, {})};
        scene.snapshot.nodes[0].code = "wrong_token";
        scene.snapshot.api = {PartHealth::Critical, "no_node", "127.0.0.1:8081", scene.snapshot.takenAt};
        const auto problem = parts::ProblemWords::worst(scene.snapshot);
        QVERIFY(problem);
        QVERIFY(problem->sentence().contains(u"hears no node"_s));
        QVERIFY(!problem->sentence().contains(u"Nobody can reach"_s)); // that is not known
    }

private:
    theme::Theme m_theme{theme::Scheme::Dark};
};

QTEST_MAIN(NodesCardTest)
#include "nodes_card_test.moc"
