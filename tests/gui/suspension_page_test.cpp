#include "models/event_list_model.h"
#include "tests/gui/support/fit_checker.h"
#include "tests/gui/support/launch_page_case.h"
#include "widgets/pages/launch/event_list_card.h"
#include "widgets/pages/launch/page_head.h"
#include "widgets/pages/launch/suspension_card.h"
#include "widgets/parts/data_table.h"

using namespace firstcome;
using namespace firstcome::pages::launch;
using namespace firstcome::testing;
using models::ActPlace;

/// What the Launch page shows of an event whose store lost something, and the one act that helps.
class SuspensionPageTest : public LaunchPageCase
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

private Q_SLOTS:
    void cleanup() { close(); }

    void itSaysHowManyAndWho()
    {
        auto& page = show(openScene());
        auto& card = page.suspension();
        QVERIFY(!card.isVisible());
        m_bench->edit(&SuspensionPageTest::suspend);
        QVERIFY(card.isVisible());
        const auto row = page.events().list()->model()->index(0, 0);
        QVERIFY(row.data(models::EventListModel::SuspendedRole).toBool()); // not paused, as its state says
        click(card.people());
        QVERIFY(card.table()->isVisible());
        QCOMPARE(card.table()->model()->rowCount(), 100);
        QCOMPARE(card.table()->model()->index(0, 1).data().toString(), QStringLiteral("person-0"));
        m_bench->edit([](Scene& scene) { scene.snapshot.events.front().suspension.reset(); });
        QVERIFY(!card.isVisible());
        QVERIFY(!row.data(models::EventListModel::SuspendedRole).toBool());
    }
    void noActIsPossibleButTheRebuild()
    {
        auto& page = show(openScene());
        m_bench->edit(&SuspensionPageTest::suspend);
        PageBench::passDeafTime();
        page.press(ActPlace::Pause);
        QVERIFY(sent<ActOnEvent>().empty());
        click(page.suspension().rebuild());
        typeConfirmation(QStringLiteral("xmas-2026"));
        const auto commands = sent<RebuildEvent>();
        QCOMPARE(commands.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(commands[0].couponId.str()), QStringLiteral("XMAS-2026"));
        QVERIFY(!page.suspension().isVisible());
        QCOMPARE(page.viewModel().view()->event.state, issuing::EventState::Paused);
    }
    void nothingIsClipped_data() { addLanguagesAndSizes(); }
    void nothingIsClipped()
    {
        auto& page = showRow(openScene);
        m_bench->edit(&SuspensionPageTest::suspend);
        QCOMPARE(misfits(page).join(u'\n'), QString());
    }
};

QTEST_MAIN(SuspensionPageTest)
#include "suspension_page_test.moc"
