#pragma once

#include "widgets/theme/theme.h"

#include <QString>

#include <functional>

class QWidget;

namespace firstcome::parts {
class ToastBar;
}

namespace firstcome::shell {

class KeyRegistry;

/// What the shell lends to every page; outlives it.
struct PageContext
{
    const theme::Theme& theme;
    KeyRegistry& keys;
    parts::ToastBar& toasts;
};

/// One page of the rail. The shell makes a page when it is first needed, and again after a change of
/// language.
struct PageSpec
{
    QString id;                     ///< stable: "launch"; the scope of its keys
    std::function<QString()> title; ///< asked again after a change of language
    QString icon;                   ///< a drawing in resources/icons
    std::function<QWidget*(const PageContext&, QWidget* parent)> make;
    bool atBottom = false; ///< at the rail's foot, with Ctrl+, instead of a number
};

} // namespace firstcome::shell
