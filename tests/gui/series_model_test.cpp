#include "models/event_draft_form.h"
#include "models/event_editor_model.h"
#include "models/live_series.h"
#include "models/people_model.h"
#include "models/rehearsal_ghost.h"
#include "tests/gui/support/model_test.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace firstcome;
using namespace firstcome::models;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

issuing::InstanceId christmasId(const ModelBench& bench)
{
    return bench.backend.snapshot()->events.front().event.instance->id;
}

std::vector<std::string> codesOf(const EventDraftForm& form, std::uint64_t people = 10)
{
    std::vector<std::string> codes;
    for (const auto& problem : form.problems({*issuing::CouponId::parse("TAKEN")}, seoul(2026, 12, 24, 9, 0, 0), people))
        codes.emplace_back(problem.code);
    return codes;
}

EventDraftForm goodForm()
{
    EventDraftForm form;
    form.couponId = QStringLiteral("XMAS");
    form.name = QStringLiteral("Christmas");
    form.total = QStringLiteral("100,000");
    return form;
}

QDateTime seoulTime(int day, int hour)
{
    return QDateTime(QDate(2026, 12, day), QTime(hour, 0), Qt::OffsetFromUTC, 9 * 3600);
}

} // namespace

class SeriesModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSeriesReadsWhatCameBefore();
    void missedSnapshotsAreReadFromHistory();
    void theStackSumsToTheAttempts();
    void columnsDoNotDependOnWhereTheWindowStarts();
    void noPeakIsAveragedAwayOnceItIsOld();
    void memoryIsBounded();
    void anotherInstanceStartsAfresh();
    void theGhostIsTheMatchingRehearsal();
    void theFormNamesEachBadField();
    void theFormKeepsWhatADraftSays();
    void anEditCarriesTheVersionThatWasOpened();
    void peopleAreImportedAndBadRowsListed();
};

void SeriesModelTest::theSeriesReadsWhatCameBefore()
{
    ModelBench bench(openScene());
    LiveSeries live(bench.model);
    live.select(christmasId(bench));
    bench.settle();
    QCOMPARE(live.series().endTick() - live.series().firstTick(), 240);
    QCOMPARE(live.series().newest(Channel::SoldOut), std::optional(18'460.0F));
    const auto all = live.series().cell(Channel::Accepted, live.series().firstTick(), live.series().endTick());
    QCOMPARE(all.sum / 10, 100'000.0F);
}

void SeriesModelTest::missedSnapshotsAreReadFromHistory()
{
    ModelBench bench(openScene());
    LiveSeries live(bench.model);
    live.select(christmasId(bench));
    bench.settle();
    const auto end = live.series().endTick();
    bench.edit([&](Scene& scene) { // 12 s in which this console saw nothing
        for (int i = 0; i < 120; ++i) {
            auto tick = scene.instanceTicks.back();
            ++tick.index;
            auto server = scene.serverTicks.back();
            ++server.index;
            scene.instanceTicks.push_back(tick);
            scene.serverTicks.push_back(server);
        }
    });
    bench.settle();
    QCOMPARE(live.series().endTick(), end + 120);
    QCOMPARE(live.series().cell(Channel::Attempts, end, end + 120).count, 120U);
    const auto reads = bench.backend.commandsOf<ReadHistory>();
    QCOMPARE(reads.back().from, end);
    QCOMPARE(reads.back().to, end + 70);
}

void SeriesModelTest::theStackSumsToTheAttempts()
{
    ModelBench bench(openScene());
    LiveSeries live(bench.model);
    live.select(christmasId(bench));
    bench.settle();
    const auto& series = live.series();
    for (auto tick = series.firstTick(); tick < series.endTick(); ++tick) {
        float sum = 0;
        for (const auto channel : kStack)
            sum += series.cell(channel, tick, tick + 1).mean();
        QCOMPARE(sum, series.cell(Channel::Attempts, tick, tick + 1).mean());
    }
    std::uint64_t requests = 0;
    for (const auto& tick : openScene().serverTicks)
        requests += tick.requests;
    const auto attempts = series.cell(Channel::Attempts, series.firstTick(), series.endTick()).sum / 10;
    QVERIFY(qAbs(attempts - static_cast<float>(requests)) < 1);
}

void SeriesModelTest::columnsDoNotDependOnWhereTheWindowStarts()
{
    ModelBench bench(openScene());
    LiveSeries live(bench.model);
    live.select(christmasId(bench));
    bench.settle();
    const auto& series = live.series();
    std::vector<Cell> here;
    std::vector<Cell> shifted;
    for (const std::int64_t width : {3, 10, 20}) {
        const auto from = series.firstTick();
        series.columns(Channel::P99, from, width, 20, here);
        series.columns(Channel::P99, from + width - from % width, width, 19, shifted);
        for (std::size_t k = 0; k < shifted.size(); ++k) {
            QCOMPARE(shifted[k].max, here[k + 1].max);
            QCOMPARE(shifted[k].count, here[k + 1].count);
        }
    }
}

void SeriesModelTest::noPeakIsAveragedAwayOnceItIsOld()
{
    TickSeries series;
    telemetry::ServerTick tick;
    for (std::int64_t i = 0; i < 20'000; ++i) {
        tick.index = 1'000'000 + i;
        tick.p99Ms = i == 777 ? 250.0F : 2.0F;
        series.put(tick);
    }
    const auto old = series.cell(Channel::P99, 1'000'770, 1'000'780);
    QCOMPARE(old.max, 250.0F);
    QCOMPARE(old.min, 2.0F);
    QCOMPARE(old.count, 10U);
    QCOMPARE(series.cell(Channel::P99, 1'000'000, 1'020'000).max, 250.0F);
}

void SeriesModelTest::memoryIsBounded()
{
    TickSeries series;
    telemetry::InstanceTick tick;
    tick.remaining = 5;
    for (std::int64_t i = 0; i < 300'000; i += 7) {
        tick.index = 1'000'000 + i;
        series.put(tick);
    }
    QVERIFY(series.endTick() - series.firstTick() <= TickSeries::kSeconds * TickSeries::kTicksPerSecond);
    QCOMPARE(series.cell(Channel::Remaining, 1'000'000, 1'000'100).count, 0U);
}

void SeriesModelTest::anotherInstanceStartsAfresh()
{
    ModelBench bench(openScene());
    LiveSeries live(bench.model);
    live.select(christmasId(bench));
    bench.settle();
    live.select(issuing::InstanceId{});
    bench.settle();
    QVERIFY(!live.series().newest(Channel::Accepted));
    QVERIFY(live.series().newest(Channel::P95));
}

void SeriesModelTest::theGhostIsTheMatchingRehearsal()
{
    ModelBench bench(openScene());
    RehearsalGhost ghost(bench.model);
    ghost.want(500);
    bench.settle();
    QVERIFY(!ghost.known());
    ghost.want(100'000);
    bench.settle();
    QVERIFY(ghost.known());
    QCOMPARE(ghost.remainingAt(-1), std::optional<std::uint64_t>(100'000));
    QCOMPARE(ghost.remainingAt(29), std::optional<std::uint64_t>(44'200));
    QCOMPARE(ghost.remainingAt(9'999), std::optional<std::uint64_t>(0));
}

void SeriesModelTest::theFormNamesEachBadField()
{
    using List = std::vector<std::string>;
    QCOMPARE(codesOf(goodForm()), List{});
    QCOMPARE(codesOf(EventDraftForm{}), (List{"empty", "empty", "empty"}));
    auto form = goodForm();
    form.couponId = QStringLiteral("-bad");
    form.name = QString(121, QLatin1Char('x'));
    form.total = QStringLiteral("0");
    QCOMPARE(codesOf(form), (List{"bad_coupon_id", "bad_name", "bad_total"}));
    form = goodForm();
    form.couponId = QStringLiteral("TAKEN");
    form.total = QStringLiteral("100,000,001");
    form.audience = issuing::Audience::Listed;
    QCOMPARE(codesOf(form, 0), (List{"coupon_exists", "bad_total", "nobody_listed"}));
    form = goodForm();
    form.opensAt = seoulTime(24, 8);
    form.closesAt = seoulTime(24, 7);
    QCOMPARE(codesOf(form), (List{"opens_in_the_past", "bad_times"}));
    form.opensAt.reset();
    QCOMPARE(codesOf(form), (List{"closes_in_the_past"}));
    form = goodForm();
    form.total = QStringLiteral("12e3");
    QVERIFY(!form.draft());
}

void SeriesModelTest::theFormKeepsWhatADraftSays()
{
    auto form = goodForm();
    form.name = QStringLiteral("  크리스마스 50% 쿠폰 ");
    form.opensAt = seoulTime(24, 10);
    form.closesAt = seoulTime(24, 23);
    const auto draft = form.draft();
    QVERIFY(draft.has_value());
    QCOMPARE(draft->total, 100'000U);
    QCOMPARE(draft->name, std::string("크리스마스 50% 쿠폰"));
    QVERIFY(*draft->opensAt == seoul(2026, 12, 24, 10, 0, 0));
    const auto again = EventDraftForm::from(*draft).draft();
    QVERIFY(again && again->opensAt == draft->opensAt && again->closesAt == draft->closesAt);
    const auto copy = EventDraftForm::from(*draft).duplicate();
    QCOMPARE(copy.couponId, QStringLiteral("XMAS-2"));
    QVERIFY(!copy.opensAt && !copy.closesAt);
}

void SeriesModelTest::anEditCarriesTheVersionThatWasOpened()
{
    ModelBench bench(openScene());
    EventEditorModel editor(bench.model, bench.clock);
    editor.open(bench.backend.snapshot()->events[2].event);
    QVERIFY(editor.mode() == EventEditorModel::Mode::Edit);
    auto form = editor.form();
    form.total = QStringLiteral("6000");
    editor.setForm(form);
    QVERIFY(editor.changed() && editor.valid());
    bench.edit([](Scene& scene) { ++scene.snapshot.events[2].event.version; });
    QSignalSpy refused(&editor, &EventEditorModel::refused);
    editor.save();
    bench.settle();
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused[0][0].toString(), QStringLiteral("version_conflict"));

    editor.open(bench.backend.snapshot()->events[0].event);
    QVERIFY(editor.mode() == EventEditorModel::Mode::Read);
    bench.backend.forgetCommands();
    editor.save();
    QVERIFY(bench.backend.commands().empty());
}

void SeriesModelTest::peopleAreImportedAndBadRowsListed()
{
    ModelBench bench;
    PeopleModel people(bench.model);
    QAbstractItemModelTester tester(&people, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTemporaryDir directory;
    QFile file(directory.filePath(QStringLiteral("people.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("kim\n-bad\n") == 9);
    file.close();
    bench.backend.setScript([](const Command& command) -> std::optional<core::Result<Reply>> {
        const auto* import = std::get_if<ImportPeople>(&command);
        if (!import || import->csv != "kim\n-bad\n")
            return std::nullopt;
        issuing::PeopleReport report;
        report.added = 1;
        report.badRowCount = 1;
        report.badRows = {{2, "bad_public_id", "-bad"}};
        return core::Result<Reply>(Reply(report));
    });
    people.importFile(file.fileName());
    QVERIFY(people.busy());
    QTRY_VERIFY(!people.busy());
    QCOMPARE(people.rowCount(), 1);
    QCOMPARE(people.index(0, 0).data().toULongLong(), 2ULL);
    QCOMPARE(people.index(0, 1).data().toString(), QStringLiteral("bad_public_id"));

    people.importFile(QStringLiteral("/nowhere/at/all.csv"));
    QTRY_VERIFY(!people.busy());
    QCOMPARE(people.problem(), QStringLiteral("unreadable_file"));
    QCOMPARE(people.rowCount(), 0);
}

QTEST_GUILESS_MAIN(SeriesModelTest)
#include "series_model_test.moc"
