#pragma once

#include "models/replay_view_model.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/label.h"
#include "widgets/parts/side_panel.h"

#include <QAbstractTableModel>

namespace firstcome::pages::launch {

/// Dead letters, a row each: who, which slot, why, and what a replay would do.
class DeadLetterTable final : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int IdRole = Qt::UserRole + 1; ///< qint64

    using QAbstractTableModel::QAbstractTableModel;
    void setLetters(std::vector<ledger::LetterPreview> letters);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    static QString reason(const std::string& conflict);
    static QString effect(const ledger::LetterPreview& letter);

private:
    std::vector<ledger::LetterPreview> m_letters;
};

/// What replaying the dead letters of the shown event would do, at the side of the page, and the replay of those
/// chosen or of all. GUI thread; owned by the page.
class ReplayPanel final : public QObject
{
    Q_OBJECT

public:
    ReplayPanel(const theme::Theme& theme, models::BackendModel& backend, const models::LaunchViewModel& launch,
                QWidget* page);
    /// Asks anew what a replay would do.
    void open();
    bool isOpen() const { return m_panel->isOpen(); }
    parts::DataTable* table() const { return m_table; }
    parts::ActButton* replayButton() const { return m_replay; }
    QString summary() const { return m_summary->text(); }

Q_SIGNALS:
    void replayed(qulonglong written, qulonglong refused);

private:
    void refresh();
    void refreshActs();
    std::vector<std::int64_t> chosen() const;

    models::ReplayViewModel m_replays;
    DeadLetterTable m_model;
    parts::SidePanel* m_panel;
    parts::Label* m_summary;
    parts::Label* m_problem;
    parts::DataTable* m_table;
    parts::ActButton* m_replay;
};

} // namespace firstcome::pages::launch
