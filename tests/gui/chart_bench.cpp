#include "tests/support/scene_ticks.h"
#include "widgets/charts/chart.h"
#include "widgets/theme/firstcome_style.h"

#include <QApplication>
#include <QGridLayout>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <ctime>

/// What one tick of four charts of a launch costs the GUI thread, painting included, and what a moving
/// crosshair costs. Prints milliseconds of CPU: gui_chart_bench [ticks]. Run it with QT_SCALE_FACTOR=2 too.
namespace {

using namespace firstcome;
using namespace firstcome::charts;
using theme::Token;

double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

class Page final : public QWidget
{
public:
    explicit Page(const theme::Theme& theme)
    {
        using L = Layer;
        const auto stack = LayerKind::Stack;
        m_charts[0] = new Chart(theme,
                                {QStringLiteral("Requests per second"),
                                 Unit::Count,
                                 {L{QStringLiteral("accepted"), Token::Accepted, stack},
                                  L{QStringLiteral("duplicate"), Token::Duplicate, stack},
                                  L{QStringLiteral("sold out"), Token::SoldOut, stack},
                                  L{QStringLiteral("not open"), Token::NotOpen, stack, true},
                                  L{QStringLiteral("throttled"), Token::Throttled, stack},
                                  L{QStringLiteral("failed"), Token::Failed, stack}},
                                 100,
                                 4,
                                 10,
                                 true},
                                m_group);
        m_charts[1] = new Chart(theme,
                                {QStringLiteral("Latency"),
                                 Unit::Milliseconds,
                                 {L{QStringLiteral("p50"), Token::P50}, L{QStringLiteral("p95"), Token::P95},
                                  L{QStringLiteral("p99"), Token::P99}}},
                                m_group);
        m_charts[2] = new Chart(theme,
                                {QStringLiteral("Stock remaining"),
                                 Unit::Count,
                                 {L{QStringLiteral("this launch"), Token::Stock},
                                  L{QStringLiteral("rehearsal"), Token::Ghost, LayerKind::Ghost}}},
                                m_group);
        m_charts[3] = new Chart(theme,
                                {QStringLiteral("Accepted, not yet saved"),
                                 Unit::Count,
                                 {L{QStringLiteral("unconsumed"), Token::Unconsumed, stack},
                                  L{QStringLiteral("outbox"), Token::Outbox, stack}}},
                                m_group);
        auto* grid = new QGridLayout(this);
        for (int i = 0; i < 4; ++i)
            grid->addWidget(m_charts[i], i / 2, i % 2);
        m_charts[2]->setGhost(1, {{0, 100'000}, {5.4, 0}, {12, 0}});
        m_charts[3]->setThresholds({{1'000, QStringLiteral("warning 1k"), Token::Warning},
                                    {10'000, QStringLiteral("critical 10k"), Token::Critical}});
        m_group.setZero(0);
        m_group.setFlags({{0, QStringLiteral("Opened")}, {4762, QStringLiteral("Sold out")}});
    }

    void tick(std::int64_t i)
    {
        const auto wave = [i](unsigned stream) { return 1 + 0.1 * testing::irregularity(i, stream); };
        const std::int64_t at = i * 100;
        m_charts[0]->append(at, {9'000 * wave(1), 3'000 * wave(2), 6'000 * wave(3), 2'000 * wave(4),
                                 800 * wave(5), 100 * wave(6)});
        m_charts[1]->append(at, {1.1 * wave(7), 2.6 * wave(8), 4.7 * wave(9)});
        m_charts[2]->append(at, {100'000 - double(i % 1000) * 100, kGap});
        m_charts[3]->append(at, {9'000 * wave(10), 2'000 * wave(11)});
        m_now = at + 100;
    }
    void show() { m_group.advance(m_now); }
    ChartGroup& group() { return m_group; }

private:
    ChartGroup m_group;
    Chart* m_charts[4];
    std::int64_t m_now = 0;
};

void report(const char* what, std::vector<double> costs)
{
    std::sort(costs.begin(), costs.end());
    const auto at = [&](double part) { return costs[std::size_t(part * double(costs.size() - 1))]; };
    std::printf("%-28s p50 %6.2f  p99 %6.2f  max %6.2f ms\n", what, at(0.5), at(0.99), costs.back());
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    const int ticks = argc > 1 ? std::max(10, atoi(argv[1])) : 300;
    theme::Theme theme(theme::Scheme::Dark);
    QApplication::setStyle(new theme::FirstcomeStyle(theme));
    theme.apply();
    Page page(theme);
    page.resize(776, 620);
    page.QWidget::show();
    if (!QTest::qWaitForWindowExposed(&page))
        return 1;
    std::printf("four charts, scale %.2f\n", page.devicePixelRatioF());
    std::int64_t i = 0;
    for (; i < 6'000; ++i)
        page.tick(i);
    for (const std::int64_t window : {TimeAxis::kWindows[0], TimeAxis::kWindows[1], TimeAxis::kWindows[2]}) {
        page.group().setWindow(window);
        page.show();
        QTest::qWait(50);
        std::vector<double> costs;
        for (int n = 0; n < ticks; ++n) {
            const double before = cpuMs();
            page.tick(i++);
            page.show();
            QApplication::processEvents();
            costs.push_back(cpuMs() - before);
        }
        const std::string name = "a tick, window " + std::to_string(window / 1000) + " s";
        report(name.c_str(), costs);
    }
    std::vector<double> costs;
    const TimeView view = page.group().axis().view();
    for (int n = 0; n < ticks; ++n) {
        const double before = cpuMs();
        page.group().hover(view.from + n * view.span() / ticks);
        QApplication::processEvents();
        costs.push_back(cpuMs() - before);
    }
    report("a move of the crosshair", costs);
    return 0;
}
