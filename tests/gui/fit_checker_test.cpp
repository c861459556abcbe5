#include "tests/gui/support/fit_checker.h"
#include "tests/gui/support/page_bench.h"
#include "widgets/parts/figure.h"
#include "widgets/parts/label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTest>

using namespace firstcome;
using namespace firstcome::testing;

/// The checker that the pages' tests rely on must find what is planted.
class FitCheckerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatFitsIsLeftAlone();
    void aCutLabelIsFound();
    void aCutFigureIsFound();
    void aWrappedLabelWithoutHeightIsFound();
    void coveringAndStickingOutIsFound();

private:
    theme::Theme m_theme{theme::Scheme::Light};
};

void FitCheckerTest::initTestCase()
{
    prepareApplication(m_theme);
}

void FitCheckerTest::whatFitsIsLeftAlone()
{
    QWidget window;
    auto* row = new QHBoxLayout(&window);
    row->addWidget(new parts::Label(m_theme, QStringLiteral("정합성 검사"), theme::Type::Row, theme::Token::Text));
    row->addWidget(new QPushButton(QStringLiteral("Arm")));
    window.show();
    QCOMPARE(misfits(window), QStringList());
}

void FitCheckerTest::aCutLabelIsFound()
{
    QWidget window;
    auto* label = new parts::Label(m_theme, QStringLiteral("Accepted, not yet saved"), theme::Type::Row,
                                   theme::Token::Text, &window);
    label->setGeometry(0, 0, 60, 30);
    window.show();
    QCOMPARE(misfits(window).size(), 1);
    label->setElided(true);
    QCOMPARE(misfits(window), QStringList());
}

void FitCheckerTest::aCutFigureIsFound()
{
    QWidget window;
    auto* figure = new parts::Figure(m_theme, theme::Type::FunnelFigure, QStringLiteral("8"), &window);
    figure->setText(QStringLiteral("412,905"));
    figure->resize(figure->sizeHint());
    window.show();
    QCOMPARE(misfits(window).size(), 1);
}

void FitCheckerTest::aWrappedLabelWithoutHeightIsFound()
{
    QWidget window;
    auto* label = new parts::Label(m_theme, QStringLiteral("Measured again each second. A hard line that fails holds "
                                                           "the countdown."), theme::Type::Row, theme::Token::Text, &window);
    label->setWordWrap(true);
    label->setGeometry(0, 0, 150, 20);
    window.show();
    QCOMPARE(misfits(window).size(), 1);
}

void FitCheckerTest::coveringAndStickingOutIsFound()
{
    QWidget window;
    auto* row = new QHBoxLayout(&window);
    auto* first = new QPushButton(QStringLiteral("Arm"));
    auto* second = new QPushButton(QStringLiteral("Hold"));
    row->addWidget(first);
    row->addWidget(second);
    window.show();
    QCoreApplication::processEvents();
    second->move(first->pos());
    QVERIFY(misfits(window).join(QChar(u' ')).contains(QStringLiteral("covers")));
    second->move(window.width() - 5, first->y());
    QVERIFY(misfits(window).join(QChar(u' ')).contains(QStringLiteral("sticks out")));
}

QTEST_MAIN(FitCheckerTest)
#include "fit_checker_test.moc"
