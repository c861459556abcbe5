#pragma once

#include "models/report_saver.h"
#include "models/spike_view_model.h"
#include "widgets/shell/page_spec.h"

namespace firstcome::pages {

/// The Spike page for the shell, with its keys: F5 and Ctrl+Shift+X. Both models must outlive the window.
shell::PageSpec spikePageSpec(models::SpikeViewModel& model, models::ReportSaver& saver);

} // namespace firstcome::pages
