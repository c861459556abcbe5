#pragma once

#include "backend/spike/scenario.h"

#include <QAbstractTableModel>
#include <QString>

#include <chrono>
#include <optional>

namespace firstcome::models {

/// What a stage does to the load, from where the one before left it.
enum class StageKind { Ramp, Hold, RampDown };

/// One stage with where it starts.
struct StageShape
{
    StageKind kind = StageKind::Hold;
    double from = 0;
    double to = 0;
    std::chrono::milliseconds duration{0};
};
StageShape stageShape(const spike::Scenario& scenario, std::size_t index);

/// Why a scenario cannot be started. `code` is `no_stages`, `stage_duration`, `stages_too_long`,
/// `stage_target`, `no_load`, `stock`, `people`, `think_time`, or `scenario` with `detail`; `row` is the
/// stage it is about, or −1.
struct ScenarioProblem
{
    QString code;
    QString detail;
    int row = -1;
    friend bool operator==(const ScenarioProblem&, const ScenarioProblem&) = default;
};

/// The scenario being edited, its stages as the rows of a table. It keeps what was typed even where it is out
/// of range, so that the screen can point at it; `problem` says what stands in the way of starting. GUI
/// thread.
class ScenarioModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, TargetColumn, DurationColumn, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< StageKind as int; the name column has no text of its own
        FromRole,                    ///< double
        ToRole,                      ///< double
        DurationMsRole,              ///< qint64
        ProblemRole                  ///< code of what is wrong with this row, or empty
    };

    explicit ScenarioModel(spike::Scenario scenario, QObject* parent = nullptr);

    const spike::Scenario& scenario() const { return m_scenario; }
    /// Replaces everything, as choosing a preset does.
    void setScenario(spike::Scenario scenario);
    /// Name of the preset that the scenario still equals, else empty.
    QString preset() const;

    bool isEditable() const { return m_editable; }
    void setEditable(bool editable);

    /// A hold of 10 s at the last target, after `row` (−1: at the end). Returns the new row.
    int addStage(int row = -1);
    void removeStage(int row);
    /// Moves a stage one up or down; false at the edge.
    bool moveStage(int row, int by);

    void setLoadModel(spike::LoadModel model);
    void setStock(std::uint32_t stock);
    void setPeople(std::uint64_t people);
    void setThinkTime(std::chrono::milliseconds thinkTime);
    void setKeepAlive(bool keepAlive);
    void setDistinctPeople(bool distinct);
    void setThresholds(std::vector<std::string> thresholds);

    const std::optional<ScenarioProblem>& problem() const { return m_problem; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// Takes text as people write it. False, and `rejected`, where it cannot be read.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// After any change of the scenario or its problem.
    void changed();
    /// `code` is `not_a_duration` or `not_an_amount`.
    void rejected(const QString& code, const QString& text);

private:
    template <class Value>
    void assign(Value& member, Value value);
    void stagesChanged(int firstRow);
    QString rowProblem(int row) const;
    std::optional<ScenarioProblem> findProblem() const;

    spike::Scenario m_scenario;
    std::optional<ScenarioProblem> m_problem;
    bool m_editable = true;
};

} // namespace firstcome::models
