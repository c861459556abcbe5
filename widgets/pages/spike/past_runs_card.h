#pragma once

#include "models/past_runs_model.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/card.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace firstcome::pages {

/// Paints a past run: its mark, scenario, moment, p95 and rate.
class PastRunDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    PastRunDelegate(const theme::Theme& theme, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const theme::Theme& m_theme;
};

/// The list of past runs, newest first. GUI thread; owned by its parent, the model must outlive it.
class PastRunsCard final : public parts::Card
{
    Q_OBJECT

public:
    PastRunsCard(const theme::Theme& theme, models::PastRunsModel& model, QWidget* parent = nullptr);

    /// Marks the run that is shown.
    void setShown(const QString& id);
    QListView* list() { return m_list; }

Q_SIGNALS:
    void chosen(const QString& id);

private:
    models::PastRunsModel& m_model;
    QListView* m_list;
    bool m_quiet = false;
};

} // namespace firstcome::pages
