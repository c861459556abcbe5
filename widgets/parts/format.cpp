#include "widgets/parts/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace firstcome::parts {
namespace {

constexpr QChar kNoBreak(0x00a0);
constexpr QChar kMinus(0x2212);

/// The same separators in both languages: "," for thousands, "." for decimals.
QString number(double value, int decimals)
{
    QString text = QLocale::c().toString(std::fabs(value), 'f', decimals);
    const qsizetype point = text.indexOf(u'.');
    for (qsizetype at = (point < 0 ? text.size() : point) - 3; at > 0; at -= 3)
        if (text.at(at - 1) != u',')
            text.insert(at, u',');
    bool zero = true;
    for (const QChar c : std::as_const(text))
        zero = zero && (c == u'0' || c == u'.' || c == u',');
    return value < 0 && !zero ? kMinus + text : text;
}

/// At most `decimals`, without zeros at the end.
QString shortest(double value, int decimals)
{
    QString text = number(value, decimals);
    if (!text.contains(u'.'))
        return text;
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

QString withUnit(const QString& figure, QStringView unit)
{
    return figure + kNoBreak + unit.toString();
}

QString two(std::int64_t value)
{
    return QStringLiteral("%1").arg(value, 2, 10, QChar(u'0'));
}

QString abbreviated(double value)
{
    const double size = std::fabs(value);
    if (size >= 999'950'000)
        return shortest(value / 1e9, 1) + u'G';
    if (size >= 999'950)
        return shortest(value / 1e6, 1) + u'M';
    return shortest(value / 1e3, 1) + u'k';
}

} // namespace

QString notKnown()
{
    return QStringLiteral("–");
}

QString formatCount(std::int64_t value)
{
    return number(static_cast<double>(value), 0);
}

QString formatCount(std::optional<std::int64_t> value)
{
    return value ? formatCount(*value) : notKnown();
}

QString formatShortCount(double value)
{
    if (std::isnan(value))
        return notKnown();
    return std::fabs(value) < 9'999.5 ? number(value, 0) : abbreviated(value);
}

QString formatAxisCount(double value)
{
    return std::fabs(value) < 1'000 ? shortest(value, 2) : abbreviated(value);
}

QString formatMilliseconds(double milliseconds)
{
    if (std::isnan(milliseconds))
        return notKnown();
    if (milliseconds >= 9'995)
        return withUnit(number(milliseconds / 1000, 1), u"s");
    return withUnit(number(milliseconds, milliseconds < 99.95 ? 1 : 0), u"ms");
}

QString formatMilliseconds(std::optional<double> milliseconds)
{
    return milliseconds ? formatMilliseconds(*milliseconds) : notKnown();
}

QString formatAxisMilliseconds(double milliseconds)
{
    if (milliseconds == 0)
        return QStringLiteral("0");
    if (milliseconds >= 10'000)
        return withUnit(shortest(milliseconds / 1000, 1), u"s");
    return withUnit(shortest(milliseconds, 3), u"ms");
}

QString formatPercent(double percent, int decimals)
{
    return std::isnan(percent) ? notKnown() : withUnit(number(percent, decimals), u"%");
}

QString formatBytes(double bytes)
{
    static constexpr const char16_t* kUnits[] = {u"B", u"kB", u"MB", u"GB", u"TB"};
    int unit = 0;
    while (bytes >= 999.5 && unit < 4) {
        bytes /= 1000;
        ++unit;
    }
    return withUnit(number(bytes, unit > 0 && bytes < 9.95 ? 1 : 0), kUnits[unit]);
}

QString formatCountdown(std::chrono::milliseconds fromZero, bool tenths)
{
    const bool before = fromZero.count() < 0;
    const std::int64_t size = std::abs(fromZero.count());
    const QString sign = QStringLiteral("T") + (before ? kMinus : QChar(u'+'));
    const std::int64_t seconds = before && !tenths ? (size + 999) / 1000 : size / 1000;
    const std::int64_t hours = seconds / 3600;
    if (hours >= 48)
        return sign + withUnit(QString::number(hours / 24), u"d ") + two(hours % 24) + u':' +
               two(seconds / 60 % 60);
    QString text = two(seconds / 60 % 60) + u':' + two(seconds % 60);
    if (hours > 0)
        text.prepend(two(hours) + u':');
    if (tenths)
        text += u'.' + QString::number(size / 100 % 10);
    return sign + text;
}

QString formatOffset(std::chrono::milliseconds fromZero, int decimals)
{
    const double seconds = static_cast<double>(fromZero.count()) / 1000;
    const QString sign = fromZero.count() > 0 ? QStringLiteral("+") : QString();
    return sign + withUnit(number(seconds, decimals), u"s");
}

QString formatAxisOffset(std::chrono::milliseconds fromZero, std::chrono::milliseconds step)
{
    const std::int64_t size = std::abs(fromZero.count());
    const QString sign = fromZero.count() == 0  ? QString()
                         : fromZero.count() < 0 ? QString(kMinus)
                                                : QStringLiteral("+");
    const std::int64_t seconds = size / 1000;
    const bool clock = step >= std::chrono::seconds(30) || seconds >= 60;
    if (!clock || size == 0)
        return withUnit(
            sign + shortest(static_cast<double>(size) / 1000, step < std::chrono::seconds(1) ? 1 : 0), u"s");
    if (seconds >= 3600)
        return sign + QString::number(seconds / 3600) + u':' + two(seconds / 60 % 60) + u':' +
               two(seconds % 60);
    return sign + QString::number(seconds / 60) + u':' + two(seconds % 60);
}

QString formatDuration(std::chrono::milliseconds duration)
{
    const double seconds = static_cast<double>(duration.count()) / 1000;
    const auto say = [](const char* text, double value, int decimals) {
        return QCoreApplication::translate("Format", text).arg(number(value, decimals));
    };
    if (seconds < 119.5)
        return say(QT_TRANSLATE_NOOP("Format", "%1\u00a0s"), seconds, seconds < 9.95 ? 1 : 0);
    if (seconds < 119.5 * 60)
        return say(QT_TRANSLATE_NOOP("Format", "%1\u00a0min"), seconds / 60, 0);
    if (seconds < 48 * 3600)
        return say(QT_TRANSLATE_NOOP("Format", "%1\u00a0h"), seconds / 3600, 0);
    return say(QT_TRANSLATE_NOOP("Format", "%1\u00a0"
                                           "d"),
               seconds / 86400, 0);
}

QString formatAge(std::chrono::milliseconds age)
{
    const auto seconds = std::max<std::int64_t>(age.count(), 0) / 1000;
    const auto say = [](const char* text, std::int64_t value) {
        return QCoreApplication::translate("Format", text).arg(formatCount(value));
    };
    if (seconds < 120)
        return say(QT_TRANSLATE_NOOP("Format", "%1\u00a0s ago"), seconds);
    if (seconds < 120 * 60)
        return say(QT_TRANSLATE_NOOP("Format", "%1\u00a0min ago"), seconds / 60);
    if (seconds < 48 * 3600)
        return say(QT_TRANSLATE_NOOP("Format", "%1\u00a0h ago"), seconds / 3600);
    return say(QT_TRANSLATE_NOOP("Format", "%1\u00a0"
                                           "d ago"),
               seconds / 86400);
}

namespace {

QDateTime local(std::chrono::sys_time<std::chrono::microseconds> at)
{
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(ms);
}

} // namespace

QString formatTimeOfDay(std::chrono::sys_time<std::chrono::microseconds> at, bool tenths)
{
    const QDateTime time = local(at);
    const QString text = time.toString(QStringLiteral("HH:mm:ss"));
    return tenths ? text + u'.' + QString::number(time.time().msec() / 100) : text;
}

QString formatDateTime(std::chrono::sys_time<std::chrono::microseconds> at)
{
    return local(at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace firstcome::parts
