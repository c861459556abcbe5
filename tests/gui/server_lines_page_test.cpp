#include "tests/gui/support/fit_checker.h"
#include "tests/gui/support/page_bench.h"
#include "widgets/pages/launch/go_line_row.h"
#include "widgets/pages/launch/go_no_go_card.h"
#include "widgets/pages/launch/launch_page.h"

#include <QTest>

using namespace firstcome;
using namespace firstcome::pages::launch;
using namespace firstcome::testing;
using issuing::GoLine;
using issuing::GoStatus;

/// What the Launch page says of the servers of a cluster before opening.
class ServerLinesPageTest : public QObject
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
    LaunchPage& show(Names names, QSize size)
    {
        m_language = std::make_unique<LanguageScope>(names);
        m_bench = std::make_unique<PageBench>(*m_theme, heldScene(names));
        auto* page = new LaunchPage(m_bench->model(), m_bench->clock(), *m_theme, m_bench->toasts());
        m_bench->show(*page, size);
        m_bench->edit(&ServerLinesPageTest::addServers);
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

    void whatDiffersIsNamedAndWhatMayNotBeAskedIsSaid()
    {
        auto& page = show(Names::English, {1364, 852});
        const auto why = [&](GoLine line) { return page.goNoGo().row(line)->why(); };
        QCOMPARE(why(GoLine::StoreEviction), QStringLiteral("maxmemory-policy allkeys-lru"));
        QVERIFY(why(GoLine::StoreAppendOnly).isEmpty());
        QVERIFY(why(GoLine::StoreDurability).contains(QStringLiteral("NOPERM")));
        QVERIFY(why(GoLine::StoreDurability).contains(QStringLiteral("waive")));
        QVERIFY(why(GoLine::StoreExpiry).isEmpty());
        QVERIFY(why(GoLine::LogTopics).contains(QStringLiteral("min.insync.replicas=1")));
        QVERIFY(page.goNoGo().row(GoLine::LogTopics)->waiveButton()->isVisibleTo(&page));
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
        const auto found = misfits(page);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

private:
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<LanguageScope> m_language;
    std::unique_ptr<PageBench> m_bench;
};

QTEST_MAIN(ServerLinesPageTest)
#include "server_lines_page_test.moc"
