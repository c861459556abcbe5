#include "tests/gui/support/fit_checker.h"
#include "tests/gui/support/launch_page_case.h"
#include "widgets/pages/launch/go_line_row.h"
#include "widgets/pages/launch/go_no_go_card.h"

#include <QScrollArea>
#include <QScrollBar>

using namespace firstcome;
using namespace firstcome::pages::launch;
using namespace firstcome::testing;
using issuing::GoLine;
using issuing::GoStatus;

/// What the Launch page says of the servers of a cluster before opening.
class ServerLinesPageTest : public LaunchPageCase
{
    Q_OBJECT

    static void addLine(Scene& scene, GoLine what, GoStatus status, std::string problem, std::string detail,
                        std::optional<double> value = {}, std::optional<double> threshold = {})
    {
        issuing::GoLineState state;
        state.line = what;
        state.hard = what != GoLine::StoreRewrite;
        state.status = status;
        state.value = value;
        state.threshold = threshold;
        state.problem = std::move(problem);
        state.detail = std::move(detail);
        state.measuredAt = scene.snapshot.takenAt;
        scene.snapshot.events.front().goNoGo->lines.push_back(state);
    }
    static void addServers(Scene& scene)
    {
        addLine(scene, GoLine::StoreEviction, GoStatus::NoGo, "", "maxmemory-policy allkeys-lru");
        addLine(scene, GoLine::StoreAppendOnly, GoStatus::Go, "", "appendonly yes");
        addLine(scene, GoLine::StoreDurability, GoStatus::NotMeasured, "settings_refused",
                "NOPERM this user has no permissions to run the 'config|get' command");
        addLine(scene, GoLine::StoreRewrite, GoStatus::Warning, "", "", 94e6, 64e6);
        addLine(scene, GoLine::StoreExpiry, GoStatus::Go, "", "", 0, 0);
        addLine(scene, GoLine::LogTopics, GoStatus::NoGo, "", "coupon-issue-requested: min.insync.replicas=1", 1, 0);
    }

private Q_SLOTS:
    void cleanup() { close(); }

    void whatDiffersIsNamedAndWhatMayNotBeAskedIsSaid()
    {
        auto& page = show(heldScene());
        m_bench->edit(&ServerLinesPageTest::addServers);
        const auto why = [&](GoLine line) { return page.goNoGo().row(line)->why(); };
        QCOMPARE(why(GoLine::StoreEviction), QStringLiteral("maxmemory-policy allkeys-lru"));
        QVERIFY(why(GoLine::StoreAppendOnly).isEmpty());
        QVERIFY(why(GoLine::StoreDurability).contains(QStringLiteral("NOPERM")));
        QVERIFY(why(GoLine::StoreDurability).contains(QStringLiteral("waive")));
        QVERIFY(why(GoLine::StoreExpiry).isEmpty());
        QVERIFY(why(GoLine::LogTopics).contains(QStringLiteral("min.insync.replicas=1")));
        QVERIFY(page.goNoGo().row(GoLine::LogTopics)->waiveButton()->isVisibleTo(&page));
    }
    void aScrollBarTakesNothingFromTheLines()
    {
        auto& page = show(heldScene());
        m_bench->edit(&ServerLinesPageTest::addServers);
        auto* row = page.goNoGo().row(GoLine::StoreDurability);
        auto* bar = page.goNoGo().findChild<QScrollArea*>()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        const int width = row->width();
        m_bench->window().resize(kPageSize.width(), 1800);
        QTRY_COMPARE(bar->maximum(), 0);
        QTRY_COMPARE(row->width(), width);
    }
    void nothingIsClipped_data() { addLanguagesAndSizes(); }
    void nothingIsClipped()
    {
        auto& page = showRow(heldScene);
        m_bench->edit(&ServerLinesPageTest::addServers);
        QCOMPARE(misfits(page).join(u'\n'), QString());
    }
};

QTEST_MAIN(ServerLinesPageTest)
#include "server_lines_page_test.moc"
