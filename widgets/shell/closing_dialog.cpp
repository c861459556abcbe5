#include "widgets/shell/closing_dialog.h"

#include "widgets/parts/event_words.h"
#include "widgets/parts/marks.h"

#include <QBoxLayout>

#include <algorithm>

namespace firstcome::shell {

using parts::ActButton;
using theme::Token;
using theme::Type;

namespace {

constexpr std::size_t kMostNamed = 4;

} // namespace

ClosingDialog::ClosingDialog(const theme::Theme& theme, const std::vector<LiveEvent>& events, QWidget* window)
    : QDialog(window)
    , m_theme(theme)
    , m_title(new parts::Label(theme, Type::PageTitle, Token::Text, this))
    , m_text(new parts::Label(theme, Type::Body, Token::SoftText, this))
    , m_keep(new ActButton(theme, tr("Keep serving without a window"), {}, this))
    , m_pause(new ActButton(theme, tr("Pause and quit"), {}, this))
    , m_cancel(new ActButton(theme, tr("Cancel"), tr("Esc"), this))
    , m_progress(new QProgressBar(this))
{
    setWindowTitle(tr("Close the window"));
    const bool one = events.size() == 1;
    m_title->setText(one ? tr("An event is live") : tr("%1 events are live").arg(events.size()));
    m_text->setText(
        one ? tr("The console serves it. Keep serving and people notice nothing; pause, and they are told so "
                 "until somebody starts the console and resumes.")
            : tr("The console serves them. Keep serving and people notice nothing; pause, and they are told so "
                 "until somebody starts the console and resumes."));
    setAccessibleName(m_title->text());
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(420);
    m_keep->setLook(ActButton::Look::Filled);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->hide();

    auto* acts = new QHBoxLayout;
    acts->setSpacing(8);
    acts->addStretch(1);
    acts->addWidget(m_cancel);
    acts->addWidget(m_pause);
    acts->addWidget(m_keep);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(theme::kGap);
    column->addWidget(m_title);
    column->addWidget(listOf(events));
    column->addWidget(m_text);
    column->addWidget(m_progress);
    column->addLayout(acts);
    column->setSizeConstraint(QLayout::SetFixedSize);

    connect(m_keep, &ActButton::activated, this, [this] { choose(ClosingChoice::KeepServing); });
    connect(m_pause, &ActButton::activated, this, [this] { choose(ClosingChoice::PauseAndQuit); });
    connect(m_cancel, &ActButton::activated, this, [this] { choose(ClosingChoice::Cancel); });
    m_keep->setFocus();
}

QWidget* ClosingDialog::listOf(const std::vector<LiveEvent>& events)
{
    auto* list = new QWidget(this);
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (std::size_t i = 0; i < std::min(events.size(), kMostNamed); ++i) {
        const auto words = parts::EventWords::state(events[i].state);
        auto* row = new QHBoxLayout;
        auto* name = new parts::Label(m_theme, events[i].name, Type::BodyStrong, Token::Text, list);
        name->setElided(true);
        row->addWidget(name, 1);
        row->addWidget(new parts::Pill(m_theme, words.text, words.tone, words.mark, list));
        column->addLayout(row);
    }
    if (events.size() > kMostNamed)
        column->addWidget(new parts::Label(m_theme, tr("and %1 more").arg(events.size() - kMostNamed),
                                           Type::Row, Token::SoftText, list));
    return list;
}

void ClosingDialog::showPausing()
{
    m_title->setText(tr("Pausing and saving"));
    setAccessibleName(m_title->text());
    m_text->setText(
        tr("Nobody new is accepted. What was accepted is being written to the ledger; whatever is not there "
           "in 10 seconds is safe in the store and is written after the next start."));
    for (auto* act : {m_keep, m_pause, m_cancel})
        act->hide();
    m_progress->show();
}

void ClosingDialog::choose(ClosingChoice choice)
{
    if (m_chosen)
        return;
    m_chosen = true;
    Q_EMIT chosen(choice);
}

void ClosingDialog::reject()
{
    choose(ClosingChoice::Cancel);
}

} // namespace firstcome::shell
