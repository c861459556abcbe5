#include "widgets/parts/data_table.h"

#include "widgets/theme/paint.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QSortFilterProxyModel>

namespace firstcome::parts {

using theme::Token;

namespace {

/// Sorts by Qt::UserRole where there is one.
class SortProxy final : public QSortFilterProxyModel
{
public:
    explicit SortProxy(DataTable* table)
        : QSortFilterProxyModel(table)
        , m_table(*table)
    {
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (role == Qt::TextAlignmentRole && m_table.figureColumns().contains(section))
            return int(Qt::AlignRight | Qt::AlignVCenter); // a figure's name stands over the figure
        return sourceModel() ? sourceModel()->headerData(section, orientation, role) : QVariant();
    }

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override
    {
        const QVariant a = left.data(Qt::UserRole);
        const QVariant b = right.data(Qt::UserRole);
        if (a.isValid() && b.isValid())
            return QVariant::compare(a, b) == QPartialOrdering::Less;
        return left.data().toString().localeAwareCompare(right.data().toString()) < 0;
    }

private:
    const DataTable& m_table;
};

QString field(QString text)
{
    return text.replace(u'\t', u' ').replace(u'\n', u' ').replace(QChar(0x00a0), u' ');
}

} // namespace

RowDelegate::RowDelegate(const theme::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void RowDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus;
    option->palette.setColor(QPalette::HighlightedText, m_theme.color(Token::Text));
    if (m_figures.contains(index.column()))
        option->displayAlignment = Qt::AlignRight | Qt::AlignVCenter;
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const int rows = index.model()->rowCount(index.parent());
    if (index.row() + 1 < rows)
        theme::paintHairline(*painter, option.rect.left(), option.rect.right() + 1,
                             option.rect.bottom() + 0.5, m_theme.color(Token::Stroke));
}

DataTable::DataTable(const theme::Theme& theme, QWidget* parent)
    : QTableView(parent)
    , m_theme(theme)
{
    setFont(theme.font(theme::Type::Row));
    setItemDelegate(new RowDelegate(theme, this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(theme::kRowHeight);
    verticalHeader()->setDefaultSectionSize(theme::kRowHeight);
    auto* head = horizontalHeader();
    head->setFont(theme.font(theme::Type::Caption));
    head->setHighlightSections(false);
    head->setSectionsClickable(true);
    head->setStretchLastSection(false);
    head->setMinimumSectionSize(40);
    head->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void DataTable::setSource(QAbstractItemModel* model)
{
    auto* proxy = new SortProxy(this);
    proxy->setSourceModel(model);
    setModel(proxy);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder);
    connect(proxy, &QAbstractItemModel::rowsInserted, this, &QWidget::updateGeometry);
    connect(proxy, &QAbstractItemModel::rowsRemoved, this, &QWidget::updateGeometry);
    connect(proxy, &QAbstractItemModel::modelReset, this, &QWidget::updateGeometry);
}

void DataTable::setFigureColumns(const QList<int>& columns)
{
    static_cast<RowDelegate*>(itemDelegate())->setFigureColumns(columns);
    viewport()->update();
    horizontalHeader()->viewport()->update();
}

const QList<int>& DataTable::figureColumns() const
{
    return static_cast<const RowDelegate*>(itemDelegate())->figureColumns();
}

void DataTable::setStretchColumn(int column)
{
    horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
}

void DataTable::setFitsRows(bool fits)
{
    m_fitsRows = fits;
    setVerticalScrollBarPolicy(fits ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, fits ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    updateGeometry();
}

QSize DataTable::sizeHint() const
{
    if (!m_fitsRows || !model())
        return QTableView::sizeHint();
    const int head = horizontalHeader()->isHidden() ? 0 : horizontalHeader()->sizeHint().height();
    return {QTableView::sizeHint().width(), head + model()->rowCount() * theme::kRowHeight + 1};
}

QSize DataTable::minimumSizeHint() const
{
    return m_fitsRows ? QSize(80, sizeHint().height()) : QSize(80, 3 * theme::kRowHeight);
}

QString DataTable::toTsv() const
{
    if (!model())
        return {};
    QList<int> rows;
    if (selectionModel())
        for (const QModelIndex& index : selectionModel()->selectedRows())
            rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty())
        for (int row = 0; row < model()->rowCount(); ++row)
            rows.append(row);
    QString text;
    const auto line = [&](const auto& cell) {
        QStringList fields;
        for (int column = 0; column < model()->columnCount(); ++column)
            if (!isColumnHidden(column))
                fields.append(field(cell(column)));
        text += fields.join(u'\t') + u'\n';
    };
    line([&](int column) { return model()->headerData(column, Qt::Horizontal).toString(); });
    for (const int row : std::as_const(rows))
        line([&](int column) { return model()->index(row, column).data().toString(); });
    return text;
}

void DataTable::copy()
{
    QGuiApplication::clipboard()->setText(toTsv());
}

int DataTable::currentSourceRow() const
{
    const auto* proxy = qobject_cast<const QSortFilterProxyModel*>(model());
    return proxy && currentIndex().isValid() ? proxy->mapToSource(currentIndex()).row() : -1;
}

void DataTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Copy as table")), &QAction::triggered, this, &DataTable::copy);
    menu->popup(event->globalPos());
}

} // namespace firstcome::parts
