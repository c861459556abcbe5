#pragma once

#include "models/people_model.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/side_panel.h"

#include <QIdentityProxyModel>
#include <QLineEdit>
#include <QProgressBar>

namespace firstcome::pages::launch {

/// Words for a PeopleModel's bad rows.
class BadRowsTable final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

/// Adding people to the directory, at the side of the page: test people by number, or a CSV file, whose bad rows
/// are listed with their line. GUI thread; owned by the page.
class PeoplePanel final : public QObject
{
    Q_OBJECT

public:
    PeoplePanel(const theme::Theme& theme, models::BackendModel& backend, QWidget* page);

    void open();
    parts::SidePanel* panel() const { return m_panel; }
    QLineEdit* countField() const { return m_count; }
    QLineEdit* prefixField() const { return m_prefix; }
    parts::ActButton* createButton() const { return m_create; }
    parts::ActButton* importButton() const { return m_import; }
    parts::DataTable* badRows() const { return m_table; }
    QString resultText() const { return m_result->text(); }
    /// Reads a file, as the button does after asking which.
    void importFile(const QString& path);

private:
    void refresh();
    void create();
    void chooseFile();

    models::PeopleModel m_people;
    BadRowsTable m_words;
    parts::SidePanel* m_panel;
    QLineEdit* m_count;
    QLineEdit* m_prefix;
    parts::ActButton* m_create;
    parts::ActButton* m_import;
    QProgressBar* m_progress;
    parts::Label* m_result;
    parts::DataTable* m_table;
};

} // namespace firstcome::pages::launch
