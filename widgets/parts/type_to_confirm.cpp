#include "widgets/parts/type_to_confirm.h"

#include "widgets/parts/label.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace firstcome::parts {

using theme::Token;
using theme::Type;

TypeToConfirm::TypeToConfirm(const theme::Theme& theme, const Question& question, QWidget* parent)
    : QDialog(parent)
    , m_word(question.word)
    , m_field(new QLineEdit(this))
    , m_act(new ActButton(theme, question.act, {}, this))
{
    setWindowTitle(question.title);
    setAccessibleDescription(question.consequence);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(8);
    column->addWidget(new Label(theme, question.title, Type::BodyStrong, Token::Text, this));
    auto* consequence = new Label(theme, question.consequence, Type::Body, Token::SoftText, this);
    consequence->setWordWrap(true);
    column->addWidget(consequence);
    column->addSpacing(8);
    const QString prompt = tr("Type %1 to go on").arg(question.word);
    column->addWidget(new Label(theme, prompt, Type::Row, Token::Text, this));
    m_field->setAccessibleName(prompt);
    m_field->setInputMethodHints(Qt::ImhLatinOnly | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    column->addWidget(m_field);
    column->addSpacing(8);

    auto* cancel = new ActButton(theme, tr("Cancel"), QStringLiteral("Esc"), this);
    m_act->setLook(question.destructive ? ActButton::Look::Destructive : ActButton::Look::Filled);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_act);
    column->addLayout(row);
    setMinimumWidth(400);

    connect(m_field, &QLineEdit::textChanged, this, &TypeToConfirm::review);
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (matches(m_field->text(), m_word))
            accept();
    });
    connect(m_act, &ActButton::activated, this, &QDialog::accept);
    connect(cancel, &ActButton::activated, this, &QDialog::reject);
    m_field->setFocus();
    review();
}

bool TypeToConfirm::matches(const QString& typed, const QString& word)
{
    return typed.trimmed().compare(word, Qt::CaseInsensitive) == 0;
}

void TypeToConfirm::review()
{
    m_act->setDisabledReason(matches(m_field->text(), m_word) ? QString()
                                                              : tr("Type %1 to go on").arg(m_word));
}

void TypeToConfirm::ask(const theme::Theme& theme, const Question& question, QWidget* parent,
                        std::function<void()> confirmed)
{
    auto* dialog = new TypeToConfirm(theme, question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, parent, std::move(confirmed));
    dialog->open();
}

} // namespace firstcome::parts
