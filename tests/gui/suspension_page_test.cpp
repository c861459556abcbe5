#include "tests/gui/support/fit_checker.h"
#include "tests/gui/support/page_bench.h"
#include "widgets/pages/launch/launch_page.h"
#include "widgets/pages/launch/page_head.h"
#include "widgets/pages/launch/suspension_card.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/type_to_confirm.h"

#include <QLineEdit>
#include <QTest>

using namespace firstcome;
using namespace firstcome::pages::launch;
using namespace firstcome::testing;
using models::ActPlace;

/// What the Launch page shows of an event whose store lost something, and the one act that helps.
class SuspensionPageTest : public QObject
{
    Q_OBJECT

    /// Christmas, of which the store has lost 200 accepts, 120 of them known to this node.
    static void suspend(Scene& scene)
    {
        auto& view = scene.snapshot.events.front();
        issuing::Suspension suspension;
        suspension.atRisk = 1'200;
        suspension.named = 1'120;
        for (std::uint32_t i = 0; i < 100; ++i)
            suspension.people.push_back({view.event.instance->id,
                                         *issuing::PublicId::parse("person-" + std::to_string(i)), 98'801 + i,
                                         scene.snapshot.takenAt});
        view.suspension = suspension;
        scene.snapshot.store = {PartHealth::Critical, "store_lost_accepts", "1200", scene.snapshot.takenAt};
    }
    LaunchPage& show(Names names, QSize size)
    {
        m_language = std::make_unique<LanguageScope>(names);
        m_bench = std::make_unique<PageBench>(*m_theme, openScene(names));
        auto* page = new LaunchPage(m_bench->model(), m_bench->clock(), *m_theme, m_bench->toasts());
        m_bench->show(*page, size);
        return *page;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<theme::Theme>(theme::Scheme::Dark);
        prepareApplication(*m_theme);
    }
    void cleanup()
    {
        m_bench.reset();
        m_language.reset();
    }

    void itSaysHowManyAndWho()
    {
        auto& page = show(Names::English, {1364, 852});
        auto& card = page.suspension();
        QVERIFY(!card.isVisible());
        m_bench->edit(&SuspensionPageTest::suspend);
        QVERIFY(card.isVisible());
        QTest::mouseClick(card.people(), Qt::LeftButton);
        QVERIFY(card.table()->isVisible());
        QCOMPARE(card.table()->model()->rowCount(), 100);
        QCOMPARE(card.table()->model()->index(0, 1).data().toString(), QStringLiteral("person-0"));
        m_bench->edit([](Scene& scene) { scene.snapshot.events.front().suspension.reset(); });
        QVERIFY(!card.isVisible());
    }
    void noActIsPossibleButTheRebuild()
    {
        auto& page = show(Names::English, {1364, 852});
        m_bench->edit(&SuspensionPageTest::suspend);
        PageBench::passDeafTime();
        page.press(ActPlace::Pause);
        m_bench->bench().settle();
        QVERIFY(m_bench->backend().commandsOf<ActOnEvent>().empty());
        QTest::mouseClick(page.suspension().rebuild(), Qt::LeftButton);
        auto* dialog = page.suspension().findChild<parts::TypeToConfirm*>();
        QVERIFY(dialog);
        auto* field = dialog->findChild<QLineEdit*>();
        QTest::keyClicks(field, QStringLiteral("xmas-2026"));
        QTest::keyClick(field, Qt::Key_Return);
        m_bench->bench().settle();
        const auto commands = m_bench->backend().commandsOf<RebuildEvent>();
        QCOMPARE(commands.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(commands[0].couponId.str()), QStringLiteral("XMAS-2026"));
        QVERIFY(!page.suspension().isVisible());
        QCOMPARE(page.viewModel().view()->event.state, issuing::EventState::Paused);
    }
    void nothingIsClipped_data()
    {
        QTest::addColumn<bool>("korean");
        QTest::addColumn<QSize>("size");
        for (const bool korean : {false, true})
            for (const QSize size : {QSize(1364, 852), QSize(1104, 672)})
                QTest::addRow("%s %d", korean ? "ko" : "en", size.width()) << korean << size;
    }
    void nothingIsClipped()
    {
        QFETCH(bool, korean);
        QFETCH(QSize, size);
        auto& page = show(korean ? Names::Korean : Names::English, size);
        m_bench->edit(&SuspensionPageTest::suspend);
        const auto found = misfits(page);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

private:
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<LanguageScope> m_language;
    std::unique_ptr<PageBench> m_bench;
};

QTEST_MAIN(SuspensionPageTest)
#include "suspension_page_test.moc"
