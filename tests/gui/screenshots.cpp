#include "tests/gui/support/page_bench.h"
#include "widgets/pages/launch/launch_page.h"
#include "widgets/pages/spike/spike_page.h"

#include <QDir>
#include <QTest>

#include <cstdio>
#include <vector>

using namespace firstcome;
using namespace firstcome::testing;

namespace {

/// The shell's rail and strip, which a page's window lacks.
constexpr QSize kFrame(theme::kRailWidth, theme::kStripHeight);

/// A page, and what must outlive it.
struct Made
{
    QWidget* page = nullptr;
    std::vector<QObject*> models;
};

struct Shot
{
    const char* name;
    Scene (*scene)(Names);
    Made (*make)(PageBench&);
};

template <qint64 window>
Made launchPage(PageBench& bench)
{
    auto* page = new pages::launch::LaunchPage(bench.model(), bench.clock(), bench.theme(), bench.toasts());
    page->setWindow(window);
    return {page, {}};
}

Made spikePage(PageBench& bench)
{
    auto* model = new models::SpikeViewModel(bench.model());
    auto* saver = new models::ReportSaver([](const spike::RunResult& run, models::ReportFormat format) {
        return models::reportText(run, format, spike::ReportLanguage::English);
    });
    return {new pages::SpikePage(bench.theme(), bench.toasts(), *model, *saver), {model, saver}};
}

Scene spikeSetupScene(Names names)
{
    Scene scene = spikeVerdictScene(names);
    scene.snapshot.spike.run = {};
    return scene;
}

constexpr Shot kShots[] = {
    {"launch-empty", [](Names) { return emptyScene(); }, &launchPage<120'000>},
    {"launch-held", &heldScene, &launchPage<120'000>},
    {"launch-open", &openScene, &launchPage<30'000>},
    {"spike-empty", [](Names) { return emptyScene(); }, &spikePage},
    {"spike-setup", &spikeSetupScene, &spikePage},
    {"spike-running", &spikeRunningScene, &spikePage},
    {"spike-verdict", &spikeVerdictScene, &spikePage},
};

bool shoot(const Shot& shot, Names names, theme::Theme& theme, QSize size, const QString& path)
{
    const LanguageScope language(names);
    PageBench bench(theme, shot.scene(names));
    const Made made = shot.make(bench);
    bench.show(*made.page, size - kFrame);
    for (auto* model : made.models)
        model->setParent(&bench.window()); // after the page, so that they go after it
    made.page->setFocus();
    QTest::qWait(300); // lists lay themselves out when the loop is idle
    return bench.window().grab().save(path);
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
