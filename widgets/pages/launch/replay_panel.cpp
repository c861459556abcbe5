#include "widgets/pages/launch/replay_panel.h"

#include "widgets/parts/format.h"
#include "widgets/parts/problem_words.h"

#include <QHeaderView>
#include <QItemSelectionModel>

namespace firstcome::pages::launch {

using ledger::ReplayEffect;
using parts::ActButton;
using parts::Label;
using theme::Token;
using theme::Type;

namespace {

constexpr int kReplayPanelWidth = 720;
enum Column { SlotColumn, PersonColumn, ReasonColumn, EffectColumn, ColumnCount };

QString slotText(std::uint32_t slot)
{
    return slot == 0 ? parts::notKnown() : parts::formatCount(std::int64_t(slot));
}

QString personText(const std::string& person)
{
    return person.empty() ? parts::notKnown() : QString::fromStdString(person);
}

} // namespace

void DeadLetterTable::setLetters(std::vector<ledger::LetterPreview> letters)
{
    beginResetModel();
    m_letters = std::move(letters);
    endResetModel();
}

int DeadLetterTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_letters.size());
}

int DeadLetterTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString DeadLetterTable::reason(const std::string& conflict)
{
    if (conflict == "person_has_other_slot")
        return tr("person has another slot");
    if (conflict == "slot_has_other_person")
        return tr("slot is another's");
    if (conflict == "slot_out_of_range")
        return tr("slot above the total");
    if (conflict == "shown_and_lost")
        return tr("shown, then lost by the store");
    if (conflict == "unreadable")
        return tr("record unreadable");
    return conflict == "unidentified" ? tr("names nobody") : QString::fromStdString(conflict);
}

QString DeadLetterTable::effect(const ledger::LetterPreview& letter)
{
    switch (letter.effect) {
    case ReplayEffect::Inserts: return tr("writes a new row");
    case ReplayEffect::AlreadyDone: return tr("nothing: its row is there already");
    case ReplayEffect::Gone: return tr("nothing: there is no such letter any more");
    case ReplayEffect::FailsAgain: break;
    }
    if (letter.otherSlot != 0)
        return tr("fails again: %1 has slot %2").arg(personText(letter.publicId), slotText(letter.otherSlot));
    if (!letter.holder.empty())
        return tr("fails again: slot %1 is %2's").arg(slotText(letter.slot), personText(letter.holder));
    return tr("fails again: %1").arg(reason(letter.conflict));
}

QVariant DeadLetterTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& letter = m_letters[static_cast<std::size_t>(index.row())];
    if (role == IdRole)
        return qint64(letter.id);
    if (role == Qt::ToolTipRole && index.column() == EffectColumn)
        return effect(letter);
    if (role == Qt::UserRole && index.column() == SlotColumn)
        return letter.slot;
    if (role != Qt::DisplayRole && role != Qt::UserRole)
        return {};
    switch (index.column()) {
    case SlotColumn: return slotText(letter.slot);
    case PersonColumn: return personText(letter.publicId);
    case ReasonColumn: return reason(letter.reason);
    default: return effect(letter);
    }
}

QVariant DeadLetterTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case SlotColumn: return tr("Slot");
    case PersonColumn: return tr("Person");
    case ReasonColumn: return tr("Put aside, as");
    default: return tr("A replay");
    }
}

ReplayPanel::ReplayPanel(const theme::Theme& theme, models::BackendModel& backend,
                         const models::LaunchViewModel& launch, QWidget* page)
    : QObject(page)
    , m_replays(backend, launch)
    , m_panel(new parts::SidePanel(theme, tr("Dead letters"), page))
    , m_summary(new Label(theme, {}, Type::Row, Token::SoftText, m_panel))
    , m_problem(new Label(theme, {}, Type::Caption, Token::Critical, m_panel))
    , m_table(new parts::DataTable(theme, m_panel))
    , m_replay(new ActButton(theme, {}, {}, m_panel))
{
    m_panel->setWidth(kReplayPanelWidth);
    m_summary->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_table->setSource(&m_model);
    m_table->setFigureColumns({SlotColumn});
    m_table->setStretchColumn(EffectColumn);
    m_table->setAccessibleName(tr("Dead letters"));
    const QFontMetrics metrics(theme.font(Type::Row));
    const std::pair<int, QString> widest[] = {{SlotColumn, QStringLiteral("888,888")},
                                              {PersonColumn, QStringLiteral("person-888888")},
                                              {ReasonColumn, DeadLetterTable::reason("person_has_other_slot")}};
    for (const auto& [column, text] : widest)
        m_table->setColumnWidth(column, metrics.horizontalAdvance(text) + 2 * theme::kGap + 4);
    m_panel->body()->addWidget(m_summary);
    m_panel->body()->addWidget(m_problem);
    m_panel->body()->addWidget(m_table, 1);
    m_replay->setLook(ActButton::Look::Filled);
    m_replay->setHint(tr("Tries to write them to the ledger again"));
    m_panel->addAct(m_replay);
    connect(m_replay, &ActButton::activated, this, [this] { m_replays.replay(chosen()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ReplayPanel::refreshActs);
    connect(&m_replays, &models::ReplayViewModel::changed, this, &ReplayPanel::refresh);
    connect(&m_replays, &models::ReplayViewModel::replayed, this, &ReplayPanel::replayed);
    refresh();
}

void ReplayPanel::open()
{
    m_replays.load();
    m_panel->open(m_table);
}

std::vector<std::int64_t> ReplayPanel::chosen() const
{
    std::vector<std::int64_t> ids;
    for (const auto& row : m_table->selectionModel()->selectedRows())
        ids.push_back(row.data(DeadLetterTable::IdRole).toLongLong());
    return ids;
}

void ReplayPanel::refresh()
{
    const auto& preview = m_replays.preview();
    m_model.setLetters(preview ? preview->letters : std::vector<ledger::LetterPreview>());
    const QString problem =
        m_replays.problem().isEmpty() ? QString() : parts::ProblemWords::refusal(m_replays.problem());
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    refreshActs();
}

/// Of the letters chosen, or of all where none is.
void ReplayPanel::refreshActs()
{
    const auto ids = chosen();
    const auto& preview = m_replays.preview();
    const int writes = m_replays.count(ReplayEffect::Inserts, ids);
    const int there = m_replays.count(ReplayEffect::AlreadyDone, ids);
    const int fails = m_replays.count(ReplayEffect::FailsAgain, ids);
    QString summary = tr("The ledger is asked what a replay would do.");
    if (preview && preview->letters.empty())
        summary = tr("No dead letter waits.");
    else if (preview)
        summary = tr("A replay writes %1 new rows, finds %2 there already, and fails again for %3. Nothing was changed yet.")
                      .arg(parts::formatCount(writes), parts::formatCount(there), parts::formatCount(fails));
    if (preview && preview->waiting > preview->letters.size())
        summary += u' ' + tr("The first %1 of %2 are shown.")
                              .arg(parts::formatCount(static_cast<std::int64_t>(preview->letters.size())),
                                   parts::formatCount(static_cast<std::int64_t>(preview->waiting)));
    m_summary->setText(summary);
    m_replay->setText(ids.empty() ? tr("Replay all") : tr("Replay %1").arg(parts::formatCount(std::int64_t(ids.size()))));
    m_replay->setDisabledReason(!preview || m_replays.busy() ? tr("The ledger is being asked")
                                : writes + there == 0        ? tr("None of them can be written")
                                                             : QString());
}

} // namespace firstcome::pages::launch
