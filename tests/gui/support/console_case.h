#pragma once

#include "app/console/console.h"
#include "tests/support/temporary_directory.h"
#include "widgets/pages/launch/act_bar.h"
#include "widgets/pages/launch/event_editor_panel.h"
#include "widgets/pages/launch/labelled_field.h"
#include "widgets/pages/launch/launch_page.h"
#include "widgets/pages/launch/page_head.h"
#include "widgets/pages/spike/spike_page.h"

#include <QLineEdit>
#include <QTest>

#include <memory>

namespace firstcome::testing {

/// A test of the console as it is: its own window and keys over the real backend with its disk, socket and generator.
class ConsoleCase : public QObject
{
protected:
    static constexpr int kPatienceMs = 60'000; // an upper bound that only a hang meets; nothing asserts a time
    static constexpr int kStock = 40;

    /// A console on a data directory of its own, once it has started.
    void open();
    void shut();

    shell::MainWindow& window() { return m_console->window(); }
    pages::launch::LaunchPage& launch();
    pages::SpikePage& spike();
    QWidget* act(models::ActPlace place) { return launch().head().acts().button(place); }
    QLineEdit* field(models::DraftField field) { return launch().editor().field(field)->findChild<QLineEdit*>(); }
    parts::ActButton* button(QWidget& in, const QString& text);
    const EventView* shown() { return launch().viewModel().view(); }
    bool isIn(issuing::EventState state) { return shown() && shown()->event.state == state; }
    void goTo(const QString& page);
    void verdictIsGood();
    void auditHasClosed();

    std::unique_ptr<TemporaryDirectory> m_directory;
    std::unique_ptr<console::Console> m_console;
};

} // namespace firstcome::testing
