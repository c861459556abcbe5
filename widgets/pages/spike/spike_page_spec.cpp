#include "widgets/pages/spike/spike_page_spec.h"

#include "widgets/pages/spike/spike_page.h"
#include "widgets/shell/key_registry.h"

namespace firstcome::pages {

using namespace Qt::Literals::StringLiterals;

namespace {

void bindKeys(shell::KeyRegistry& keys, const QString& scope, SpikePage& page)
{
    keys.bind(scope, Qt::Key_F5, SpikePage::tr("Start, or run again"), &page, [&page] { page.pressNext(); });
    keys.bind(scope, Qt::CTRL | Qt::SHIFT | Qt::Key_X, SpikePage::tr("Abort, or keep running"), &page,
              [&page] { page.pressAbort(); });
    keys.describe(scope, SpikePage::tr("Esc"), SpikePage::tr("From a verdict back to a new test"), &page);
    keys.describe(scope, SpikePage::tr("F2, Enter"), SpikePage::tr("Edit a stage or threshold"), &page);
    keys.describe(scope, SpikePage::tr("Ins, Del"), SpikePage::tr("Add or remove a stage or threshold"),
                  &page);
    keys.describe(scope, SpikePage::tr("Alt+Up, Alt+Down"), SpikePage::tr("Move a stage"), &page);
}

} // namespace

shell::PageSpec spikePageSpec(models::SpikeViewModel& model, models::ReportSaver& saver)
{
    const QString id = u"spike"_s;
    shell::PageSpec spec;
    spec.id = id;
    spec.title = &SpikePage::title;
    spec.icon = u"spike"_s;
    spec.make = [id, &model, &saver](const shell::PageContext& context, QWidget* parent) -> QWidget* {
        auto* page = new SpikePage(context.theme, context.toasts, model, saver, parent);
        bindKeys(context.keys, id, *page);
        return page;
    };
    return spec;
}

} // namespace firstcome::pages
