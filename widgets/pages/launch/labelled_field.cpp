#include "widgets/pages/launch/labelled_field.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace firstcome::pages::launch {

using parts::Label;
using theme::Token;
using theme::Type;

LabelledField::LabelledField(const theme::Theme& theme, const QString& name, QWidget* field, QWidget* parent)
    : QWidget(parent)
    , m_note(new Label(theme, Type::Caption, Token::SoftText, this))
    , m_problem(new Label(theme, Type::Caption, Token::Critical, this))
    , m_field(field)
{
    auto* label = new Label(theme, name, Type::Row, Token::SoftText, this);
    label->setBuddy(field);
    field->setAccessibleName(name);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* head = new QHBoxLayout;
    head->addWidget(label, 1);
    head->addWidget(m_note);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 4);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(field);
    column->addWidget(m_problem);
}

void LabelledField::setProblem(const QString& sentence, bool blocks)
{
    m_problem->setToken(blocks ? Token::Critical : Token::Warning);
    if (m_problem->text() != sentence)
        m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_field->setAccessibleDescription(sentence);
}

QString LabelledField::problem() const
{
    return m_problem->text();
}

void LabelledField::setNote(const QString& note)
{
    m_note->setText(note);
}

} // namespace firstcome::pages::launch
