#pragma once

#include "backend/commands.h"
#include "tests/support/scenes.h"

namespace firstcome::testing {

/// Does to the scene what the real backend would do for `command`, and answers it. Versions, states and drafts
/// are checked by the issuing room's own functions.
core::Result<Reply> answer(Scene& scene, const Command& command);

} // namespace firstcome::testing
