#include "tests/gui/support/console_case.h"

#include "backend/core/may_block.h"
#include "tests/gui/support/hand.h"
#include "widgets/pages/launch/audit_card.h"
#include "widgets/shell/rail.h"

namespace firstcome::testing {

using namespace Qt::Literals::StringLiterals;
using issuing::EventState;
using View = models::SpikeViewModel::View;

void ConsoleCase::open()
{
    m_directory = std::make_unique<TemporaryDirectory>();
    console::ConsoleOptions options;
    options.config.dataDir = m_directory->path();
    options.config.http.port = 0;
    options.spikeProgram = FIRSTCOME_BINARY_DIR "/bin/firstcome-spike";
    m_console = std::make_unique<console::Console>(std::move(options));
    const auto other = m_console->otherHolder();
    QVERIFY(other && !*other);
    const auto started = m_console->start();
    QVERIFY2(started, started ? "" : started.error().code.c_str());
    core::forbidBlocking(); // as the program does: whatever waits on this thread ends the test
    QVERIFY(Hand::meet(&window()));
    QTRY_VERIFY_WITH_TIMEOUT(!launch().viewModel().snapshot().starting, kPatienceMs);
}

void ConsoleCase::shut()
{
    core::forbidBlocking(false);
    m_console.reset();
    m_directory.reset();
}

pages::launch::LaunchPage& ConsoleCase::launch()
{
    return *static_cast<pages::launch::LaunchPage*>(window().page(u"launch"_s));
}

pages::SpikePage& ConsoleCase::spike()
{
    return *static_cast<pages::SpikePage*>(window().page(u"spike"_s));
}

parts::ActButton* ConsoleCase::button(QWidget& in, const QString& text)
{
    for (auto* each : in.findChildren<parts::ActButton*>())
        if (each->isVisible() && each->text() == text)
            return each;
    return nullptr;
}

void ConsoleCase::goTo(const QString& page)
{
    QVERIFY(Hand::click(window().findChild<shell::Rail*>()->button(page)));
    QCOMPARE(window().currentPage(), page);
}

void ConsoleCase::verdictIsGood()
{
    QTRY_VERIFY_WITH_TIMEOUT(spike().model().view() == View::Run, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(spike().model().view() == View::Verdict, kPatienceMs);
    const auto result = spike().model().result();
    QVERIFY(result);
    QCOMPARE(result->verdicts[std::size_t(issuing::Verdict::Accepted)], std::uint64_t(kStock));
    QVERIFY(result->requests > kStock);
}

void ConsoleCase::auditHasClosed()
{
    QTRY_VERIFY_WITH_TIMEOUT(isIn(EventState::Closed), kPatienceMs);
    const auto audit = [this] { return launch().audit().audit().view(); };
    QTRY_COMPARE_WITH_TIMEOUT(audit().word, models::AuditWord::Proven, kPatienceMs);
    QCOMPARE(*shown()->confirmed, std::uint64_t(kStock));
    QCOMPARE(audit().duplicates.value_or(9), 0U);
    QCOMPARE(audit().oversold.value_or(9), 0U);
}

} // namespace firstcome::testing
