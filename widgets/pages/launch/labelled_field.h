#pragma once

#include "widgets/parts/label.h"

#include <QWidget>

namespace firstcome::pages::launch {

/// A form's field under its name, with room for what is wrong with it below. GUI thread; owned by its form.
class LabelledField final : public QWidget
{
    Q_OBJECT

public:
    LabelledField(const theme::Theme& theme, const QString& name, QWidget* field, QWidget* parent = nullptr);

    /// Empty: nothing is wrong.
    void setProblem(const QString& sentence, bool blocks = true);
    QString problem() const;
    /// Soft words at the right of the name, e.g. the zone of a time.
    void setNote(const QString& note);

private:
    parts::Label* m_note;
    parts::Label* m_problem;
    QWidget* m_field;
};

} // namespace firstcome::pages::launch
