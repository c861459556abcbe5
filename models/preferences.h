#pragma once

#include "backend/core/result.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QRect>
#include <QString>

#include <optional>

namespace firstcome::models {

/// How an operator left the console: a plain value. Nothing here changes what the backend does.
struct Preferences
{
    static constexpr int kVersion = 1;

    /// Widths and order of a table's columns.
    struct Table
    {
        QList<int> widths;
        int sortColumn = -1;
        bool descending = false;
        bool operator==(const Table&) const = default;
    };

    QRect geometry; ///< of the window; null: as it comes
    bool maximized = false;
    QString page;                                ///< id of the page in front
    QMap<QString, Table> tables;                 ///< by a stable name
    std::int64_t windowMs = 30'000;              ///< time that the charts show; 0: all
    QString theme = QStringLiteral("system");    ///< system, dark, light
    QString language = QStringLiteral("system"); ///< system, en, ko
    bool operator==(const Preferences&) const = default;
};

/// JSON with its version. Unknown keys are passed over; a value of another type or out of range is its
/// default.
QByteArray toJson(const Preferences& preferences);
/// InvalidArgument `broken_preferences` where it is not such a file or of a newer version.
core::Result<Preferences> preferencesFromJson(const QByteArray& json);

/// `wanted` moved and cut so that it lies on one of the screens; null stays null.
QRect keptOnScreen(const QRect& wanted, const QList<QRect>& screens);

} // namespace firstcome::models
