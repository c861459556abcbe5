#pragma once

#include "backend/snapshot.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace firstcome::parts {

/// What went wrong, in the words of the console: codes of the backend become sentences here and nowhere else.
class ProblemWords
{
    Q_DECLARE_TR_FUNCTIONS(ProblemWords)

public:
    enum class Part { Store, Log, Ledger, Api };
    struct Problem
    {
        Part part = Part::Store;
        PartHealth health = PartHealth::Unknown;
        QString happened; ///< what happened
        QString meaning;  ///< what it means for people holding coupons
        QString todo;     ///< what to do
        QString sentence() const;
    };

    /// The short name on the strip: Store, Log, Ledger, API.
    static QString part(Part part);
    static Problem problem(Part part, const PartStatus& status);
    /// The most serious problem of the four parts; nothing while all are fine.
    static std::optional<Problem> worst(const Snapshot& snapshot);
    /// Why a command was refused or failed: a whole sentence for any error code of the backend.
    static QString refusal(const QString& code, const QString& detail = {});
};

} // namespace firstcome::parts
