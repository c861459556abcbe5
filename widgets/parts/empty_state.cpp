#include "widgets/parts/empty_state.h"

#include <QVBoxLayout>

namespace firstcome::parts {
namespace {

constexpr int kLongestLine = 560;

} // namespace

EmptyState::EmptyState(const theme::Theme& theme, const QString& title, const QString& sentence,
                       QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new Label(theme, title, theme::Type::BodyStrong, theme::Token::Text, this))
    , m_sentence(new Label(theme, sentence, theme::Type::Row, theme::Token::SoftText, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kEdge, theme::kEdge, theme::kEdge, theme::kEdge);
    column->setSpacing(theme::kStep);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setMaximumWidth(kLongestLine); // wider lines are hard to read
    auto* words = new QHBoxLayout;
    words->addWidget(m_sentence);
    column->addStretch(1);
    column->addWidget(m_title);
    column->addLayout(words);
    column->addStretch(1);
    setAccessibleName(title);
}

void EmptyState::setTexts(const QString& title, const QString& sentence)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    setAccessibleName(title);
}

ActButton* EmptyState::offer(const QString& text, const QString& key)
{
    if (!m_act) {
        m_act = new ActButton(m_theme, text, key, this);
        m_act->setLook(ActButton::Look::Filled);
        auto* column = static_cast<QVBoxLayout*>(layout());
        column->insertSpacing(3, theme::kGap);
        column->insertWidget(4, m_act, 0, Qt::AlignHCenter);
    }
    m_act->setText(text);
    m_act->setKey(key);
    return m_act;
}

} // namespace firstcome::parts
