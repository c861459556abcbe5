#pragma once

#include "backend/issuing/audit.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/side_panel.h"

#include <QAbstractTableModel>

namespace firstcome::pages::launch {

/// What the exact audit found wrong, by name.
class DifferencesTable final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    void setDifferences(std::vector<issuing::Difference> differences);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    static QString words(issuing::Finding finding);

private:
    std::vector<issuing::Difference> m_differences;
};

/// The first 100 differences at the side of the page. GUI thread; owned by the page.
class DifferencesPanel final : public QObject
{
    Q_OBJECT

public:
    DifferencesPanel(const theme::Theme& theme, QWidget* page);
    void open(std::vector<issuing::Difference> differences);
    parts::DataTable* table() const { return m_table; }

private:
    DifferencesTable m_model;
    parts::SidePanel* m_panel;
    parts::DataTable* m_table;
};

} // namespace firstcome::pages::launch
