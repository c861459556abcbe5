#pragma once

#include "models/event_draft_form.h"

#include <QCoreApplication>
#include <QString>

namespace firstcome::pages::launch {

/// What is wrong with a field of the editor, as a sentence; and with a row of an imported file.
class DraftWords
{
    Q_DECLARE_TR_FUNCTIONS(DraftWords)

public:
    static QString problem(const models::FieldProblem& problem);
    static QString badRow(const QString& code);
};

} // namespace firstcome::pages::launch
