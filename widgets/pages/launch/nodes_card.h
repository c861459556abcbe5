#pragma once

#include "models/node_list_model.h"
#include "widgets/parts/card.h"
#include "widgets/parts/data_table.h"

namespace firstcome::pages::launch {

/// The nodes that this console attached to: which of them it hears, and what each does. Hidden where the console
/// carries its backend itself. GUI thread; owned by the page.
class NodesCard final : public parts::Card
{
    Q_OBJECT

public:
    NodesCard(const theme::Theme& theme, models::BackendModel& backend, QWidget* parent = nullptr);

    /// One line that names whoever is not live, instead of a row for each, where there is no room for rows; none
    /// while all are live.
    void setCompact(bool compact);
    /// With a row for each node.
    int fullHeight();
    parts::DataTable* table() { return m_table; }
    const models::NodeListModel& nodes() const { return m_model; }
    /// Which nodes of the fleet this console could attach to as well; empty where there are none.
    QString others() const { return m_others->text(); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    QString standing(bool each) const;

    models::NodeListModel m_model;
    parts::DataTable* m_table;
    parts::Label* m_sums;
    parts::Label* m_others;
    int m_rows = -1;
    bool m_compact = false;
};

} // namespace firstcome::pages::launch
