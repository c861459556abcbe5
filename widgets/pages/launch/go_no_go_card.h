#pragma once

#include "models/go_no_go_model.h"
#include "models/launch_view_model.h"
#include "widgets/pages/launch/go_line_row.h"
#include "widgets/parts/card.h"

#include <QList>
#include <QScrollArea>

namespace firstcome::pages::launch {

/// The conditions before opening, live, each with its fix; what forbids the opening says so on top. GUI thread;
/// owned by the page.
class GoNoGoCard final : public parts::Card
{
    Q_OBJECT

public:
    GoNoGoCard(const theme::Theme& theme, models::LaunchViewModel& launch, QWidget* parent = nullptr);

    /// The row of a line, null where it is not shown.
    GoLineRow* row(issuing::GoLine line) const;
    bool red() const { return m_red; }
    QSize minimumSizeHint() const override { return {160, 160}; }
    /// Why acts that lead to opening are barred; empty while they are not.
    QString barReason() const;

Q_SIGNALS:
    void peopleWanted();
    /// red() or barReason() changed.
    void standingChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void rebuildRows();
    void refreshHead();
    QString summary() const;
    void fix(issuing::GoLine line);

    models::LaunchViewModel& m_launch;
    models::GoNoGoModel m_model;
    parts::Banner* m_banner;
    QWidget* m_rowsHost;
    QVBoxLayout* m_rowsColumn;
    QList<GoLineRow*> m_rows;
    parts::Label* m_foot;
    bool m_red = false;
    QString m_reason;
};

} // namespace firstcome::pages::launch
