#include "widgets/parts/format.h"

#include <QTest>

#include <cmath>

using namespace firstcome::parts;
using std::chrono::milliseconds;
using namespace Qt::Literals::StringLiterals;

/// How figures are written.
class FormatTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts()
    {
        QCOMPARE(formatCount(std::int64_t(0)), u"0"_s);
        QCOMPARE(formatCount(std::int64_t(999)), u"999"_s);
        QCOMPARE(formatCount(std::int64_t(1'000)), u"1,000"_s);
        QCOMPARE(formatCount(std::int64_t(1'204'311)), u"1,204,311"_s);
        QCOMPARE(formatCount(std::int64_t(-11'007)), u"\u221211,007"_s);
        QCOMPARE(formatCount(std::optional<std::int64_t>()), u"–"_s);
    }
    void shortCounts()
    {
        QCOMPARE(formatShortCount(1'160), u"1,160"_s);
        QCOMPARE(formatShortCount(9'999.4), u"9,999"_s);
        QCOMPARE(formatShortCount(18'493), u"18.5k"_s);
        QCOMPARE(formatShortCount(20'000), u"20k"_s);
        QCOMPARE(formatShortCount(999'949), u"999.9k"_s);
        QCOMPARE(formatShortCount(999'951), u"1M"_s);
        QCOMPARE(formatShortCount(std::nan("")), u"–"_s);
        QCOMPARE(formatAxisCount(20'000), u"20k"_s);
        QCOMPARE(formatAxisCount(2'500), u"2.5k"_s);
        QCOMPARE(formatAxisCount(0), u"0"_s);
        QCOMPARE(formatAxisCount(0.5), u"0.5"_s);
    }
    void millisecondsHaveOneDecimalBelow100()
    {
        QCOMPARE(formatMilliseconds(2.56), u"2.6\u00a0ms"_s);
        QCOMPARE(formatMilliseconds(0.04), u"0.0\u00a0ms"_s);
        QCOMPARE(formatMilliseconds(99.94), u"99.9\u00a0ms"_s);
        QCOMPARE(formatMilliseconds(99.96), u"100\u00a0ms"_s);
        QCOMPARE(formatMilliseconds(1'234), u"1,234\u00a0ms"_s);
        QCOMPARE(formatMilliseconds(12'340), u"12.3\u00a0s"_s);
        QCOMPARE(formatMilliseconds(std::optional<double>()), u"–"_s);
        QCOMPARE(formatAxisMilliseconds(5), u"5\u00a0ms"_s);
        QCOMPARE(formatAxisMilliseconds(0.5), u"0.5\u00a0ms"_s);
    }
    void countdown()
    {
        QCOMPARE(formatCountdown(milliseconds(-151'000)), u"T\u221202:31"_s);
        QCOMPARE(formatCountdown(milliseconds(-150'001)), u"T\u221202:31"_s);
        QCOMPARE(formatCountdown(milliseconds(-1)), u"T\u221200:01"_s);
        QCOMPARE(formatCountdown(milliseconds(0)), u"T+00:00"_s);
        QCOMPARE(formatCountdown(milliseconds(9'040), true), u"T+00:09.0"_s);
        QCOMPARE(formatCountdown(milliseconds(-28'752'000)), u"T\u221207:59:12"_s);
        QCOMPARE(formatCountdown(-std::chrono::hours(295)), u"T\u221212\u00a0d 07:00"_s);
    }
    void offsets()
    {
        QCOMPARE(formatOffset(milliseconds(7'000)), u"+7.0\u00a0s"_s);
        QCOMPARE(formatOffset(milliseconds(-2'500)), u"\u22122.5\u00a0s"_s);
        QCOMPARE(formatOffset(milliseconds(0)), u"0.0\u00a0s"_s);
        QCOMPARE(formatAxisOffset(milliseconds(-15'000), milliseconds(5'000)), u"\u221215\u00a0s"_s);
        QCOMPARE(formatAxisOffset(milliseconds(0), milliseconds(5'000)), u"0\u00a0s"_s);
        QCOMPARE(formatAxisOffset(milliseconds(5'000), milliseconds(5'000)), u"+5\u00a0s"_s);
        QCOMPARE(formatAxisOffset(milliseconds(-270'000), milliseconds(30'000)), u"\u22124:30"_s);
        QCOMPARE(formatAxisOffset(milliseconds(3'720'000), milliseconds(600'000)), u"+1:02:00"_s);
    }
    void others()
    {
        QCOMPARE(formatPercent(0.05, 2), u"0.05\u00a0%"_s);
        QCOMPARE(formatPercent(41.3), u"41\u00a0%"_s);
        QCOMPARE(formatBytes(53.2e9), u"53\u00a0GB"_s);
        QCOMPARE(formatBytes(2.1e9), u"2.1\u00a0GB"_s);
        QCOMPARE(formatBytes(999), u"999\u00a0B"_s);
        QCOMPARE(formatDuration(milliseconds(4'760)), u"4.8\u00a0s"_s);
        QCOMPARE(formatDuration(milliseconds(34'100)), u"34\u00a0s"_s);
        QCOMPARE(formatDuration(milliseconds(300'000)), u"5\u00a0min"_s);
        QCOMPARE(formatAge(std::chrono::hours(26)), u"26\u00a0h ago"_s);
    }
};

QTEST_GUILESS_MAIN(FormatTest)
#include "format_test.moc"
