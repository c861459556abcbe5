#pragma once

#include "models/spike_view_model.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/card.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace firstcome::pages {

/// Paints a condition: its mark, metric, expression and value.
class ThresholdDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    ThresholdDelegate(const theme::Theme& theme, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const theme::Theme& m_theme;
};

/// What the run must reach, with how it stands. While nothing runs thresholds are edited in place (F2, Enter
/// or a double click), Ins adds one, Del removes it; one that does not parse is marked and said in words. GUI
/// thread; owned by its parent, the view model must outlive it.
class ThresholdsCard final : public parts::Card
{
    Q_OBJECT

public:
    ThresholdsCard(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent = nullptr);

    QListView* list() { return m_list; }
    const parts::Label* problem() const { return m_problem; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void add();
    void remove();
    void refresh();

    models::SpikeViewModel& m_model;
    QListView* m_list;
    parts::ActButton* m_add;
    parts::Label* m_problem;
};

} // namespace firstcome::pages
