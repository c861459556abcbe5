#pragma once

#include "widgets/theme/theme.h"

#include <QStyledItemDelegate>
#include <QTableView>

namespace firstcome::parts {

/// The console's table: 28-px rows, a hairline below each, no vertical lines, figures right-aligned (columns
/// in setFigureColumns), sortable by its head, copied as TSV with Ctrl+C or its menu. Sorting uses
/// Qt::UserRole where the model has it, else what is shown. GUI thread; owned by its parent.
class DataTable final : public QTableView
{
    Q_OBJECT

public:
    explicit DataTable(const theme::Theme& theme, QWidget* parent = nullptr);

    /// Put behind a sort proxy; the model must outlive the table.
    void setSource(QAbstractItemModel* model);
    void setFigureColumns(const QList<int>& columns);
    const QList<int>& figureColumns() const;
    /// This column takes the room that is left.
    void setStretchColumn(int column);
    /// All rows without scrolling: the height follows the row count.
    void setFitsRows(bool fits);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    /// The selected rows, or all where none is selected, with the head; tabs and line ends inside become
    /// spaces.
    QString toTsv() const;
    void copy();

    /// Row of the source model, −1 for none.
    int currentSourceRow() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    const theme::Theme& m_theme;
    bool m_fitsRows = false;
};

/// Paints the rows of a DataTable; use it for other views with such rows.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    RowDelegate(const theme::Theme& theme, QObject* parent);
    void setFigureColumns(const QList<int>& columns) { m_figures = columns; }
    const QList<int>& figureColumns() const { return m_figures; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const theme::Theme& m_theme;
    QList<int> m_figures;
};

} // namespace firstcome::parts
