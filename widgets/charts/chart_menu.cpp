#include "widgets/charts/chart.h"
#include "widgets/charts/chart_export.h"
#include "widgets/parts/data_table.h"

#include <QDialog>
#include <QFileDialog>
#include <QFuture>
#include <QHeaderView>
#include <QMenu>
#include <QPromise>
#include <QSaveFile>
#include <QThreadPool>
#include <QVBoxLayout>

/// What a chart's menu does: table, picture, CSV, window.
namespace firstcome::charts {

QMenu* Chart::makeMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Show as table")), &QAction::triggered, this, &Chart::showAsTable);
    connect(menu->addAction(tr("Save as PNG…")), &QAction::triggered, this, &Chart::savePicture);
    connect(menu->addAction(tr("Save as CSV…")), &QAction::triggered, this, &Chart::saveCsv);
    menu->addSeparator();
    const std::pair<qint64, QString> windows[] = {{TimeAxis::kWindows[0], tr("30 s")},
                                                  {TimeAxis::kWindows[1], tr("2 min")},
                                                  {TimeAxis::kWindows[2], tr("10 min")},
                                                  {TimeAxis::kAll, tr("All")}};
    for (const auto& [length, text] : windows) {
        QAction* action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_group.window() == length);
        connect(action, &QAction::triggered, this, [this, window = length] { m_group.setWindow(window); });
    }
    if (!m_group.following()) {
        menu->addSeparator();
        connect(menu->addAction(tr("Live")), &QAction::triggered, &m_group, &ChartGroup::follow);
    }
    return menu;
}

void Chart::showAsTable()
{
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(m_spec.title);
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(0, 0, 0, 0);
    auto* table = new parts::DataTable(m_theme, dialog);
    table->setAccessibleName(m_spec.title);
    auto rows = rowsOf(m_spec, m_store.columns(m_shown.columnMs), m_shown, m_group.axis().zero());
    QList<int> figures;
    for (int i = 1; i <= int(rows.layers.size()); ++i)
        figures.append(i);
    table->setSource(new ChartTable(
        std::move(rows), [this](double value) { return formatted(value); }, table));
    table->setFigureColumns(figures);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    column->addWidget(table);
    dialog->resize(std::max(420, 110 * int(1 + figures.size())), 480);
    dialog->show();
}

void Chart::saveTo(const QString& suffix, std::function<bool(const QString&)> write)
{
    auto* dialog = new QFileDialog(this, m_spec.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(m_spec.title + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, write = std::move(write)](const QString& path) {
        auto promise = std::make_shared<QPromise<bool>>();
        promise->start();
        promise->future().then(this, [this, path](bool saved) {
            Q_EMIT notice(saved ? tr("Saved %1").arg(path) : tr("Could not write %1").arg(path), !saved);
        });
        QThreadPool::globalInstance()->start([promise, write, path] {
            promise->addResult(write(path));
            promise->finish();
        });
    });
    dialog->open();
}

void Chart::savePicture()
{
    const QImage picture = grab().toImage();
    saveTo(QStringLiteral("png"), [picture](const QString& path) { return picture.save(path, "PNG"); });
}

void Chart::saveCsv()
{
    const auto rows = rowsOf(m_spec, m_store.columns(m_shown.columnMs), m_shown, m_group.axis().zero());
    saveTo(QStringLiteral("csv"), [rows](const QString& path) {
        QSaveFile file(path);
        const QByteArray csv = toCsv(rows);
        return file.open(QIODevice::WriteOnly) && file.write(csv) == csv.size() && file.commit();
    });
}

} // namespace firstcome::charts
