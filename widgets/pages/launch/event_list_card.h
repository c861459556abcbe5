#pragma once

#include "models/event_list_model.h"
#include "models/launch_view_model.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/card.h"
#include "widgets/parts/empty_state.h"

#include <QListView>

namespace firstcome::pages::launch {

/// The events, one of them selected: what the page shows. As tall as its rows, and scrolls where there is no more
/// room. GUI thread; owned by the page.
class EventListCard final : public parts::Card
{
    Q_OBJECT

public:
    EventListCard(const theme::Theme& theme, models::LaunchViewModel& launch, QWidget* parent = nullptr);

    /// Where Del deletes.
    QListView* list() const { return m_list; }
    /// Opens the selected event in the editor.
    parts::ActButton* openButton() const { return m_open; }
    /// Fills its place instead of being as tall as its rows.
    void setFilling(bool filling);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void newWanted();
    void openWanted();
    void copyWanted();
    void deleteWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void refreshOpen();
    void fitHeight();
    int heightOf(int rows) const;
    void showMenu(const QPoint& at);

    models::LaunchViewModel& m_launch;
    models::EventListModel m_model;
    QListView* m_list;
    parts::EmptyState* m_empty;
    parts::ActButton* m_open;
    parts::ActButton* m_new;
    bool m_filling = false;
    bool m_refreshing = false;
};

} // namespace firstcome::pages::launch
