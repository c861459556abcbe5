#pragma once

#include "models/scenario_model.h"
#include "widgets/theme/theme.h"

#include <QIdentityProxyModel>
#include <QTableView>

#include <optional>

namespace firstcome::pages {

/// The words of the stages: names, loads and durations as the screen writes them. The model must outlive it.
class StageWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    StageWords(const theme::Theme& theme, models::ScenarioModel& model, QObject* parent);
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const theme::Theme& m_theme;
    models::ScenarioModel& m_model;
};

/// The stages of a scenario: edited in place (F2, Enter or a double click), Ins adds one after the current,
/// Del removes it, Alt+Up and Alt+Down move it. During a run the stage under way is marked. GUI thread; owned
/// by its parent.
class StagesTable final : public QTableView
{
    Q_OBJECT

public:
    StagesTable(const theme::Theme& theme, models::ScenarioModel& model, QWidget* parent = nullptr);

    /// The stage under way; nothing while none is.
    void setStageNow(std::optional<std::size_t> stage);
    void addStage();
    void removeStage();
    void moveStage(int by);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

Q_SIGNALS:
    void currentStageChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    int currentRow() const { return currentIndex().isValid() ? currentIndex().row() : -1; }

    models::ScenarioModel& m_model;
    std::optional<std::size_t> m_stageNow;
};

} // namespace firstcome::pages
