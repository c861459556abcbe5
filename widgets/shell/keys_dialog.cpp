#include "widgets/shell/keys_dialog.h"

#include "widgets/parts/data_table.h"
#include "widgets/parts/label.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace firstcome::shell {

KeysDialog::KeysDialog(const theme::Theme& theme, const KeyRegistry& keys, QWidget* parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    auto* model = new QStandardItemModel(this);
    model->setHorizontalHeaderLabels({tr("Key"), tr("What it does")});
    const auto add = [&](bool ofPage) {
        for (const auto& binding : keys.bindings()) {
            if (binding.scope.isEmpty() == ofPage || (ofPage && binding.scope != keys.scope()))
                continue;
            const QString key =
                binding.keyText.isEmpty() ? binding.key.toString(QKeySequence::NativeText) : binding.keyText;
            model->appendRow({new QStandardItem(key), new QStandardItem(binding.text)});
        }
    };
    add(true);
    add(false);
    auto* table = new parts::DataTable(theme, this);
    table->setAccessibleName(tr("Keys"));
    table->setSource(model);
    table->setColumnWidth(0, 150);
    table->setStretchColumn(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(table);
    resize(440, std::min(560, (model->rowCount() + 1) * theme::kRowHeight + 12));
}

} // namespace firstcome::shell
