#pragma once

#include "backend/issuing/go_no_go.h"
#include "widgets/parts/tone.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace firstcome::pages::launch {

/// Go/no-go lines in words: what each asks, and what was measured.
class GoWords
{
    Q_DECLARE_TR_FUNCTIONS(GoWords)

public:
    static QString name(issuing::GoLine line);
    /// What was measured, short: "98,000 ≠ 100,000", "53 GB", "not measured".
    static QString value(issuing::GoLine line, issuing::GoStatus status, const std::optional<double>& value,
                         const std::optional<double>& threshold);
    /// Why a line does not stand at go, in words; empty where the value says it all.
    static QString reason(issuing::GoStatus status, const QString& problem, const QString& detail);
    static parts::Mark mark(issuing::GoStatus status, bool waived);
    /// Where it was measured, what it is held against.
    static QString explanation(issuing::GoLine line, bool hard, const std::optional<double>& threshold);
    /// Why it bars an act: "Forbidden by go/no-go: Stock loaded = planned".
    static QString forbids(issuing::GoLine line);
};

} // namespace firstcome::pages::launch
