#include "widgets/pages/launch/differences_panel.h"

#include "widgets/parts/format.h"

#include <QVBoxLayout>

namespace firstcome::pages::launch {

using issuing::Finding;

namespace {

constexpr int kDifferencesWidth = 560;

} // namespace

void DifferencesTable::setDifferences(std::vector<issuing::Difference> differences)
{
    beginResetModel();
    m_differences = std::move(differences);
    endResetModel();
}

int DifferencesTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_differences.size());
}

int DifferencesTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 4;
}

QString DifferencesTable::words(Finding finding)
{
    switch (finding) {
    case Finding::Oversold: return tr("above the total");
    case Finding::DuplicatePerson: return tr("person has two");
    case Finding::SlotGap: return tr("slot nobody has");
    case Finding::LostIssue: return tr("not in the ledger");
    case Finding::ForeignIssue: return tr("not in the store");
    case Finding::PersonDiffers: return tr("person differs");
    case Finding::DeadLetterLeft: return tr("dead letter");
    case Finding::UnidentifiedRecord: return tr("a record that names no event");
    }
    return {};
}

QVariant DifferencesTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& difference = m_differences[static_cast<std::size_t>(index.row())];
    if (role == Qt::UserRole && index.column() == 0)
        return difference.slot;
    if (role != Qt::DisplayRole && role != Qt::UserRole)
        return {};
    const auto person = [](const std::string& id) {
        return id.empty() ? parts::notKnown() : QString::fromStdString(id);
    };
    switch (index.column()) {
    case 0: // slots begin with 1
        return difference.slot == 0 ? parts::notKnown() : parts::formatCount(std::int64_t(difference.slot));
    case 1: return words(difference.finding);
    case 2: return person(difference.storePerson);
    default: return person(difference.ledgerPerson);
    }
}

QVariant DifferencesTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case 0: return tr("Slot");
    case 1: return tr("What");
    case 2: return tr("Store");
    default: return tr("Ledger");
    }
}

DifferencesPanel::DifferencesPanel(const theme::Theme& theme, QWidget* page)
    : QObject(page)
    , m_panel(new parts::SidePanel(theme, tr("Differences"), page))
    , m_table(new parts::DataTable(theme, m_panel))
{
    m_table->setSource(&m_model);
    m_table->setFigureColumns({0});
    m_table->setStretchColumn(3);
    m_panel->setWidth(kDifferencesWidth);
    const QFontMetrics metrics(theme.font(theme::Type::Row));
    const std::pair<int, QString> widest[] = {{0, QStringLiteral("888,888")},
                                              {1, DifferencesTable::words(Finding::DuplicatePerson)},
                                              {2, QStringLiteral("person-88888888")}};
    for (const auto& [column, text] : widest)
        m_table->setColumnWidth(column, metrics.horizontalAdvance(text) + 2 * theme::kGap + 4);
    m_panel->body()->addWidget(m_table, 1);
}

void DifferencesPanel::open(std::vector<issuing::Difference> differences)
{
    m_model.setDifferences(std::move(differences));
    m_panel->open(m_table);
}

} // namespace firstcome::pages::launch
