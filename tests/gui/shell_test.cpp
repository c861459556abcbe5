#include "tests/gui/support/model_test.h"
#include "widgets/charts/chart_group.h"
#include "widgets/charts/remembered_window.h"
#include "widgets/pages/settings/settings_page.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/remembered_columns.h"
#include "widgets/parts/segmented.h"
#include "widgets/shell/keys_dialog.h"
#include "widgets/shell/language.h"
#include "widgets/shell/main_window.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/status_strip.h"
#include "widgets/shell/window_memory.h"
#include "widgets/theme/firstcome_style.h"
#include "widgets/theme/resources.h"

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QScreen>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>

using namespace firstcome;
using namespace firstcome::shell;
using namespace Qt::Literals::StringLiterals;
using firstcome::testing::ModelBench;

namespace {

std::vector<PageSpec> twoPages(int* made = nullptr)
{
    const auto make = [made](const QString& text) {
        return [made, text](const PageContext&, QWidget* parent) -> QWidget* {
            if (made)
                ++*made;
            return new QLabel(text, parent);
        };
    };
    return {{u"launch"_s, [] { return u"Launch"_s; }, u"launch"_s, make(u"launch page"_s)},
            {u"spike"_s, [] { return u"Spike"_s; }, u"spike"_s, make(u"spike page"_s)},
            {u"settings"_s, [] { return u"Settings"_s; }, u"settings"_s, make(u"settings page"_s), true}};
}

} // namespace

/// The window around the pages.
class ShellTest final : public QObject
{
    Q_OBJECT

    theme::Theme m_theme{theme::Scheme::Dark};

private Q_SLOTS:
    void initTestCase()
    {
        theme::loadResources();
        QApplication::setStyle(new theme::FirstcomeStyle(m_theme));
        m_theme.apply();
    }

    void aSecondBindingOfAKeyIsRefused()
    {
        QWidget window;
        KeyRegistry keys(&window);
        QObject one, two;
        int first = 0, second = 0;
        QVERIFY(keys.bind(u"launch"_s, Qt::Key_F5, u"Arm"_s, &one, [&] { ++first; }));
        QVERIFY(keys.bind(u"spike"_s, Qt::Key_F5, u"Run again"_s, &two, [&] { ++second; })); // another page
        QVERIFY(keys.conflicts().isEmpty());
        QVERIFY(!keys.bind(u"launch"_s, Qt::Key_F5, u"planted"_s, &two, [] {}));
        QVERIFY(!keys.bind({}, Qt::Key_F5, u"planted, everywhere"_s, &two, [] {}));
        QCOMPARE(keys.conflicts(), QStringList({u"launch: F5"_s, u": F5"_s}));
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        keys.setScope(u"launch"_s);
        QTest::keyClick(&window, Qt::Key_F5);
        keys.setScope(u"spike"_s);
        QTest::keyClick(&window, Qt::Key_F5);
        QTest::keyClick(&window, Qt::Key_F5);
        QCOMPARE(first, 1);
        QCOMPARE(second, 2);
    }

    void aKeyIsFreeAgainWithItsContextGone()
    {
        QWidget window;
        KeyRegistry keys(&window);
        {
            QObject page;
            QVERIFY(keys.bind(u"a"_s, Qt::Key_F6, u"x"_s, &page, [] {}));
        }
        QVERIFY(keys.bindings().empty());
        QVERIFY(keys.bind(u"a"_s, Qt::Key_F6, u"x"_s, &window, [] {}));
    }

    void theListOfKeysShowsEachSentenceWhole()
    {
        QWidget window;
        KeyRegistry keys(&window);
        const auto sentence = u"Move the crosshair of the focused chart; a whole step with Shift held down"_s;
        QVERIFY(keys.bind({}, Qt::Key_F6, sentence, &window, [] {}));
        KeysDialog dialog(m_theme, keys, &window);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto* table = dialog.findChild<parts::DataTable*>();
        QVERIFY(table);
        QTRY_VERIFY(table->columnWidth(1) >= static_cast<QAbstractItemView*>(table)->sizeHintForColumn(1));
    }

    void pagesByKeyMouseAndCode()
    {
        ModelBench bench(testing::openScene());
        models::StatusViewModel status(bench.model, bench.clock);
        int made = 0;
        MainWindow window(m_theme, status, twoPages(&made), u"spike"_s);
        QCOMPARE(window.currentPage(), u"spike"_s);
        QCOMPARE(made, 1); // the first frame waits for no other page
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTRY_COMPARE(made, 3);
        QVERIFY(window.keys().conflicts().isEmpty());
        QSignalSpy changed(&window, &MainWindow::pageChanged);
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(window.currentPage(), u"launch"_s);
        QTest::keyClick(&window, Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(window.currentPage(), u"settings"_s);
        QTest::mouseClick(window.findChild<Rail*>()->button(u"spike"_s), Qt::LeftButton);
        QCOMPARE(window.currentPage(), u"spike"_s);
        window.showPage(u"nothing"_s);
        QCOMPARE(window.currentPage(), u"spike"_s);
        QCOMPARE(changed.size(), 3);
        QTest::keyClick(&window, Qt::Key_F1);
        auto* list = window.findChild<KeysDialog*>();
        QVERIFY(list && list->isVisible());
        QTest::keyClick(list, Qt::Key_Escape);
    }

    void closingAsksTheGuard()
    {
        ModelBench bench;
        models::StatusViewModel status(bench.model, bench.clock);
        MainWindow window(m_theme, status, twoPages());
        window.show();
        bool may = false;
        window.setCloseGuard([&] { return may; });
        QVERIFY(!window.close());
        QVERIFY(window.isVisible());
        may = true;
        QVERIFY(window.close());
    }

    void languageRebuildsThePages()
    {
        ModelBench bench;
        models::StatusViewModel status(bench.model, bench.clock);
        int made = 0;
        MainWindow window(m_theme, status, twoPages(&made), u"spike"_s);
        window.show();
        QTRY_COMPARE(made, 3);
        Language language;
        language.use(u"ko"_s);
        QCOMPARE(language.current(), u"ko"_s);
        QTRY_COMPARE(made, 6);
        QCOMPARE(window.currentPage(), u"spike"_s);
        QVERIFY(window.keys().conflicts().isEmpty());
        QVERIFY(window.findChild<StatusStrip*>()->spoken().contains(u"저장소"_s));
        language.use(u"en"_s);
        QTRY_COMPARE(made, 9);
        QVERIFY(window.findChild<StatusStrip*>()->spoken().contains(u"Store"_s));
    }

    void stripDropsInOrder()
    {
        ModelBench bench(testing::openScene());
        models::StatusViewModel status(bench.model, bench.clock);
        StatusStrip strip(m_theme, status, nullptr);
        strip.show();
        const auto has = [&](const QString& part) {
            for (const QString& text : strip.shownTexts())
                if (text.contains(part))
                    return true;
            return false;
        };
        strip.resize(1440, 48);
        QVERIFY(has(u"embedded"_s) && has(u"Store"_s) && has(u"RPS"_s) && has(u"10:00:0"_s));
        const QStringList order{u"10:00:0"_s, u"Store"_s, u"embedded"_s, u"RPS"_s};
        qsizetype gone = 0;
        for (int width = 1440; width > 560; width -= 4) {
            strip.resize(width, 48);
            for (qsizetype i = 0; i < order.size(); ++i)
                if (!has(order[i]) && gone == i)
                    ++gone;
            for (qsizetype i = 0; i < order.size(); ++i)
                QCOMPARE(has(order[i]), i >= gone);
            QVERIFY(has(u"OPEN"_s) && has(u"T+00:0"_s) && has(u"p95"_s) && has(u"Remaining"_s) &&
                    has(u"Lag"_s));
        }
        QCOMPARE(gone, order.size());
    }

    void stripShowsAgeAndSilence()
    {
        ModelBench bench(testing::openScene());
        models::StatusViewModel status(bench.model, bench.clock);
        StatusStrip strip(m_theme, status, nullptr);
        strip.resize(1440, 48);
        bench.edit([](testing::Scene&) {});
        using Freshness = models::StatusView::Freshness;
        QCOMPARE(status.view().freshness, Freshness::Fresh);
        bench.clock.advance(std::chrono::milliseconds(1'500));
        QTRY_COMPARE(status.view().freshness, Freshness::Old);
        QVERIFY(strip.shownTexts().join(u' ').contains(u"1\u00a0s ago"_s));
        bench.clock.advance(std::chrono::milliseconds(2'000));
        QTRY_COMPARE(status.view().freshness, Freshness::Silent);
        QCOMPARE(strip.shownTexts(), QStringList{u"No data for 3\u00a0s"_s});
        bench.edit([](testing::Scene&) {}); // what was seen before is no news, however often it is told
        QCOMPARE(status.view().freshness, Freshness::Silent);
        bench.edit([](testing::Scene& scene) { scene.snapshot.takenAt += std::chrono::milliseconds(3'500); });
        QCOMPARE(status.view().freshness, Freshness::Fresh);
    }

    void whatIsNotKnownIsNotZero()
    {
        ModelBench bench;
        bench.edit([](testing::Scene& scene) {
            scene.serverTicks.clear();
            scene.instanceTicks.clear();
        });
        models::StatusViewModel status(bench.model, bench.clock);
        StatusStrip strip(m_theme, status, nullptr);
        strip.resize(1440, 48);
        QVERIFY(strip.shownTexts().contains(u"RPS –"_s));
        QVERIFY(strip.shownTexts().contains(u"Remaining –"_s));
    }

    void theWindowComesBackWhereItWas()
    {
        ModelBench bench;
        models::StatusViewModel status(bench.model, bench.clock);
        models::PreferencesStore preferences{QString()};
        const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
        {
            MainWindow window(m_theme, status, twoPages(), preferences.value().page);
            new WindowMemory(window, preferences);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            window.setGeometry(screen.x() + 10, screen.y() + 12, 1180, 740);
            QTRY_COMPARE(preferences.value().geometry.size(), QSize(1180, 740));
            window.showPage(u"spike"_s);
        }
        QCOMPARE(preferences.value().page, u"spike"_s);
        const QRect left = preferences.value().geometry;
        MainWindow window(m_theme, status, twoPages(), preferences.value().page);
        new WindowMemory(window, preferences);
        QCOMPARE(window.currentPage(), u"spike"_s);
        QCOMPARE(window.geometry().size(), left.size());
        preferences.resetLayout();
        QVERIFY(window.geometry().size() != left.size());
    }

    void columnsComeBack()
    {
        models::PreferencesStore preferences{QString()};
        QStandardItemModel model(3, 3);
        const auto make = [&] {
            auto table = std::make_unique<parts::DataTable>(m_theme);
            table->setSource(&model);
            parts::rememberColumns(*table, preferences, u"runs"_s);
            return table;
        };
        auto first = make();
        const int before = first->columnWidth(1);
        first->setColumnWidth(1, 222);
        first->sortByColumn(2, Qt::DescendingOrder);
        auto second = make();
        QCOMPARE(second->columnWidth(1), 222);
        QCOMPARE(second->horizontalHeader()->sortIndicatorSection(), 2);
        QCOMPARE(second->horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
        first.reset();
        preferences.resetLayout();
        QCOMPARE(second->horizontalHeader()->sortIndicatorSection(), -1);
        QCOMPARE(second->columnWidth(1), before);
    }

    void chartsKeepTheirWindow()
    {
        models::PreferencesStore preferences{QString()};
        charts::ChartGroup group;
        charts::rememberWindow(group, preferences);
        QCOMPARE(group.window(), 30'000);
        group.setWindow(120'000);
        charts::ChartGroup next;
        charts::rememberWindow(next, preferences);
        QCOMPARE(next.window(), 120'000);
        preferences.resetLayout();
        QCOMPARE(next.window(), 30'000);
    }

    void settingsChangePreferences()
    {
        ModelBench bench;
        models::StatusViewModel status(bench.model, bench.clock);
        models::PreferencesStore preferences{QString()};
        models::ConsoleHealthModel health;
        pages::settings::SettingsPage page(m_theme, status, preferences, health);
        page.resize(900, 700);
        page.show();
        auto* looks = page.findChild<parts::Segmented*>(u"theme"_s);
        QTest::mouseClick(looks, Qt::LeftButton, {}, looks->choiceRect(2).center());
        QCOMPARE(preferences.value().theme, u"light"_s);
        auto* language = page.findChild<parts::Segmented*>(u"language"_s);
        QTest::mouseClick(language, Qt::LeftButton, {}, language->choiceRect(2).center());
        QCOMPARE(preferences.value().language, u"ko"_s);
        QSignalSpy reset(&preferences, &models::PreferencesStore::layoutReset);
        preferences.change([](models::Preferences& value) { value.page = u"spike"_s; });
        QTest::mouseClick(page.findChild<QWidget*>(u"resetLayout"_s), Qt::LeftButton);
        QCOMPARE(reset.size(), 1);
        QCOMPARE(preferences.value().page, QString());
        QCOMPARE(preferences.value().language, u"ko"_s);
    }
};

QTEST_MAIN(ShellTest)
#include "shell_test.moc"
