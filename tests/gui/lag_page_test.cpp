#include "models/lag_model.h"
#include "tests/gui/support/fit_checker.h"
#include "tests/gui/support/hand.h"
#include "tests/gui/support/launch_page_case.h"
#include "widgets/pages/launch/lag_card.h"
#include "widgets/pages/launch/lag_panel.h"
#include "widgets/parts/format.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>

using namespace firstcome;
using namespace firstcome::pages::launch;
using namespace firstcome::testing;
using eventlog::GroupLag;
using eventlog::LagPart;
using eventlog::LagStatus;
using models::LagModel;

namespace {

GroupLag group(bool ours, LagStatus status, std::int64_t lag)
{
    GroupLag made;
    made.group = ours ? "ours" : "theirs";
    made.ours = ours;
    made.partitions = {{"t", 0, 100, 100 + lag, 1.5, false, status}};
    return made;
}

} // namespace

class LagPageTest : public LaunchPageCase
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { close(); }

    void rowsFollowTheSnapshot();
    void whatIsNotKnownIsNotZero();
    void healthIsTheWorstOfStatusAndThresholds_data();
    void healthIsTheWorstOfStatusAndThresholds();
    void everyStatusSaysWhatItMeansAndWhatToDo();
    void nothingOfItWhereTheLogHasNoPartitions();
    void theWorstGroupIsNamedOnTheLine();
    void theTableIsReachedByMouseAndByKey();
    void theTableSortsByFigureAndIsCopied();
    void problemsAreSaidInWords();
    void oldFiguresShowTheirAge();
    void nothingIsClippedOrCovered_data();
    void nothingIsClippedOrCovered();

private:
    LaunchPage& show(Scene scene, QSize size = kPageSize)
    {
        auto& page = LaunchPageCase::show(std::move(scene), size);
        PageBench::passDeafTime();
        return page;
    }
};

void LagPageTest::rowsFollowTheSnapshot()
{
    ModelBench bench(clusterScene());
    LagModel model(bench.model);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 60);
    QCOMPARE(model.columnCount(), int(LagModel::ColumnCount));
    const auto value = [&](int row, int column) {
        return model.index(row, column).data(LagModel::ValueRole);
    };
    QCOMPARE(value(1, LagModel::GroupColumn).toString(), QStringLiteral("firstcome-ledger"));
    QCOMPARE(value(1, LagModel::PartitionColumn).toString(), QStringLiteral("coupon-issue-requested/1"));
    QCOMPARE(value(1, LagModel::EndColumn).toLongLong(), 9'999);
    QCOMPARE(value(1, LagModel::SavedColumn).toLongLong(), 9'999 - 1'092);
    QCOMPARE(value(1, LagModel::LagColumn).toLongLong(), 1'092);
    QCOMPARE(value(1, LagModel::BehindColumn).toDouble(), 5.3);
    QCOMPARE(value(24, LagModel::StatusColumn).toInt(), int(LagStatus::Warn));

    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy edits(&model, &QAbstractItemModel::dataChanged);
    bench.edit([](Scene& scene) { scene.snapshot.lag->groups[0].partitions[3].end = 12'345; });
    QCOMPARE(resets.size(), 0);
    QCOMPARE(edits.size(), 1);
    QCOMPARE(edits[0][0].toModelIndex().row(), 3);
    QCOMPARE(edits[0][1].toModelIndex().row(), 3);
    bench.edit([](Scene&) {});
    QCOMPARE(edits.size(), 1);
    bench.edit([](Scene& scene) { scene.snapshot.lag->groups.pop_back(); });
    QCOMPARE(resets.size(), 1);
    QCOMPARE(model.rowCount(), 40);
    bench.edit([](Scene& scene) { scene.snapshot.lag.reset(); });
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.age());
}

void LagPageTest::whatIsNotKnownIsNotZero()
{
    Scene scene = clusterScene();
    scene.snapshot.lag->groups[1].partitions[0] = {"coupon-issue-requested", 0, {}, 50, {}, false,
                                                   LagStatus::Unknown};
    auto& page = show(scene);
    Hand::click(page.lag().tableButton());
    const auto* table = page.lagPanel().table();
    const auto text = [&](int column) { return table->model()->index(20, column).data().toString(); };
    QCOMPARE(text(LagModel::SavedColumn), parts::notKnown());
    QCOMPARE(text(LagModel::LagColumn), parts::notKnown());
    QCOMPARE(text(LagModel::BehindColumn), parts::notKnown());
    QCOMPARE(text(LagModel::EndColumn), QStringLiteral("50"));
}

void LagPageTest::healthIsTheWorstOfStatusAndThresholds_data()
{
    QTest::addColumn<bool>("ours");
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("lag");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* name, bool ours, LagStatus status, qint64 lag, PartHealth expected) {
        QTest::newRow(name) << ours << int(status) << lag << int(expected);
    };
    row("fine", true, LagStatus::Ok, 0, PartHealth::Fine);
    row("below the warning", true, LagStatus::Ok, 999, PartHealth::Fine);
    row("at the warning", true, LagStatus::Ok, 1'000, PartHealth::Warning);
    row("at the critical", true, LagStatus::Ok, 10'000, PartHealth::Critical);
    row("unknown", true, LagStatus::Unknown, 5, PartHealth::Unknown);
    row("unknown but much", true, LagStatus::Unknown, 10'000, PartHealth::Critical);
    row("falls behind", true, LagStatus::Warn, 5, PartHealth::Warning);
    row("stalls", true, LagStatus::Stall, 5, PartHealth::Critical);
    row("stopped", true, LagStatus::Stop, 5, PartHealth::Critical);
    row("went back", true, LagStatus::Rewind, 5, PartHealth::Critical);
    row("another stopped", false, LagStatus::Stop, 5, PartHealth::Warning);
    row("another far behind", false, LagStatus::Ok, 10'000, PartHealth::Warning);
}

void LagPageTest::healthIsTheWorstOfStatusAndThresholds()
{
    QFETCH(bool, ours);
    QFETCH(int, status);
    QFETCH(qint64, lag);
    QFETCH(int, expected);
    QCOMPARE(int(LagModel::healthOf(group(ours, static_cast<LagStatus>(status), lag), 1'000, 10'000)),
             expected);
}

void LagPageTest::everyStatusSaysWhatItMeansAndWhatToDo()
{
    QSet<QString> said;
    for (const bool ours : {true, false})
        for (const auto status : {LagStatus::Ok, LagStatus::Warn, LagStatus::Stall, LagStatus::Stop,
                                  LagStatus::Rewind, LagStatus::Unknown}) {
            const QString sentence = LagWords::sentence(group(ours, status, 5), false);
            QVERIFY2(sentence.startsWith(ours ? QStringLiteral("ours: ") : QStringLiteral("theirs: ")),
                     qPrintable(sentence));
            if (status > LagStatus::Ok)
                QVERIFY2(sentence.contains(QStringLiteral("oupon")), qPrintable(sentence));
            said.insert(sentence);
            QVERIFY(!LagWords::status(status, ours).isEmpty());
        }
    for (const bool ours : {true, false})
        said.insert(LagWords::sentence(group(ours, LagStatus::Ok, 5'000), true));
    QCOMPARE(said.size(), 14);
}

void LagPageTest::nothingOfItWhereTheLogHasNoPartitions()
{
    auto& page = show(openScene());
    QVERIFY(!page.lag().isVisible());
    Hand::key(Qt::Key_L, Qt::ControlModifier);
    QVERIFY(!page.lagPanel().panel()->isVisible());
}

void LagPageTest::theWorstGroupIsNamedOnTheLine()
{
    auto& page = show(clusterScene());
    QVERIFY(page.lag().isVisible());
    QCOMPARE(page.lag().mark(), parts::Mark::Critical); // over 10,000 of ours wait
    QVERIFY2(page.lag().words().startsWith(QStringLiteral("firstcome-ledger: 10,990 ")),
             qPrintable(page.lag().words()));
    m_bench->edit([](Scene& scene) {
        for (auto& partition : scene.snapshot.lag->groups[0].partitions)
            partition.committed = partition.end;
    });
    QCOMPARE(page.lag().mark(), parts::Mark::Warning);
    QVERIFY2(page.lag().words().startsWith(QStringLiteral("billing: 812 ")), qPrintable(page.lag().words()));
    m_bench->edit([](Scene& scene) { scene.snapshot.lag->groups.resize(1); });
    QCOMPARE(page.lag().mark(), parts::Mark::Fine);
    QCOMPARE(page.lag().words(), QStringLiteral("firstcome-ledger: all that is in the log is saved."));
}

void LagPageTest::theTableIsReachedByMouseAndByKey()
{
    auto& page = show(clusterScene());
    QVERIFY(m_keys->conflicts().isEmpty());
    QVERIFY(Hand::click(page.lag().tableButton()));
    QVERIFY(page.lagPanel().panel()->isVisible());
    QCOMPARE(page.lagPanel().table()->model()->rowCount(), 60);
    QCOMPARE(page.lagPanel().sentences().size(), 3);
    Hand::key(Qt::Key_Escape);
    QVERIFY(!page.lagPanel().panel()->isVisible());
    Hand::look();
    Hand::key(Qt::Key_L, Qt::ControlModifier);
    QVERIFY(page.lagPanel().panel()->isVisible());
    QVERIFY(page.lagPanel().table()->hasFocus());
    Hand::look();
    Hand::key(Qt::Key_L, Qt::ControlModifier);
    QVERIFY(!page.lagPanel().panel()->isVisible());
}

void LagPageTest::theTableSortsByFigureAndIsCopied()
{
    auto& page = show(clusterScene());
    Hand::click(page.lag().tableButton());
    auto* table = page.lagPanel().table();
    const auto text = [&](int row, int column) {
        return table->model()->index(row, column).data().toString();
    };
    table->sortByColumn(LagModel::LagColumn, Qt::DescendingOrder);
    QCOMPARE(text(0, LagModel::GroupColumn), QStringLiteral("archive"));
    QCOMPARE(text(0, LagModel::LagColumn), QStringLiteral("9,998"));
    table->sortByColumn(LagModel::PartitionColumn, Qt::AscendingOrder);
    QCOMPARE(text(0, LagModel::PartitionColumn), QStringLiteral("coupon-issue-requested/0"));
    QCOMPARE(text(59, LagModel::PartitionColumn), QStringLiteral("coupon-issue-requested.rehearsal/9"));
    table->sortByColumn(LagModel::StatusColumn, Qt::DescendingOrder);
    QCOMPARE(text(0, LagModel::StatusColumn), QStringLiteral("nobody reads"));

    table->copy();
    const auto lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 61);
    QCOMPARE(lines[0].split(u'\t').size(), int(LagModel::ColumnCount));
    QVERIFY(lines[1].startsWith(QStringLiteral("archive\t")));
}

void LagPageTest::problemsAreSaidInWords()
{
    Scene scene = clusterScene();
    scene.snapshot.lag->problem = "topic_missing";
    scene.snapshot.lag->detail = "coupon-issue-requested.rehearsal";
    auto& page = show(scene);
    QVERIFY2(page.lag().words().contains(QStringLiteral("coupon-issue-requested.rehearsal is not there yet")),
             qPrintable(page.lag().words()));
    Hand::click(page.lag().tableButton());
    QCOMPARE(page.lagPanel().sentences().size(), 4);
    m_bench->edit([](Scene& changed) { changed.snapshot.lag->problem = "log_down"; });
    QVERIFY(page.lagPanel().sentences().first().startsWith(QStringLiteral("Kafka does not answer")));
    m_bench->edit([](Scene& changed) {
        changed.snapshot.lag->problem.clear();
        changed.snapshot.lag->groups[0].problem = "ledger_down";
    });
    QVERIFY(page.lagPanel().sentences().first().startsWith(QStringLiteral("The ledger does not answer")));
    m_bench->edit([](Scene& changed) {
        changed.snapshot.lag->groups[0].problem.clear();
        changed.snapshot.lag->groups[1].problem = "group_unreadable";
    });
    QCOMPARE(page.lagPanel().sentences().size(), 3);
    QVERIFY(
        page.lagPanel().sentences()[1].startsWith(QStringLiteral("billing: Kafka does not let it be read")));
}

void LagPageTest::oldFiguresShowTheirAge()
{
    auto& page = show(clusterScene());
    Hand::click(page.lag().tableButton());
    const auto shown = [&] {
        for (const auto* label : page.lagPanel().panel()->findChildren<QLabel*>())
            if (label->isVisible() && label->text().startsWith(QStringLiteral("Measured ")))
                return label->text();
        return QString();
    };
    QCOMPARE(shown(), QString());
    m_bench->edit([](Scene& scene) { scene.snapshot.takenAt += std::chrono::seconds(20); });
    QCOMPARE(shown(), QStringLiteral("Measured 20\u00a0s ago"));
}

void LagPageTest::nothingIsClippedOrCovered_data()
{
    QTest::addColumn<bool>("korean");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("open");
    for (const bool korean : {false, true})
        for (const auto size : {kSmallPage, kPageSize})
            for (const bool open : {false, true})
                QTest::addRow("%s %d %s", korean ? "ko" : "en", size.width(), open ? "panel" : "line")
                    << korean << size << open;
}

void LagPageTest::nothingIsClippedOrCovered()
{
    QFETCH(bool, korean);
    QFETCH(QSize, size);
    QFETCH(bool, open);
    const auto names = korean ? Names::Korean : Names::English;
    const LanguageScope language(names);
    auto& page = show(clusterScene(names), size);
    if (open)
        QVERIFY(Hand::click(page.lag().tableButton()));
    QTest::qWait(50);
    const QWidget& root = open ? static_cast<QWidget&>(*page.lagPanel().panel()) : page;
    const QStringList found = misfits(root);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    if (!open)
        return;
    // Every cell has the room for its words.
    const auto* table = page.lagPanel().table();
    const QFontMetrics metrics(table->font());
    for (int column = 0; column < LagModel::ColumnCount; ++column)
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QString text = table->model()->index(row, column).data().toString();
            QVERIFY2(metrics.horizontalAdvance(text) + 8 <= table->columnWidth(column), qPrintable(text));
        }
    QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
}

QTEST_MAIN(LagPageTest)
#include "lag_page_test.moc"
