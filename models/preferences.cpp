#include "models/preferences.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace firstcome::models {
namespace {

constexpr int kMostTables = 64;
constexpr int kMostColumns = 64;

QString oneOf(const QJsonValue& value, std::initializer_list<const char*> allowed, const QString& otherwise)
{
    const QString text = value.toString();
    for (const char* each : allowed)
        if (text == QLatin1String(each))
            return text;
    return otherwise;
}

QJsonObject tableToJson(const Preferences::Table& table)
{
    QJsonArray widths;
    for (const int width : table.widths)
        widths.append(width);
    return {{QStringLiteral("widths"), widths},
            {QStringLiteral("sortColumn"), table.sortColumn},
            {QStringLiteral("descending"), table.descending}};
}

Preferences::Table tableFromJson(const QJsonObject& json)
{
    Preferences::Table table;
    for (const QJsonValue& width : json.value(QStringLiteral("widths")).toArray())
        if (table.widths.size() < kMostColumns)
            table.widths.append(std::clamp(width.toInt(), 0, 10'000));
    table.sortColumn = std::clamp(json.value(QStringLiteral("sortColumn")).toInt(-1), -1, kMostColumns);
    table.descending = json.value(QStringLiteral("descending")).toBool();
    return table;
}

} // namespace

QByteArray toJson(const Preferences& preferences)
{
    QJsonObject tables;
    for (auto it = preferences.tables.cbegin(); it != preferences.tables.cend(); ++it)
        tables.insert(it.key(), tableToJson(it.value()));
    const QRect& g = preferences.geometry;
    const QJsonObject json{{QStringLiteral("version"), Preferences::kVersion},
                           {QStringLiteral("geometry"),
                            g.isNull() ? QJsonArray() : QJsonArray{g.x(), g.y(), g.width(), g.height()}},
                           {QStringLiteral("maximized"), preferences.maximized},
                           {QStringLiteral("page"), preferences.page},
                           {QStringLiteral("tables"), tables},
                           {QStringLiteral("windowMs"), qint64(preferences.windowMs)},
                           {QStringLiteral("theme"), preferences.theme},
                           {QStringLiteral("language"), preferences.language}};
    return QJsonDocument(json).toJson();
}

core::Result<Preferences> preferencesFromJson(const QByteArray& text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    const QJsonObject json = document.object();
    const int version = json.value(QStringLiteral("version")).toInt();
    if (!document.isObject() || version < 1 || version > Preferences::kVersion)
        return core::fail(core::ErrorKind::InvalidArgument, "broken_preferences");
    Preferences preferences;
    const QJsonArray geometry = json.value(QStringLiteral("geometry")).toArray();
    if (geometry.size() == 4)
        preferences.geometry =
            QRect(geometry[0].toInt(), geometry[1].toInt(), std::clamp(geometry[2].toInt(), 0, 32'000),
                  std::clamp(geometry[3].toInt(), 0, 32'000));
    preferences.maximized = json.value(QStringLiteral("maximized")).toBool();
    preferences.page = json.value(QStringLiteral("page")).toString().left(64);
    const QJsonObject tables = json.value(QStringLiteral("tables")).toObject();
    for (auto it = tables.begin(); it != tables.end() && preferences.tables.size() < kMostTables; ++it)
        preferences.tables.insert(it.key().left(64), tableFromJson(it.value().toObject()));
    const qint64 window = json.value(QStringLiteral("windowMs")).toInteger(30'000);
    if (window == 0 || window == 120'000 || window == 600'000)
        preferences.windowMs = window;
    preferences.theme = oneOf(json.value(QStringLiteral("theme")), {"dark", "light"}, preferences.theme);
    preferences.language = oneOf(json.value(QStringLiteral("language")), {"en", "ko"}, preferences.language);
    return preferences;
}

QRect keptOnScreen(const QRect& wanted, const QList<QRect>& screens)
{
    if (wanted.isNull() || screens.isEmpty())
        return wanted;
    const auto shared = [&](const QRect& screen) {
        const QRect common = screen.intersected(wanted);
        return qint64(common.width()) * common.height() * (common.isValid() ? 1 : 0);
    };
    const QRect screen =
        *std::max_element(screens.begin(), screens.end(),
                          [&](const QRect& a, const QRect& b) { return shared(a) < shared(b); });
    QRect kept(wanted.topLeft(), wanted.size().boundedTo(screen.size()));
    kept.moveLeft(std::clamp(kept.left(), screen.left(), screen.right() - kept.width() + 1));
    kept.moveTop(std::clamp(kept.top(), screen.top(), screen.bottom() - kept.height() + 1));
    return kept;
}

} // namespace firstcome::models
