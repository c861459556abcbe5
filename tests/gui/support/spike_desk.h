#pragma once

#include "tests/gui/support/page_bench.h"
#include "widgets/pages/spike/comparison_form.h"
#include "widgets/pages/spike/past_runs_card.h"
#include "widgets/pages/spike/scenario_card.h"
#include "widgets/pages/spike/setup_view.h"
#include "widgets/pages/spike/spike_head.h"
#include "widgets/pages/spike/spike_page.h"
#include "widgets/pages/spike/spike_page_spec.h"
#include "widgets/pages/spike/thresholds_card.h"
#include "widgets/pages/spike/verdict_view.h"
#include "widgets/shell/key_registry.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace firstcome::testing {

/// Nothing runs, and there are past runs.
inline Scene idleSpikeScene()
{
    Scene scene = spikeVerdictScene();
    scene.snapshot.spike.run = {};
    return scene;
}

/// The page in a window of its own, with the shell's keys and a guard short enough for a test.
struct SpikeDesk
{
    static constexpr std::chrono::milliseconds kGuard{3000}; ///< time for a slow machine to press twice

    explicit SpikeDesk(const theme::Theme& theme, Scene scene, QSize size = {1364, 852})
        : bench(theme, std::move(scene))
        , model(bench.model(), kGuard)
        , saver([](const spike::RunResult& run, models::ReportFormat format) {
            return models::reportText(run, format, spike::ReportLanguage::English);
        })
        , keys(&bench.window())
    {
        auto spec = pages::spikePageSpec(model, saver);
        keys.setScope(spec.id);
        page = static_cast<pages::SpikePage*>(spec.make({theme, keys, bench.toasts()}, &bench.window()));
        bench.show(*page, size);
        QApplication::setActiveWindow(&bench.window());
        PageBench::passDeafTime();
    }
    ~SpikeDesk() { delete page; }

    template <class Kind>
    std::size_t sent()
    {
        ModelBench::settle();
        return bench.backend().commandsOf<Kind>().size();
    }
    /// Types into the cell as a person does.
    void type(QAbstractItemView* view, const QModelIndex& cell, const QString& text)
    {
        view->scrollTo(cell);
        const QPoint at = view->visualRect(cell).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at);
        auto* editor = view->viewport()->findChild<QLineEdit*>();
        if (!editor)
            return;
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        ModelBench::settle();
    }
    void typeStage(int row, int column, const QString& text)
    {
        auto* table = page->scenario().stages();
        type(table, table->model()->index(row, column), text);
    }
    void key(Qt::Key which, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&bench.window(), which, modifiers);
        ModelBench::settle();
    }
    /// The words of all notices on screen.
    QString toast()
    {
        QStringList words;
        for (const auto* label : bench.toasts().findChildren<QLabel*>())
            words << label->text();
        return words.join(u' ');
    }

    PageBench bench;
    models::SpikeViewModel model;
    models::ReportSaver saver;
    shell::KeyRegistry keys;
    pages::SpikePage* page = nullptr;
};

inline void click(QWidget* widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}

} // namespace firstcome::testing
