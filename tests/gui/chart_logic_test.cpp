#include "widgets/charts/chart_export.h"
#include "widgets/charts/chart_group.h"
#include "widgets/charts/column_raster.h"
#include "widgets/charts/column_store.h"
#include "widgets/charts/plot_frame.h"
#include "widgets/charts/time_axis.h"
#include "widgets/charts/y_scale.h"

#include <QImage>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace firstcome::charts;
using firstcome::theme::Token;
using namespace Qt::Literals::StringLiterals;

namespace {

void put(ColumnStore& store, std::int64_t time, std::initializer_list<double> values)
{
    store.append(time, std::span(values.begin(), values.size()));
}

} // namespace

/// Columns, ranges and views: what a chart computes before it paints.
class ChartLogicTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void columnsAreFloorsOfAbsoluteTime()
    {
        ColumnStore store({false}, 100);
        for (int i = -7; i < 9; ++i)
            put(store, i * 100, {double(i)});
        const Columns columns = store.columns(500);
        QCOMPARE(columns.first, -2);
        QCOMPARE(columns.count(), std::size_t(4));
        QCOMPARE(columns.at(0, 0).min, -7.F);
        QCOMPARE(columns.at(0, 0).max, -6.F);
        QCOMPARE(columns.at(1, 0).min, -5.F);
        QCOMPARE(columns.at(1, 0).mean, -3.F);
        QCOMPARE(columns.at(2, 0).mean, 2.F);
        QCOMPARE(columns.at(3, 0).max, 8.F);
    }

    void everythingBeforeThereIsDataIsNotSinceTheEpoch()
    {
        TimeAxis axis;
        axis.setWindow(TimeAxis::kAll);
        axis.setPixels(600);
        axis.setNow(1'800'000'000'000);
        QVERIFY(axis.view().to > axis.now());
        QVERIFY(axis.ticks(60).at.size() <= 11); // it was twenty thousand, and a label made for each
    }

    void columnsGrowAsRebuiltOnes()
    {
        ColumnStore grown({true, false}, 100);
        for (int i = 0; i < 1'003; ++i) {
            put(grown, 77'700 + i * 100, {double(i * 31 % 17), double(i % 5)});
            (void)grown.columns(700);
        }
        put(grown, 77'700 + 500 * 100, {99, 99}); // late
        ColumnStore whole({true, false}, 100);
        for (int i = 0; i < 1'003; ++i)
            put(whole, 77'700 + i * 100,
                {i == 500 ? 99 : double(i * 31 % 17), i == 500 ? 99 : double(i % 5)});
        const Columns& a = grown.columns(700);
        const Columns& b = whole.columns(700);
        QCOMPARE(a.count(), b.count());
        for (std::size_t i = 0; i < a.count(); ++i)
            for (std::size_t layer = 0; layer < 3; ++layer) {
                QCOMPARE(a.at(i, layer).mean, b.at(i, layer).mean);
                QCOMPARE(a.at(i, layer).max, b.at(i, layer).max);
            }
    }

    void bandsSumToTheTotal()
    {
        ColumnStore store({true, true, true, false}, 100);
        put(store, 0, {1, 2, 3, 50});
        put(store, 100, {4, kGap, 6, 60}); // a band that is not known counts as none
        put(store, 200, {kGap, kGap, kGap, 70});
        const Columns& columns = store.columns(300);
        const double bands = columns.at(0, 0).mean + columns.at(0, 1).mean + columns.at(0, 2).mean;
        QCOMPARE(columns.total(0).mean, float(bands));
        QCOMPARE(columns.total(0).mean, 8.F);
        QCOMPARE(columns.total(0).max, 10.F); // of the sum, not the sum of maxima
        QCOMPARE(columns.at(0, 3).mean, 60.F);
    }

    void gapsStayGaps()
    {
        ColumnStore store({false}, 100);
        put(store, 0, {5});
        put(store, 500, {7});
        const Columns& columns = store.columns(100);
        QCOMPARE(columns.count(), std::size_t(6));
        QVERIFY(std::isnan(columns.at(3, 0).mean));
        QCOMPARE(store.newest(0, 10), 6.0);
        QCOMPARE(store.newest(0, 1), 7.0);
    }

    void historyMayComeLater()
    {
        ColumnStore store({false}, 100);
        put(store, 1'000, {2});
        (void)store.columns(100);
        put(store, 800, {1});
        const Columns& columns = store.columns(100);
        QCOMPARE(columns.first, 8);
        QCOMPARE(columns.count(), std::size_t(3));
        QVERIFY(std::isnan(columns.at(1, 0).mean));
    }

    void theOldestTicksGo()
    {
        ColumnStore store({false}, 100, 80);
        for (int i = 0; i < 1'000; ++i)
            put(store, i * 100, {double(i)});
        QVERIFY(store.startMs() >= 1'000 * 100 - 90 * 100 - 100);
        QCOMPARE(store.endMs(), 100'000);
        QCOMPARE(store.columns(100).at(store.columns(100).count() - 1, 0).mean, 999.F);
        put(store, 900'000'000, {1}); // the clock jumped
        QCOMPARE(store.columns(100).count(), std::size_t(1));
    }

    void rangeGrowsAtOnceAndShrinksLate()
    {
        YScale scale(4);
        QCOMPARE(scale.top(), 4.0);
        QVERIFY(scale.update(29'000, 0));
        QCOMPARE(scale.top(), 40'000.0);
        QCOMPARE(scale.gridLines().size(), std::size_t(5));
        QVERIFY(!scale.update(25'000, 1'000)); // 65 %
        QVERIFY(!scale.update(20'000, 2'000));
        QVERIFY(!scale.update(20'000, 11'900));
        QVERIFY(scale.update(20'000, 12'000));
        QCOMPARE(scale.top(), 30'000.0); // one step
        QVERIFY(!scale.update(10, 12'100));
        QVERIFY(!scale.update(28'000, 15'000)); // high again: the 10 s start anew
        QVERIFY(!scale.update(10, 15'100));
        QVERIFY(!scale.update(10, 25'000));
        QVERIFY(scale.update(10, 25'100));
    }

    void rangeStepsAreOneTwoFive()
    {
        for (double value = 0.003; value < 5e8; value *= 1.37) {
            YScale scale(0.001);
            scale.fit(value);
            QVERIFY(scale.top() >= value);
            QVERIFY(scale.top() < value * 1.75);
            const double power = std::pow(10, std::floor(std::log10(scale.step()) + 1e-9));
            const double lead = scale.step() / power;
            QVERIFY(std::abs(lead - 1) < 1e-6 || std::abs(lead - 2) < 1e-6 || std::abs(lead - 5) < 1e-6);
            QVERIFY(scale.gridLines().size() >= 3 && scale.gridLines().size() <= 6);
        }
    }

    void armedShowsAQuarterAhead()
    {
        TimeAxis axis;
        axis.setPixels(300);
        axis.setZero(1'000'000);
        axis.setNow(900'000);
        const TimeView view = axis.view();
        QCOMPARE(view.span(), 37'500);
        QVERIFY(std::abs(view.to - 907'500) <= view.columnMs);
    }

    void fixedFromZeroUntilFullThenFollowsWholeColumns()
    {
        TimeAxis axis;
        axis.setPixels(300);
        axis.setZero(1'000'000);
        axis.setNow(1'000'000);
        const TimeView first = axis.view();
        QCOMPARE(first.from, 985'000);
        QCOMPARE(first.to, 1'015'000);
        axis.setNow(1'014'900);
        QCOMPARE(axis.view(), first);
        axis.setNow(1'015'100);
        QCOMPARE(axis.view().from, first.from + 100);
        axis.setWindow(TimeAxis::kWindows[2]); // 600 s in 300 px: 2 s a column
        for (std::int64_t now = 1'300'100; now < 1'310'000; now += 100) {
            axis.setNow(now);
            QCOMPARE(axis.view().columnMs, 2'000);
            QCOMPARE(axis.view().to % 2'000, 0);
            QVERIFY(axis.view().to >= now && axis.view().to < now + 2'000);
        }
    }

    void handLeavesFollowing()
    {
        ChartGroup group;
        group.reportPlot(300, 100, 0);
        group.setZero(50'000);
        group.advance(60'000);
        QSignalSpy following(&group, &ChartGroup::followingChanged);
        const TimeView before = group.axis().view();
        group.pan(-5'000);
        QVERIFY(!group.following());
        QCOMPARE(following.size(), 1);
        QCOMPARE(group.axis().view().from, before.from - 5'000);
        group.advance(90'000);
        QCOMPARE(group.axis().view().from, before.from - 5'000);
        group.zoom(0.5, 50'000);
        QCOMPARE(group.axis().view().span(), 15'000);
        group.follow();
        QVERIFY(group.following());
        QCOMPARE(following.size(), 2);
    }

    void crosshairPinsAndSteps()
    {
        ChartGroup group;
        group.reportPlot(300, 100, 0);
        group.setZero(50'000);
        group.advance(60'000);
        group.hover(57'049);
        QCOMPARE(*group.crosshair(), 57'000);
        QCOMPARE(group.crosshairText(), u"at +7.0\u00a0s"_s);
        group.pin(53'000);
        group.hover(55'000);
        QCOMPARE(*group.crosshair(), 53'000);
        group.step(1);
        QCOMPARE(*group.crosshair(), 53'100);
        group.pin({});
        QCOMPARE(*group.crosshair(), 55'000);
        group.hover({});
        QVERIFY(!group.crosshair());
        group.step(-1);
        QCOMPARE(*group.crosshair(), 59'800);
    }

    void timeLabelsCountFromZero()
    {
        TimeAxis axis;
        axis.setPixels(300);
        axis.setZero(1'000'300);
        axis.setNow(1'000'400);
        const auto ticks = axis.ticks(46);
        QCOMPARE(ticks.step, 5'000);
        for (const std::int64_t at : ticks.at)
            QCOMPARE((at - 1'000'300) % 5'000, 0);
        QVERIFY(std::find(ticks.at.begin(), ticks.at.end(), 1'000'300) != ticks.at.end());
    }

    void nearFlagsMerge()
    {
        const std::vector<Flag> flags{
            {0, u"Opened"_s}, {500, u"Paused"_s}, {5'000, u"Sold out"_s}, {99'000, u"x"_s}};
        PlotFrame frame;
        frame.flags = &flags;
        frame.view = {-10'000, 20'000, 100};
        frame.plot = QRectF(0, 0, 300, 100);
        const auto marks = mergedFlags(frame, 12);
        QCOMPARE(marks.size(), std::size_t(2));
        QCOMPARE(marks[0].count, 2);
        QCOMPARE(marks[0].text, u"Opened, Paused"_s);
        QCOMPARE(marks[1].text, u"Sold out"_s);
    }

    void dashesCoverTheirShare()
    {
        QList<QLineF> dashes;
        addDashes({{0, 0}, {0, 50}, {50, 50}}, 5, 5, dashes);
        double length = 0;
        for (const QLineF& dash : dashes)
            length += dash.length();
        QCOMPARE(length, 50.0);
    }

    void rasterBandsShareNoPixel()
    {
        QImage image(4, 10, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        ColumnRaster raster(image, image.rect());
        const QColor half = QColor::fromRgbF(1, 0, 0, 0.5F);
        for (int x = 0; x < 4; ++x) {
            raster.fill(x, {2.3 + x * 0.2, 6.49}, half);
            raster.fill(x, {6.49, 12}, half);
        }
        for (int x = 0; x < 4; ++x)
            for (int y = 0; y < 10; ++y) {
                const int alpha = qAlpha(image.pixel(x, y));
                QCOMPARE(alpha, y < std::lround(2.3 + x * 0.2) ? 0 : 128);
            }
    }

    void rasterLinesCoverPartly()
    {
        QImage image(1, 10, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        ColumnRaster raster(image, image.rect());
        raster.line(0, {3.25, 6.5}, QColor(Qt::black));
        QCOMPARE(qAlpha(image.pixel(0, 2)), 0);
        QCOMPARE(qAlpha(image.pixel(0, 3)), 191);
        QCOMPARE(qAlpha(image.pixel(0, 4)), 255);
        QCOMPARE(qAlpha(image.pixel(0, 6)), 127);
        QCOMPARE(qAlpha(image.pixel(0, 7)), 0);
        Stretch stretch;
        QVERIFY(stretch.empty());
        stretch.include(5);
        QVERIFY(!stretch.empty());
        stretch.include(3);
        QCOMPARE(stretch.top, 3.0);
        QCOMPARE(stretch.bottom, 5.0);
    }

    void csvQuotesAndLeavesGapsEmpty()
    {
        ChartSpec spec;
        spec.layers = {{u"a, \"b\""_s, Token::P50}, {u"ghost"_s, Token::Ghost, LayerKind::Ghost}};
        ColumnStore store({false, false}, 100);
        put(store, 0, {1.5, kGap});
        put(store, 200, {2.5, kGap});
        const QByteArray csv = toCsv(rowsOf(spec, store.columns(100), {0, 1'000, 100}, 100));
        QCOMPARE(
            csv,
            QByteArray(
                "time,seconds_from_t0,\"a, \"\"b\"\" mean\",\"a, \"\"b\"\" min\",\"a, \"\"b\"\" max\"\r\n"
                "1970-01-01T00:00:00.000Z,-0.1,1.5,1.5,1.5\r\n"
                "1970-01-01T00:00:00.100Z,0.0,,,\r\n"
                "1970-01-01T00:00:00.200Z,0.1,2.5,2.5,2.5\r\n"));
    }
};

QTEST_GUILESS_MAIN(ChartLogicTest)
#include "chart_logic_test.moc"
