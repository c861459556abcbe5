#pragma once

#include "widgets/shell/key_registry.h"
#include "widgets/theme/theme.h"

#include <QDialog>

namespace firstcome::shell {

/// Lists the keys that work here, those of the page first. Closed by Esc. GUI thread; deletes itself.
class KeysDialog final : public QDialog
{
    Q_OBJECT

public:
    KeysDialog(const theme::Theme& theme, const KeyRegistry& keys, QWidget* parent);
};

} // namespace firstcome::shell
