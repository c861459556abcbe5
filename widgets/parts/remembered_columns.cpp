#include "widgets/parts/remembered_columns.h"

#include "models/preferences_store.h"
#include "widgets/parts/data_table.h"

#include <QHeaderView>

namespace firstcome::parts {
namespace {

models::Preferences::Table layoutOf(const QHeaderView& head)
{
    models::Preferences::Table layout;
    for (int i = 0; i < head.count(); ++i)
        layout.widths.append(head.sectionResizeMode(i) == QHeaderView::Interactive ? head.sectionSize(i) : 0);
    layout.sortColumn = head.sortIndicatorSection();
    layout.descending = head.sortIndicatorOrder() == Qt::DescendingOrder;
    return layout;
}

void apply(DataTable& table, const models::Preferences::Table& layout)
{
    QHeaderView& head = *table.horizontalHeader();
    for (int i = 0; i < std::min(head.count(), int(layout.widths.size())); ++i)
        if (layout.widths[i] > 0 && head.sectionResizeMode(i) == QHeaderView::Interactive)
            head.resizeSection(i, layout.widths[i]);
    if (layout.sortColumn < head.count())
        table.sortByColumn(layout.sortColumn, layout.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

} // namespace

void rememberColumns(DataTable& table, models::PreferencesStore& preferences, const QString& name)
{
    QHeaderView* head = table.horizontalHeader();
    const models::Preferences::Table fresh = layoutOf(*head); // as the page made it
    const auto& tables = preferences.value().tables;
    if (tables.contains(name))
        apply(table, tables.value(name));
    const auto remember = [head, &preferences, name] {
        const models::Preferences::Table layout = layoutOf(*head);
        preferences.change([&](models::Preferences& value) { value.tables.insert(name, layout); });
    };
    QObject::connect(head, &QHeaderView::sectionResized, &table, remember);
    QObject::connect(head, &QHeaderView::sortIndicatorChanged, &table, remember);
    QObject::connect(&preferences, &models::PreferencesStore::layoutReset, &table,
                     [&table, fresh] { apply(table, fresh); });
}

} // namespace firstcome::parts
