#pragma once

#include "widgets/parts/act_button.h"

#include <QDialog>

#include <functional>

class QLineEdit;

namespace firstcome::parts {

/// Asks for the couponId before an act that can't be undone: trimmed, case ignored, so that no input method
/// stands in the way; Esc cancels. Use ask(), which does not block. GUI thread.
class TypeToConfirm final : public QDialog
{
    Q_OBJECT

public:
    struct Question
    {
        QString title;       ///< "Open now"
        QString consequence; ///< what it means, in a sentence or two
        QString word;        ///< the couponId to type
        QString act;         ///< words of the button
        bool destructive = false;
    };

    TypeToConfirm(const theme::Theme& theme, const Question& question, QWidget* parent);

    /// Opens window-modal over `parent`'s window and calls `confirmed` if the word was typed; deletes itself.
    static void ask(const theme::Theme& theme, const Question& question, QWidget* parent,
                    std::function<void()> confirmed);
    static bool matches(const QString& typed, const QString& word);

private:
    void review();

    QString m_word;
    QLineEdit* m_field;
    ActButton* m_act;
};

} // namespace firstcome::parts
