#pragma once

namespace firstcome::theme {

/// Makes drawings and translations that are built into the widgets library readable; once, before the first
/// window.
void loadResources();

} // namespace firstcome::theme
