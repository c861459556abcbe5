#pragma once

#include "models/launch_view_model.h"
#include "widgets/parts/card.h"

#include <QAbstractTableModel>

#include <vector>

namespace firstcome::parts {
class ActButton;
class DataTable;
class Label;
class SidePanel;
}

namespace firstcome::pages::launch {

/// People who were shown a slot that the store has lost.
class AtRiskTable final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    void setPeople(std::vector<issuing::Issue> people);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<issuing::Issue> m_people;
};

/// Shown while the event is suspended because its store lost something: how many accepts are at risk, whose, and
/// the one act that helps. GUI thread; owned by the page.
class SuspensionCard final : public parts::Card
{
    Q_OBJECT

public:
    SuspensionCard(const theme::Theme& theme, models::LaunchViewModel& launch, QWidget* page);

    parts::ActButton* rebuild() const { return m_rebuild; }
    parts::ActButton* people() const { return m_people; }
    parts::DataTable* table() const { return m_table; }

private:
    void refresh();
    void confirm();

    const theme::Theme& m_theme;
    models::LaunchViewModel& m_launch;
    parts::Label* m_atRisk;
    parts::Label* m_meaning;
    parts::ActButton* m_people;
    parts::ActButton* m_rebuild;
    AtRiskTable m_model;
    parts::SidePanel* m_panel;
    parts::DataTable* m_table;
};

} // namespace firstcome::pages::launch
