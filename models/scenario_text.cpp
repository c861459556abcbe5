#include "models/scenario_text.h"

#include <QRegularExpression>

#include <cmath>

namespace firstcome::models {

using namespace Qt::Literals::StringLiterals;

namespace {

double unitMs(const QString& unit)
{
    if (unit == "ms"_L1 || unit == u"밀리초")
        return 1;
    if (unit == "h"_L1 || unit == u"시간")
        return 3'600'000;
    if (unit == "m"_L1 || unit == "min"_L1 || unit == u"분")
        return 60'000;
    return 1'000; // s, sec, 초 and bare numbers
}

bool isLoopback(const QString& host)
{
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || host == "::1"_L1)
        return true;
    static const QRegularExpression pattern(uR"(^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$)"_s);
    return pattern.match(host).hasMatch();
}

} // namespace

std::optional<std::chrono::milliseconds> durationFromText(const QString& text)
{
    static const QRegularExpression whole(
        uR"(^\s*(\d{1,9}(\.\d{1,3})?\s*(ms|sec|s|min|m|h|밀리초|초|분|시간)?\s*)+$)"_s);
    static const QRegularExpression part(uR"((\d+(?:\.\d+)?)\s*(ms|sec|s|min|m|h|밀리초|초|분|시간)?)"_s);
    const QString plain = text.toLower().replace(QChar::Nbsp, u' ');
    if (!whole.match(plain).hasMatch())
        return std::nullopt;
    double sum = 0;
    int bare = 0, parts = 0;
    for (auto it = part.globalMatch(plain); it.hasNext(); ++parts) {
        const auto match = it.next();
        sum += match.captured(1).toDouble() * unitMs(match.captured(2));
        bare += match.captured(2).isEmpty() ? 1 : 0;
    }
    if (bare > 0 && parts > 1) // "1 30" says nothing certain
        return std::nullopt;
    return std::chrono::milliseconds(std::llround(sum));
}

std::optional<double> amountFromText(const QString& text)
{
    QString plain = text.trimmed().toLower();
    static const QRegularExpression grouped(u"^\\d{1,3}([, \\x{a0}\\x{202f}]\\d{3})+(\\.\\d+)?k?$"_s);
    if (grouped.match(plain).hasMatch())
        plain.remove(QRegularExpression(u"[, \\x{a0}\\x{202f}]"_s));
    const double factor = plain.endsWith(u'k') ? 1000 : 1;
    if (factor > 1)
        plain.chop(1);
    static const QRegularExpression number(u"^\\d{1,12}(\\.\\d{1,6})?$"_s);
    if (!number.match(plain).hasMatch())
        return std::nullopt;
    return plain.toDouble() * factor;
}

QString SpikeTarget::url() const
{
    const QString bracketed = host.contains(u':') ? u'[' + host + u']' : host;
    return u"http://%1:%2"_s.arg(bracketed).arg(port);
}

std::optional<SpikeTarget> targetFromText(const QString& text)
{
    static const QRegularExpression pattern(
        uR"(^\s*(?:http://)?(?:\[([0-9a-fA-F:]+)\]|([A-Za-z0-9][A-Za-z0-9.-]*)):(\d{1,5})/?\s*$)"_s);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    SpikeTarget target;
    target.host = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
    target.port = match.captured(3).toInt();
    if (target.port < 1 || target.port > 65535)
        return std::nullopt;
    target.loopback = isLoopback(target.host);
    return target;
}

} // namespace firstcome::models
