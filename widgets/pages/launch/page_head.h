#pragma once

#include "models/launch_view_model.h"
#include "widgets/pages/launch/act_bar.h"
#include "widgets/parts/figure.h"
#include "widgets/parts/label.h"

#include <QTimer>
#include <QWidget>

namespace firstcome::pages::launch {

/// The page's head: the event's name, one line of facts, the big clock and the acts. The clock goes on by itself
/// when snapshots are late. GUI thread; owned by the page.
class PageHead final : public QWidget
{
    Q_OBJECT

public:
    PageHead(const theme::Theme& theme, models::LaunchViewModel& launch, QWidget* parent = nullptr);

    ActBar& acts() { return *m_acts; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void refreshClock();
    /// With or without the years, which matter least where there is little room.
    QString facts(bool years) const;
    void refreshFacts();

    models::LaunchViewModel& m_launch;
    parts::Label* m_title;
    parts::Label* m_facts;
    parts::Figure* m_clock;
    parts::Label* m_note;
    ActBar* m_acts;
    QTimer m_late;
};

} // namespace firstcome::pages::launch
