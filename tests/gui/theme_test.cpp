#include "widgets/theme/theme.h"

#include <QTest>

#include <cmath>

using namespace firstcome::theme;

namespace {

double channel(double c)
{
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF());
}

/// WCAG 2.1's contrast ratio.
double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QColor over(const QColor& top, double opacity, const QColor& ground)
{
    const auto mix = [&](double a, double b) { return a * opacity + b * (1 - opacity); };
    return QColor::fromRgbF(float(mix(top.redF(), ground.redF())), float(mix(top.greenF(), ground.greenF())),
                            float(mix(top.blueF(), ground.blueF())));
}

struct Lab
{
    double l, a, b;
};

Lab toLab(const QColor& color)
{
    const double r = channel(color.redF()), g = channel(color.greenF()), b = channel(color.blueF());
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    const double x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    const double y = f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    const double z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/// CIEDE2000 after Sharma, Wu and Dalal (2005).
double deltaE(const Lab& one, const Lab& two)
{
    constexpr double kDegree = M_PI / 180;
    const double meanC = (std::hypot(one.a, one.b) + std::hypot(two.a, two.b)) / 2;
    const double g = 0.5 * (1 - std::sqrt(std::pow(meanC, 7) / (std::pow(meanC, 7) + std::pow(25.0, 7))));
    const double a1 = one.a * (1 + g), a2 = two.a * (1 + g);
    const double c1 = std::hypot(a1, one.b), c2 = std::hypot(a2, two.b);
    const auto hue = [](double b, double a) {
        const double h = (a == 0 && b == 0) ? 0 : std::atan2(b, a) / kDegree;
        return h < 0 ? h + 360 : h;
    };
    const double h1 = hue(one.b, a1), h2 = hue(two.b, a2);
    double dh = c1 * c2 == 0 ? 0 : h2 - h1;
    dh += dh > 180 ? -360 : dh < -180 ? 360 : 0;
    const double dL = two.l - one.l, dC = c2 - c1, dH = 2 * std::sqrt(c1 * c2) * std::sin(dh / 2 * kDegree);
    double h = h1 + h2;
    if (c1 * c2 != 0)
        h = std::abs(h1 - h2) <= 180 ? h / 2 : h < 360 ? (h + 360) / 2 : (h - 360) / 2;
    const double l = (one.l + two.l) / 2, c = (c1 + c2) / 2;
    const double t = 1 - 0.17 * std::cos((h - 30) * kDegree) + 0.24 * std::cos(2 * h * kDegree) +
                     0.32 * std::cos((3 * h + 6) * kDegree) - 0.20 * std::cos((4 * h - 63) * kDegree);
    const double sl = 1 + 0.015 * std::pow(l - 50, 2) / std::sqrt(20 + std::pow(l - 50, 2));
    const double sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
    const double rc = 2 * std::sqrt(std::pow(c, 7) / (std::pow(c, 7) + std::pow(25.0, 7)));
    const double rt = -rc * std::sin(60 * kDegree * std::exp(-std::pow((h - 275) / 25, 2)));
    return std::sqrt(std::pow(dL / sl, 2) + std::pow(dC / sc, 2) + std::pow(dH / sh, 2) +
                     rt * dC / sc * dH / sh);
}

} // namespace

/// Holds the token file to the numbers that make it readable.
class ThemeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formulasAgreeWithPublishedValues()
    {
        QCOMPARE(contrast(QColor(Qt::white), QColor(Qt::black)), 21.0);
        // Two pairs of the data set that comes with Sharma, Wu and Dalal (2005).
        QVERIFY(std::abs(deltaE({50, 2.6772, -79.7751}, {50, 0, -82.7485}) - 2.0425) < 1e-4);
        QVERIFY(std::abs(deltaE({22.7233, 20.0904, -46.6940}, {23.0331, 14.9730, -42.5619}) - 2.0373) < 1e-4);
    }

    void contrastIsEnough_data()
    {
        QTest::addColumn<int>("front");
        QTest::addColumn<int>("ground");
        QTest::addColumn<double>("least");
        const auto add = [](const char* name, Token front, Token ground, double least) {
            QTest::newRow(name) << int(front) << int(ground) << least;
        };
        add("text on canvas", Token::Text, Token::Canvas, 4.5);
        add("text on surface", Token::Text, Token::Surface, 4.5);
        add("text on raised", Token::Text, Token::Raised, 4.5);
        add("text on selected", Token::Text, Token::SoftAccent, 4.5);
        add("soft on canvas", Token::SoftText, Token::Canvas, 4.5);
        add("soft on surface", Token::SoftText, Token::Surface, 4.5);
        add("soft on raised", Token::SoftText, Token::Raised, 4.5);
        add("soft on selected", Token::SoftText, Token::SoftAccent, 4.5);
        add("faint on surface", Token::FaintText, Token::Surface, 4.5);
        add("accent on surface", Token::Accent, Token::Surface, 4.5);
        add("accent on its ground", Token::Accent, Token::SoftAccent, 4.5);
        add("on accent", Token::OnAccent, Token::Accent, 4.5);
        add("ok", Token::Ok, Token::OkGround, 4.5);
        add("warning", Token::Warning, Token::WarningGround, 4.5);
        add("critical", Token::Critical, Token::CriticalGround, 4.5);
        add("ok on surface", Token::Ok, Token::Surface, 4.5);
        add("warning on surface", Token::Warning, Token::Surface, 4.5);
        add("critical on surface", Token::Critical, Token::Surface, 4.5);
        add("not known on surface", Token::NotKnown, Token::Surface, 4.5);
        add("control stroke", Token::ControlStroke, Token::Surface, 3.0);
        for (const Token line : {Token::Accepted, Token::Duplicate, Token::SoldOut, Token::NotOpen,
                                 Token::Throttled, Token::UnknownName, Token::Failed, Token::P50, Token::P95,
                                 Token::P99, Token::Stock, Token::Outbox, Token::Unconsumed, Token::Ghost})
            QTest::addRow("line %d", int(line)) << int(line) << int(Token::Surface) << 3.0;
    }

    void contrastIsEnough()
    {
        QFETCH(int, front);
        QFETCH(int, ground);
        QFETCH(double, least);
        for (const Scheme scheme : {Scheme::Dark, Scheme::Light}) {
            const double ratio =
                contrast(tokenColor(Token(front), scheme), tokenColor(Token(ground), scheme));
            QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1 in the %2").arg(ratio).arg(int(scheme))));
        }
    }

    void neighbouringFillsDiffer()
    {
        const QList<QList<Token>> stacks{{Token::Accepted, Token::Duplicate, Token::SoldOut, Token::NotOpen,
                                          Token::Throttled, Token::UnknownName, Token::Failed},
                                         {Token::Unconsumed, Token::Outbox}};
        for (const Scheme scheme : {Scheme::Dark, Scheme::Light}) {
            const QColor ground = tokenColor(Token::Surface, scheme);
            for (const auto& stack : stacks) {
                for (qsizetype i = 1; i < stack.size(); ++i) {
                    const Lab lower = toLab(over(tokenColor(stack[i - 1], scheme), 0.55, ground));
                    const Lab upper = toLab(over(tokenColor(stack[i], scheme), 0.55, ground));
                    QVERIFY2(deltaE(lower, upper) >= 10, qPrintable(QStringLiteral("%1 and %2: %3")
                                                                        .arg(int(stack[i - 1]))
                                                                        .arg(int(stack[i]))
                                                                        .arg(deltaE(lower, upper))));
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(ThemeTest)
#include "theme_test.moc"
