#pragma once

namespace firstcome::testing {

/// Makes this process's QCoreApplication at the first call: Qt finds its SQL drivers through it. It lives
/// until the process ends.
void ensureCoreApplication();

} // namespace firstcome::testing
