#include "widgets/pages/launch/suspension_card.h"

#include "widgets/parts/act_button.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/format.h"
#include "widgets/parts/label.h"
#include "widgets/parts/side_panel.h"
#include "widgets/parts/type_to_confirm.h"

#include <QHBoxLayout>

namespace firstcome::pages::launch {

using parts::ActButton;
using parts::Label;
using theme::Token;
using theme::Type;

void AtRiskTable::setPeople(std::vector<issuing::Issue> people)
{
    beginResetModel();
    m_people = std::move(people);
    endResetModel();
}

int AtRiskTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_people.size());
}

int AtRiskTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant AtRiskTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& issue = m_people[static_cast<std::size_t>(index.row())];
    if (role == Qt::UserRole && index.column() == 0)
        return issue.slot;
    if (role != Qt::DisplayRole && role != Qt::UserRole)
        return {};
    return index.column() == 0 ? parts::formatCount(std::int64_t(issue.slot))
                               : QString::fromStdString(issue.publicId.str());
}

QVariant AtRiskTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    return section == 0 ? tr("Slot") : tr("Person");
}

SuspensionCard::SuspensionCard(const theme::Theme& theme, models::LaunchViewModel& launch, QWidget* page)
    : Card(theme, tr("Suspended"), page)
    , m_theme(theme)
    , m_launch(launch)
    , m_atRisk(new Label(theme, {}, Type::RowStrong, Token::Critical, this))
    , m_meaning(new Label(theme, {}, Type::Row, Token::SoftText, this))
    , m_people(new ActButton(theme, tr("People at risk"), {}, this))
    , m_rebuild(new ActButton(theme, tr("Rebuild…"), {}, this))
    , m_panel(new parts::SidePanel(theme, tr("People at risk"), page))
    , m_table(new parts::DataTable(theme, m_panel))
{
    m_meaning->setWordWrap(true);
    m_rebuild->setLook(ActButton::Look::Filled);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_atRisk);
    words->addWidget(m_meaning);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addLayout(words, 1);
    row->addWidget(m_people, 0, Qt::AlignVCenter);
    row->addWidget(m_rebuild, 0, Qt::AlignVCenter);
    body()->addLayout(row);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    m_table->setSource(&m_model);
    m_table->setFigureColumns({0});
    m_table->setStretchColumn(1);
    m_panel->body()->addWidget(m_table, 1);

    connect(m_people, &ActButton::activated, this, [this] {
        if (const auto* view = m_launch.view(); view && view->suspension)
            m_model.setPeople(view->suspension->people);
        m_panel->open(m_table);
    });
    connect(m_rebuild, &ActButton::activated, this, &SuspensionCard::confirm);
    connect(&launch, &models::LaunchViewModel::updated, this, &SuspensionCard::refresh);
    refresh();
}

void SuspensionCard::refresh()
{
    const auto* view = m_launch.view();
    setVisible(view && view->suspension);
    if (!view || !view->suspension)
        return;
    const auto& suspension = *view->suspension;
    const auto count = [](std::uint64_t number) { return parts::formatCount(static_cast<std::int64_t>(number)); };
    m_atRisk->setText(tr("%1 accepts at risk").arg(count(suspension.atRisk)));
    m_meaning->setText(
        tr("The store has less than what people were shown, so nobody is answered. This node's journal knows the "
           "people of %1 of them; a rebuild asks all nodes, the log and the ledger too.")
            .arg(count(suspension.named)));
    m_people->setDisabledReason(suspension.people.empty() ? tr("This node's journal knows none of them") : QString());
    m_rebuild->setDisabledReason(m_launch.silent()          ? tr("No data from the backend")
                                 : m_launch.isRebuilding() ? tr("The rebuild is under way")
                                                           : QString());
    setSummary(suspension.rebuilding ? tr("A rebuild was begun") : QString(), Token::Warning);
}

void SuspensionCard::confirm()
{
    const auto decision = m_launch.decision();
    parts::TypeToConfirm::Question question;
    question.title = tr("Rebuild %1?").arg(QString::fromStdString(m_launch.view()->shownName));
    question.consequence = tr("Everybody who was shown a coupon gets it back, from the ledger, the log and the "
                              "journals. Slots that nobody can be named for are voided for good. The event is "
                              "paused afterwards.");
    question.word = QString::fromStdString(decision.couponId.str());
    question.act = tr("Rebuild");
    parts::TypeToConfirm::ask(m_theme, question, this, [this, decision] { m_launch.rebuild(decision); });
}

} // namespace firstcome::pages::launch
