#pragma once

#include "models/launch_view_model.h"
#include "models/timeline_model.h"
#include "widgets/parts/card.h"
#include "widgets/parts/empty_state.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace firstcome::pages::launch {

/// Paints a line of the trail: its time, its mark, its sentence and what it came with, wrapped. GUI thread.
class TimelineDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    TimelineDelegate(const theme::Theme& theme, const QListView& view, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    struct Places
    {
        QRect time, mark, title, detail;
    };
    Places placesIn(const QRect& row, const QString& title, const QString& detail) const;
    int timeWidth() const;

    const theme::Theme& m_theme;
    const QListView& m_view;
};

/// What was done and what happened, newest first. GUI thread; owned by the page.
class TimelineCard final : public parts::Card
{
    Q_OBJECT

public:
    TimelineCard(const theme::Theme& theme, models::BackendModel& backend, models::LaunchViewModel& launch,
                 QWidget* parent = nullptr);

    const models::TimelineModel& model() const { return m_model; }
    QListView* list() const { return m_list; }

Q_SIGNALS:
    /// Lines were added or another event's are shown.
    void linesChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void select();
    void refresh();

    models::LaunchViewModel& m_launch;
    models::TimelineModel m_model;
    QListView* m_list;
    parts::EmptyState* m_empty;
};

} // namespace firstcome::pages::launch
