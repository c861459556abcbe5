#include "tests/gui/support/page_bench.h"
#include "models/console_health.h"
#include "models/preferences_store.h"
#include "models/report_saver.h"
#include "models/spike_view_model.h"
#include "models/status_view_model.h"
#include "widgets/pages/launch/launch_page_spec.h"
#include "widgets/pages/settings/settings_page.h"
#include "widgets/pages/spike/spike_page_spec.h"
#include "widgets/shell/main_window.h"

#include <QDir>
#include <QTest>

#include <cstdio>

using namespace firstcome;
using namespace firstcome::testing;

namespace {

struct Shot
{
    const char* name;
    const char* page;
    Scene (*scene)(Names);
    qint64 window;
    int key = 0; ///< pressed with Ctrl before the picture is taken
};

Scene spikeSetupScene(Names names)
{
    Scene scene = spikeVerdictScene(names);
    scene.snapshot.spike.run = {};
    return scene;
}

constexpr Shot kShots[] = {
    {"launch-empty", "launch", [](Names) { return emptyScene(); }, 120'000},
    {"launch-held", "launch", &heldScene, 120'000},
    {"launch-open", "launch", &openScene, 30'000},
    {"launch-cluster", "launch", &clusterScene, 30'000},
    {"launch-lag", "launch", &clusterScene, 30'000, Qt::Key_L},
    {"spike-empty", "spike", [](Names) { return emptyScene(); }, 120'000},
    {"spike-setup", "spike", &spikeSetupScene, 120'000},
    {"spike-running", "spike", &spikeRunningScene, 120'000},
    {"spike-verdict", "spike", &spikeVerdictScene, 120'000},
    {"settings", "settings", &openScene, 120'000},
};

shell::PageSpec settingsPageSpec(models::StatusViewModel& status, models::PreferencesStore& preferences,
                                 models::ConsoleHealthModel& health)
{
    shell::PageSpec spec;
    spec.id = QStringLiteral("settings");
    spec.title = [] { return QCoreApplication::translate("firstcome::console::Console", "Settings"); };
    spec.icon = QStringLiteral("settings");
    spec.atBottom = true;
    spec.make = [&](const shell::PageContext& context, QWidget* parent) {
        return new pages::settings::SettingsPage(context.theme, status, preferences, health, parent);
    };
    return spec;
}

/// The whole window on a scripted backend, as the console composes it.
bool shoot(const Shot& shot, Names names, theme::Theme& theme, QSize size, const QString& path)
{
    const LanguageScope language(names);
    ModelBench bench(shot.scene(names));
    models::StatusViewModel status(bench.model, bench.clock);
    models::SpikeViewModel spike(bench.model);
    models::ReportSaver saver([](const spike::RunResult& run, models::ReportFormat format) {
        return models::reportText(run, format, spike::ReportLanguage::English);
    });
    models::PreferencesStore preferences{QString()};
    preferences.change([&](models::Preferences& value) {
        value.theme = theme.scheme() == theme::Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light");
        value.language = names == Names::Korean ? QStringLiteral("ko") : QStringLiteral("en");
    });
    models::ConsoleHealthModel health;
    health.set({4.6, 7.9, 12.3, 41.2, 0});
    const pages::launch::LaunchPageNeeds launch{bench.model, bench.clock, {}, shot.window, {}, {}};
    shell::MainWindow window(
        theme, status, {pages::launch::launchPageSpec(launch), pages::spikePageSpec(spike, saver),
                        settingsPageSpec(status, preferences, health)},
        QString::fromLatin1(shot.page));
    window.resize(size);
    window.show();
    (void)QTest::qWaitForWindowActive(&window);
    if (shot.key)
        QTest::keyClick(&window, static_cast<Qt::Key>(shot.key), Qt::ControlModifier);
    QTest::qWait(300); // lists lay themselves out when the loop is idle
    return window.grab().save(path);
}

} // namespace

/// gui_screenshots DIR [SCALE [WxH [FILTER]]]: writes each page in both languages and themes.
int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fputs("gui_screenshots DIR [SCALE [WxH [FILTER]]]\n", stderr);
        return 1;
    }
    const QByteArray scale = argc > 2 ? QByteArray(argv[2]) : QByteArray("1");
    qputenv("QT_SCALE_FACTOR", scale);
    qputenv("TZ", "Asia/Seoul");
    QApplication app(argc, argv);
    theme::Theme theme(theme::Scheme::Dark);
    prepareApplication(theme);
    const QString directory = QString::fromLocal8Bit(argv[1]);
    QDir().mkpath(directory);
    QList<QSize> sizes{{1180, 720}, {1440, 900}};
    if (argc > 3) {
        const auto parts = QString::fromLatin1(argv[3]).split(u'x');
        sizes = {QSize(parts.value(0).toInt(), parts.value(1).toInt())};
    }
    const QString filter = argc > 4 ? QString::fromLatin1(argv[4]) : QString();
    int written = 0;
    for (const auto scheme : {theme::Scheme::Dark, theme::Scheme::Light}) {
        theme.setScheme(scheme);
        for (const auto names : {Names::English, Names::Korean})
            for (const QSize size : sizes)
                for (const Shot& shot : kShots) {
                    const QString name = QStringLiteral("%1-%2-%3-%4x%5@%6.png")
                                             .arg(QLatin1StringView(shot.name),
                                                  scheme == theme::Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"),
                                                  names == Names::English ? QStringLiteral("en") : QStringLiteral("ko"))
                                             .arg(size.width())
                                             .arg(size.height())
                                             .arg(QLatin1StringView(scale));
                    if (!filter.isEmpty() && !name.contains(filter))
                        continue;
                    if (!shoot(shot, names, theme, size, directory + u'/' + name)) {
                        std::fprintf(stderr, "cannot write %s\n", qPrintable(name));
                        return 1;
                    }
                    ++written;
                }
    }
    std::printf("%d pictures\n", written);
    return 0;
}
