#include "models/scenario_model.h"

#include "models/scenario_text.h"

#include <algorithm>
#include <cmath>

namespace firstcome::models {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kMaxTarget = 1'000'000;
constexpr std::chrono::milliseconds kMaxDuration = std::chrono::hours(24);

bool sameLoad(const spike::Scenario& a, const spike::Scenario& b)
{
    const auto sameStage = [](const spike::Stage& x, const spike::Stage& y) {
        return x.duration == y.duration && x.target == y.target;
    };
    return std::ranges::equal(a.stages, b.stages, sameStage) && a.model == b.model &&
           a.startTarget == b.startTarget && a.stock == b.stock && a.people == b.people &&
           a.thinkTime == b.thinkTime && a.keepAlive == b.keepAlive && a.distinctPeople == b.distinctPeople &&
           a.openAfter == b.openAfter && a.thresholds == b.thresholds;
}

QString numberText(double value)
{
    return QString::number(value, 'f', value == std::floor(value) ? 0 : 1);
}

QString durationText(std::chrono::milliseconds duration)
{
    const auto ms = duration.count();
    if (ms % 60'000 == 0 && ms > 0)
        return u"%1 min"_s.arg(ms / 60'000);
    if (ms % 1'000 == 0)
        return u"%1 s"_s.arg(ms / 1'000);
    return ms < 1'000 ? u"%1 ms"_s.arg(ms) : u"%1 s"_s.arg(static_cast<double>(ms) / 1'000);
}

} // namespace

StageShape stageShape(const spike::Scenario& scenario, std::size_t index)
{
    const double from = index == 0 ? scenario.startTarget : scenario.stages[index - 1].target;
    const auto& stage = scenario.stages[index];
    const auto kind = stage.target > from   ? StageKind::Ramp
                      : stage.target < from ? StageKind::RampDown
                                            : StageKind::Hold;
    return {kind, from, stage.target, stage.duration};
}

ScenarioModel::ScenarioModel(spike::Scenario scenario, QObject* parent)
    : QAbstractTableModel(parent)
    , m_scenario(std::move(scenario))
    , m_problem(findProblem())
{
}

void ScenarioModel::setScenario(spike::Scenario scenario)
{
    beginResetModel();
    m_scenario = std::move(scenario);
    m_problem = findProblem();
    endResetModel();
    Q_EMIT changed();
}

QString ScenarioModel::preset() const
{
    for (const auto& preset : spike::presetScenarios())
        if (preset.name == m_scenario.name && sameLoad(preset, m_scenario))
            return QString::fromStdString(preset.name);
    return {};
}

void ScenarioModel::setEditable(bool editable)
{
    if (m_editable == editable)
        return;
    m_editable = editable;
    if (!m_scenario.stages.empty()) // flags of every cell are others now
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT changed();
}

int ScenarioModel::addStage(int row)
{
    auto& stages = m_scenario.stages;
    const int at = row < 0 || row >= rowCount() ? rowCount() : row + 1;
    const double level = at == 0 ? m_scenario.startTarget : stages[static_cast<std::size_t>(at - 1)].target;
    beginInsertRows({}, at, at);
    stages.insert(stages.begin() + at, spike::Stage{std::chrono::seconds(10), level});
    endInsertRows();
    stagesChanged(at);
    return at;
}

void ScenarioModel::removeStage(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_scenario.stages.erase(m_scenario.stages.begin() + row);
    endRemoveRows();
    stagesChanged(row);
}

bool ScenarioModel::moveStage(int row, int by)
{
    const int to = row + by;
    if (std::abs(by) != 1 || row < 0 || row >= rowCount() || to < 0 || to >= rowCount())
        return false;
    beginMoveRows({}, row, row, {}, by > 0 ? to + 1 : to);
    std::swap(m_scenario.stages[static_cast<std::size_t>(row)],
              m_scenario.stages[static_cast<std::size_t>(to)]);
    endMoveRows();
    stagesChanged(std::min(row, to));
    return true;
}

template <class Value>
void ScenarioModel::assign(Value& member, Value value)
{
    if (member == value)
        return;
    member = std::move(value);
    m_problem = findProblem();
    Q_EMIT changed();
}

void ScenarioModel::setLoadModel(spike::LoadModel model)
{
    assign(m_scenario.model, model);
}
void ScenarioModel::setStock(std::uint32_t stock)
{
    assign(m_scenario.stock, stock);
}
void ScenarioModel::setPeople(std::uint64_t people)
{
    assign(m_scenario.people, people);
}
void ScenarioModel::setThinkTime(std::chrono::milliseconds thinkTime)
{
    assign(m_scenario.thinkTime, thinkTime);
}
void ScenarioModel::setKeepAlive(bool keepAlive)
{
    assign(m_scenario.keepAlive, keepAlive);
}
void ScenarioModel::setDistinctPeople(bool distinct)
{
    assign(m_scenario.distinctPeople, distinct);
}
void ScenarioModel::setThresholds(std::vector<std::string> thresholds)
{
    assign(m_scenario.thresholds, std::move(thresholds));
}

int ScenarioModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_scenario.stages.size());
}

int ScenarioModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ScenarioModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto shape = stageShape(m_scenario, static_cast<std::size_t>(index.row()));
    switch (role) {
    case KindRole:
        return static_cast<int>(shape.kind);
    case FromRole:
        return shape.from;
    case ToRole:
        return shape.to;
    case DurationMsRole:
        return QVariant::fromValue<qint64>(shape.duration.count());
    case ProblemRole:
        return rowProblem(index.row());
    case Qt::DisplayRole:
    case Qt::EditRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return {}; // words belong to the screen
    case DurationColumn:
        return durationText(shape.duration);
    default:
        return role == Qt::EditRole || shape.kind == StageKind::Hold
                   ? numberText(shape.to)
                   : u"%1 → %2"_s.arg(numberText(shape.from), numberText(shape.to));
    }
}

bool ScenarioModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !m_editable || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    auto& stage = m_scenario.stages[static_cast<std::size_t>(index.row())];
    const QString text = value.toString();
    if (index.column() == DurationColumn) {
        const auto duration = durationFromText(text);
        if (!duration) {
            Q_EMIT rejected(u"not_a_duration"_s, text);
            return false;
        }
        stage.duration = *duration;
    } else if (index.column() == TargetColumn) {
        const auto amount = amountFromText(text);
        if (!amount) {
            Q_EMIT rejected(u"not_an_amount"_s, text);
            return false;
        }
        stage.target = *amount;
    } else {
        return false;
    }
    stagesChanged(index.row());
    return true;
}

Qt::ItemFlags ScenarioModel::flags(const QModelIndex& index) const
{
    auto flags = QAbstractTableModel::flags(index);
    if (index.isValid() && m_editable && index.column() != NameColumn)
        flags |= Qt::ItemIsEditable;
    return flags;
}

/// The row itself and the one after it, which starts where it ends.
void ScenarioModel::stagesChanged(int firstRow)
{
    m_problem = findProblem();
    const int last = std::min(firstRow + 1, rowCount() - 1);
    if (firstRow <= last)
        Q_EMIT dataChanged(index(firstRow, 0), index(last, ColumnCount - 1));
    Q_EMIT changed();
}

QString ScenarioModel::rowProblem(int row) const
{
    const auto& stage = m_scenario.stages[static_cast<std::size_t>(row)];
    if (stage.duration <= std::chrono::milliseconds(0))
        return u"stage_duration"_s;
    if (!(stage.target >= 0 && stage.target <= kMaxTarget))
        return u"stage_target"_s;
    return {};
}

std::optional<ScenarioProblem> ScenarioModel::findProblem() const
{
    const auto& stages = m_scenario.stages;
    if (stages.empty())
        return ScenarioProblem{u"no_stages"_s, {}};
    for (int row = 0; row < rowCount(); ++row)
        if (const QString code = rowProblem(row); !code.isEmpty())
            return ScenarioProblem{code, {}, row};
    if (m_scenario.duration() > kMaxDuration)
        return ScenarioProblem{u"stages_too_long"_s, {}};
    if (m_scenario.startTarget <= 0 && std::ranges::all_of(stages, [](auto& s) { return s.target <= 0; }))
        return ScenarioProblem{u"no_load"_s, {}};
    if (m_scenario.stock == 0)
        return ScenarioProblem{u"stock"_s, {}};
    if (m_scenario.people == 0)
        return ScenarioProblem{u"people"_s, {}};
    if (m_scenario.thinkTime < std::chrono::milliseconds(0))
        return ScenarioProblem{u"think_time"_s, {}};
    // Thresholds are marked one by one by their own model.
    auto load = m_scenario;
    load.thresholds.clear();
    if (const auto valid = spike::validate(load); !valid)
        return ScenarioProblem{u"scenario"_s, QString::fromStdString(valid.error().detail)};
    return std::nullopt;
}

} // namespace firstcome::models
