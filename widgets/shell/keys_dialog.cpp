#include "widgets/shell/keys_dialog.h"

#include "widgets/parts/data_table.h"
#include "widgets/parts/label.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace firstcome::shell {

namespace {

constexpr int kKeyWidth = 150;

} // namespace

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
    table->setColumnWidth(0, kKeyWidth);
    table->setStretchColumn(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(table);
    const int words = static_cast<QAbstractItemView*>(table)->sizeHintForColumn(1) + 2 * theme::kGap;
    resize(std::max(440, kKeyWidth + words), std::min(640, (model->rowCount() + 1) * theme::kRowHeight + 12));
}

} // namespace firstcome::shell
