#include "widgets/charts/chart.h"
#include "widgets/charts/chart_view.h"
#include "widgets/charts/legend.h"
#include "widgets/charts/window_bar.h"
#include "widgets/parts/data_table.h"
#include "widgets/theme/firstcome_style.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QTest>

using namespace firstcome;
using namespace firstcome::charts;
using namespace Qt::Literals::StringLiterals;
using theme::Token;

namespace {

constexpr std::int64_t kZero = 1'000'000'000;

/// Two charts side by side, 20 s of constant values up to 5 s after T0.
class TwoCharts final : public QWidget
{
public:
    explicit TwoCharts(const theme::Theme& theme)
    {
        ChartSpec rps{u"Requests per second"_s, Unit::Count, {}};
        rps.layers = {{u"accepted"_s, Token::Accepted, LayerKind::Stack},
                      {u"failed"_s, Token::Failed, LayerKind::Stack}};
        ChartSpec latency{u"Latency"_s, Unit::Milliseconds, {}};
        latency.layers = {{u"p95"_s, Token::P95}};
        left = new Chart(theme, rps, group, this);
        right = new Chart(theme, latency, group, this);
        auto* row = new QHBoxLayout(this);
        row->addWidget(left);
        row->addWidget(right);
        resize(900, 320);
        group.setZero(kZero);
        for (std::int64_t at = kZero - 15'000; at < kZero + 5'000; at += 100) {
            left->append(at, {2'000'000, 1'000'000});
            right->append(at, {2.6});
        }
        group.advance(kZero + 5'000);
        show();
    }
    static ChartView* viewOf(Chart* chart) { return chart->findChild<ChartView*>(); }
    static QPoint at(Chart* chart, std::int64_t time)
    {
        const QRectF plot = viewOf(chart)->plotArea();
        return {int(plot.left() + (double(time - kZero) / 30'000 + 0.5) * plot.width()),
                int(plot.center().y())};
    }

    ChartGroup group;
    Chart* left;
    Chart* right;
};

QColor over(const QColor& top, double part, const QColor& ground)
{
    const auto mix = [&](int a, int b) { return int(std::lround(a * part + b * (1 - part))); };
    return QColor(mix(top.red(), ground.red()), mix(top.green(), ground.green()),
                  mix(top.blue(), ground.blue()));
}

bool near(const QColor& a, const QColor& b)
{
    return std::abs(a.red() - b.red()) <= 3 && std::abs(a.green() - b.green()) <= 3 &&
           std::abs(a.blue() - b.blue()) <= 3;
}

} // namespace

/// The chart as an operator meets it: pixels, mouse, keys, menu.
class ChartTest final : public QObject
{
    Q_OBJECT

    theme::Theme m_theme{theme::Scheme::Dark};

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new theme::FirstcomeStyle(m_theme));
        m_theme.apply();
    }

    void plotsShareTheirArea()
    {
        TwoCharts page(m_theme);
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        const QRectF left = TwoCharts::viewOf(page.left)->plotArea();
        const QRectF right = TwoCharts::viewOf(page.right)->plotArea();
        QCOMPARE(left.left(), right.left());
        QCOMPARE(left.width(), right.width());
        // The axes came along: Qt Charts leaves them behind without a new layout.
        QCOMPARE(TwoCharts::viewOf(page.right)->chart()->plotArea(), right);
    }

    void bandsAreWhereTheirValuesAre()
    {
        TwoCharts page(m_theme);
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        ChartView* view = TwoCharts::viewOf(page.left);
        const QImage image = view->grab().toImage();
        const QRectF plot = view->plotArea();
        const double ratio = image.devicePixelRatio();
        // 3M of 4M: the first band fills the lower half, the second a quarter more, above is empty.
        const auto pixel = [&](double part) {
            const double x = TwoCharts::at(page.left, kZero - 7'333).x();
            return image.pixelColor(int(x * ratio), int((plot.bottom() - part * plot.height()) * ratio));
        };
        const QColor surface = m_theme.color(Token::Surface);
        QVERIFY(near(pixel(0.30), over(m_theme.color(Token::Accepted), 0.55, surface)));
        QVERIFY(near(pixel(0.63), over(m_theme.color(Token::Failed), 0.55, surface)));
        QVERIFY(near(pixel(0.87), surface));
    }

    void oneCrosshairForAll()
    {
        TwoCharts page(m_theme);
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        auto* legend = page.right->findChild<Legend*>();
        QCOMPARE(legend->values(), QStringList{u"2.6\u00a0ms"_s});
        QWidget* viewport = TwoCharts::viewOf(page.left)->viewport();
        QTest::mouseMove(viewport, TwoCharts::at(page.left, kZero + 10'000));
        QTRY_VERIFY(page.group.crosshair());
        QCOMPARE(legend->values(), QStringList{u"–"_s}); // nothing is known there
        QTest::mouseClick(viewport, Qt::LeftButton, {}, TwoCharts::at(page.left, kZero + 3'000));
        QVERIFY(page.group.pinned());
        QVERIFY(std::abs(*page.group.crosshair() - kZero - 3'000) <= 200);
        QCOMPARE(legend->values(), QStringList{u"2.6\u00a0ms"_s});
        const std::int64_t before = *page.group.crosshair();
        ChartView* view = TwoCharts::viewOf(page.left);
        QTest::keyClick(view, Qt::Key_Right);
        QCOMPARE(*page.group.crosshair(), before + page.group.axis().view().columnMs);
        QTest::keyClick(view, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(*page.group.crosshair(), before - 9 * page.group.axis().view().columnMs);
        QTest::keyClick(view, Qt::Key_Escape);
        QVERIFY(!page.group.pinned());
    }

    void dragAndWheelLeaveLive()
    {
        TwoCharts page(m_theme);
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        ChartView* view = TwoCharts::viewOf(page.left);
        const TimeView before = page.group.axis().view();
        const QPoint start = TwoCharts::at(page.left, kZero);
        QTest::mousePress(view->viewport(), Qt::LeftButton, {}, start);
        QMouseEvent drag(QEvent::MouseMove, start + QPoint(50, 0),
                         view->viewport()->mapToGlobal(start + QPoint(50, 0)), Qt::NoButton, Qt::LeftButton,
                         {});
        QApplication::sendEvent(view->viewport(), &drag);
        QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, start + QPoint(50, 0));
        QVERIFY(!page.group.following());
        QVERIFY(!page.group.pinned());
        QVERIFY(page.group.axis().view().from < before.from);
        QTest::keyClick(view, Qt::Key_End);
        QVERIFY(page.group.following());
        QCOMPARE(page.group.axis().view(), before);
        QWheelEvent wheel(start, view->viewport()->mapToGlobal(start), {}, {0, 120}, {}, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(view->viewport(), &wheel);
        QVERIFY(page.group.axis().view().span() < before.span());
    }

    void saysWhatItShows()
    {
        TwoCharts page(m_theme);
        QCOMPARE(TwoCharts::viewOf(page.left)->accessibleName(), u"Requests per second"_s);
        QCOMPARE(page.left->spokenSummary(),
                 u"Requests per second, now: accepted 2,000,000, failed 1,000,000"_s);
        page.group.pin(kZero + 3'000);
        QCOMPARE(page.right->spokenSummary(), u"Latency, at +3.0\u00a0s: p95 2.6\u00a0ms"_s);
    }

    void menuShowsTheTable()
    {
        TwoCharts page(m_theme);
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        std::unique_ptr<QMenu> menu(page.left->makeMenu());
        menu->actions().first()->trigger();
        auto* table = page.left->findChild<parts::DataTable*>();
        QVERIFY(table);
        QVERIFY(table->toTsv().startsWith(u"Time\taccepted\tfailed\n\u221215.0 s\t2,000,000\t1,000,000\n"_s));
        for (QAction* action : menu->actions())
            if (action->text() == u"2 min"_s)
                action->trigger();
        QCOMPARE(page.group.window(), 120'000);
    }
};

QTEST_MAIN(ChartTest)
#include "chart_test.moc"
