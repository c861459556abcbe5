#pragma once

#include "widgets/parts/tone.h"

#include <QCoreApplication>
#include <QModelIndex>
#include <QString>

#include <optional>

namespace firstcome::pages::launch {

/// A line of the audit trail as a sentence, made from its code and arguments.
class TimelineWords
{
    Q_DECLARE_TR_FUNCTIONS(TimelineWords)

public:
    struct Line
    {
        QString title;
        QString detail; ///< who, or what it came with; may be empty
        parts::Mark mark = parts::Mark::NotKnown;
    };
    /// For a row of a TimelineModel.
    static Line line(const QModelIndex& index);
    /// The short word of what belongs on the charts as a flag; nothing for all else.
    static std::optional<QString> flag(const QString& code, const QString& outcome);

private:
    static QString title(const QString& code, const QStringList& arguments);
    static QString detail(const QString& code, const QStringList& arguments);
    static QString actor(const QString& actor);
};

} // namespace firstcome::pages::launch
