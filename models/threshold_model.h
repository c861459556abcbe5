#pragma once

#include "backend/spike/run_result.h"
#include "backend/spike/spike_part.h"

#include <QAbstractListModel>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace firstcome::models {

/// How a condition stands at this moment.
enum class Standing { NotYet, Holds, Crossed };

/// The conditions of a run, one a row: the scenario's thresholds, which can be edited while nothing runs,
/// then two that always hold: the audit (a rehearsal's) and the generator's own CPU. A threshold that does
/// not parse stays where it is with a problem. GUI thread.
class ThresholdModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Kind { Threshold, Audit, Generator };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< Kind as int
        MetricRole,                  ///< `http_req_duration`
        ExpressionRole,              ///< `p(95)<2000`
        ValueRole,                   ///< double, or invalid where nothing was measured
        StandingRole,                ///< Standing as int
        ProblemRole                  ///< `bad_threshold`, or empty
    };

    explicit ThresholdModel(QObject* parent = nullptr);

    void setThresholds(const std::vector<std::string>& thresholds);
    std::vector<std::string> thresholds() const;
    /// Takes over how the conditions stand; rows are repainted only where something changed.
    void setRun(const spike::RunProgress& run);
    /// Everything not yet measured, as before a start.
    void clearRun();

    bool isEditable() const { return m_editable; }
    void setEditable(bool editable);
    /// Adds a threshold that parses, to be edited; returns its row.
    int addThreshold();
    void removeThreshold(int row);
    /// Row of the first threshold that does not parse, or −1.
    int firstProblem() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// A person changed, added or removed a threshold.
    void edited();

private:
    struct Row
    {
        Kind kind = Kind::Threshold;
        QString text; ///< as written
        QString metric, expression;
        std::optional<double> value;
        Standing standing = Standing::NotYet;
        bool bad = false;
        friend bool operator==(const Row&, const Row&) = default;
    };

    static Row parsed(const QString& text);
    void take(int row, Row changed);
    int thresholdCount() const { return static_cast<int>(m_rows.size()) - 2; }

    std::vector<Row> m_rows; ///< thresholds, then audit and generator
    bool m_editable = true;
};

} // namespace firstcome::models
