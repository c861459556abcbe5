#include "widgets/pages/spike/stages_table.h"

#include "widgets/pages/spike/spike_words.h"
#include "widgets/parts/data_table.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace firstcome::pages {

using models::ScenarioModel;

namespace {

constexpr int kMostRows = 5; ///< more scroll

} // namespace

StageWords::StageWords(const theme::Theme& theme, ScenarioModel& model, QObject* parent)
    : QIdentityProxyModel(parent)
    , m_theme(theme)
    , m_model(model)
{
    setSourceModel(&model);
}

QVariant StageWords::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const QString code = QIdentityProxyModel::data(index, ScenarioModel::ProblemRole).toString();
    if (role == Qt::ForegroundRole)
        return code.isEmpty() ? QVariant() : m_theme.color(theme::Token::Critical);
    if (role == Qt::ToolTipRole)
        return code.isEmpty() ? QVariant() : startProblemText({code, {}, index.row()});
    if (role != Qt::DisplayRole)
        return QIdentityProxyModel::data(index, role);
    const auto shape = models::stageShape(m_model.scenario(), static_cast<std::size_t>(index.row()));
    switch (index.column()) {
    case ScenarioModel::NameColumn:
        return stageName(shape.kind);
    case ScenarioModel::TargetColumn:
        return stageLoad(shape);
    default:
        return stageDuration(shape.duration);
    }
}

QVariant StageWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(section == ScenarioModel::NameColumn ? Qt::AlignLeft | Qt::AlignVCenter
                                                                        : Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ScenarioModel::NameColumn:
        return tr("Stage");
    case ScenarioModel::TargetColumn:
        return m_model.scenario().model == spike::LoadModel::Users ? tr("Users") : tr("Arrivals/s");
    default:
        return tr("Time");
    }
}

StagesTable::StagesTable(const theme::Theme& theme, ScenarioModel& model, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(new StageWords(theme, model, this));
    auto* delegate = new parts::RowDelegate(theme, this);
    delegate->setFigureColumns({ScenarioModel::TargetColumn, ScenarioModel::DurationColumn});
    setItemDelegate(delegate);
    setAccessibleName(tr("Stages"));
    setFont(theme.font(theme::Type::Row));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(theme::kRowHeight);
    verticalHeader()->setDefaultSectionSize(theme::kRowHeight);
    auto* head = horizontalHeader();
    head->setFont(theme.font(theme::Type::Caption));
    head->setHighlightSections(false);
    head->setSectionsClickable(false);
    head->setSectionResizeMode(QHeaderView::Fixed);
    head->setSectionResizeMode(ScenarioModel::NameColumn, QHeaderView::Stretch);
    const QFontMetrics metrics(theme.font(theme::Type::Row));
    setColumnWidth(ScenarioModel::TargetColumn,
                   metrics.horizontalAdvance(QStringLiteral("8,888 → 8,888")) + 2 * theme::kGap);
    setColumnWidth(ScenarioModel::DurationColumn,
                   metrics.horizontalAdvance(QStringLiteral("888 min")) + 2 * theme::kGap);
    const auto relayout = [this] { updateGeometry(); };
    connect(&model, &QAbstractItemModel::rowsInserted, this, relayout);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, relayout);
    connect(&model, &QAbstractItemModel::modelReset, this, relayout);
}

QSize StagesTable::sizeHint() const
{
    const int rows = std::clamp(model()->rowCount(), 1, kMostRows);
    return {QTableView::sizeHint().width(),
            horizontalHeader()->sizeHint().height() + rows * theme::kRowHeight + 1};
}

void StagesTable::setStageNow(std::optional<std::size_t> stage)
{
    if (stage == m_stageNow)
        return;
    m_stageNow = stage;
    if (!stage) {
        clearSelection();
        return;
    }
    selectRow(static_cast<int>(*stage));
    scrollTo(model()->index(static_cast<int>(*stage), 0));
}

void StagesTable::addStage()
{
    if (!m_model.isEditable())
        return;
    const int row = m_model.addStage(currentRow());
    setCurrentIndex(model()->index(row, ScenarioModel::TargetColumn));
    setFocus(Qt::OtherFocusReason);
}

void StagesTable::removeStage()
{
    if (!m_model.isEditable() || currentRow() < 0)
        return;
    const int row = currentRow();
    m_model.removeStage(row);
    if (const int left = model()->rowCount(); left > 0)
        setCurrentIndex(model()->index(std::min(row, left - 1), ScenarioModel::TargetColumn));
}

void StagesTable::moveStage(int by)
{
    const int row = currentRow();
    if (!m_model.isEditable() || row < 0)
        return;
    if (m_model.moveStage(row, by))
        setCurrentIndex(model()->index(row + by, currentIndex().column()));
}

void StagesTable::keyPressEvent(QKeyEvent* event)
{
    const bool alt = event->modifiers() == Qt::AltModifier;
    if (alt && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        moveStage(event->key() == Qt::Key_Up ? -1 : 1);
    else if (event->key() == Qt::Key_Insert)
        addStage();
    else if (event->key() == Qt::Key_Delete)
        removeStage();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && state() != EditingState)
        edit(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

void StagesTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT currentStageChanged();
}

} // namespace firstcome::pages
