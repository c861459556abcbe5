#include "tests/gui/support/fit_checker.h"
#include "tests/gui/support/spike_desk.h"

#include <QScrollArea>

using namespace firstcome;
using namespace firstcome::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

Scene violated(Names names)
{
    Scene scene = spikeVerdictScene(names);
    auto run = *scene.runs.front();
    run.passed = false;
    run.exitCode = spike::ExitCode::AuditViolated;
    run.audit->closed = false;
    run.audit->lost = 3;
    run.audit->duplicates = 1;
    run.validity = spike::Validity::GeneratorLimited;
    run.validityReasons = {"generator_cpu 97 %", "scheduler_late 61 ms"};
    scene.snapshot.spike.run.result = std::make_shared<const spike::RunResult>(run);
    return scene;
}

Scene setup(Names names)
{
    Scene scene = spikeVerdictScene(names);
    scene.snapshot.spike.run = {};
    return scene;
}

Scene sceneNamed(const QString& name, Names names)
{
    if (name == u"running")
        return spikeRunningScene(names);
    if (name == u"verdict")
        return spikeVerdictScene(names);
    if (name == u"violated")
        return violated(names);
    return name == u"setup" ? setup(names) : emptyScene();
}

} // namespace

/// Every word of the Spike page has its room, in both languages and in every size, and every control its
/// name.
class SpikeFitPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(m_theme); }
    void nothingIsClippedOrCovered_data();
    void nothingIsClippedOrCovered();
    void panelsFit_data();
    void panelsFit();
    void everyControlHasAName_data();
    void everyControlHasAName();
    void aNameWithoutRoomIsFound();

private:
    theme::Theme m_theme{theme::Scheme::Dark};
};

void SpikeFitPageTest::nothingIsClippedOrCovered_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("korean");
    for (const char* scene : {"empty", "setup", "running", "verdict", "violated"})
        for (const QSize size : {QSize(1104, 672), QSize(1364, 852), QSize(1844, 1032)})
            for (const bool korean : {false, true})
                QTest::addRow("%s %d %s", scene, size.width(), korean ? "ko" : "en")
                    << QString::fromLatin1(scene) << size << korean;
}

void SpikeFitPageTest::nothingIsClippedOrCovered()
{
    QFETCH(QString, scene);
    QFETCH(QSize, size);
    QFETCH(bool, korean);
    const Names names = korean ? Names::Korean : Names::English;
    const LanguageScope language(names);
    SpikeDesk desk(m_theme, sceneNamed(scene, names), size);
    QCOMPARE(desk.page->size(), size); // it got by with the room it was given
    QCOMPARE(misfits(*desk.page).join(u'\n'), QString());
    if (scene == u"running") {
        desk.page->pressAbort();
        ModelBench::settle();
        QCOMPARE(misfits(*desk.page).join(u'\n'), QString());
    }
    if (scene == u"setup") {
        auto* mode = desk.page->head().mode();
        QTest::mouseClick(mode, Qt::LeftButton, {}, mode->choiceRect(1).center());
        ModelBench::settle();
        QCOMPARE(misfits(*desk.page).join(u'\n'), QString());
    }
    for (auto* part : desk.page->findChildren<parts::Segmented*>()) {
        if (!part->isVisible() || part == desk.page->head().mode() || part == desk.page->scenario().presets())
            continue;
        for (int i = 0; part->choiceRect(i).right() < part->width() - 1; ++i) {
            QTest::mouseClick(part, Qt::LeftButton, {}, part->choiceRect(i + 1).center());
            ModelBench::settle();
            QCOMPARE(misfits(*desk.page).join(u'\n'), QString());
        }
    }
}

void SpikeFitPageTest::panelsFit_data()
{
    QTest::addColumn<bool>("korean");
    QTest::newRow("en") << false;
    QTest::newRow("ko") << true;
}

void SpikeFitPageTest::panelsFit()
{
    QFETCH(bool, korean);
    const Names names = korean ? Names::Korean : Names::English;
    const LanguageScope language(names);
    {
        SpikeDesk desk(m_theme, setup(names));
        Q_EMIT desk.page->scenario().detailsRequested();
        ModelBench::settle();
        QCOMPARE(misfits(desk.page->detailsPanel()).join(u'\n'), QString());
    }
    Scene scene = spikeVerdictScene(names);
    auto before = *scene.runs.front();
    before.id = (*scene.snapshot.spike.pastRuns)[3].id;
    scene.runs.push_back(std::make_shared<const spike::RunResult>(before));
    SpikeDesk desk(m_theme, std::move(scene));
    click(desk.page->head().compareAct());
    ModelBench::settle();
    QVERIFY(desk.page->comparison().comparison().before());
    QCOMPARE(misfits(desk.page->comparisonPanel()).join(u'\n'), QString());
}

void SpikeFitPageTest::everyControlHasAName_data()
{
    QTest::addColumn<QString>("scene");
    for (const char* scene : {"empty", "setup", "running", "verdict"})
        QTest::newRow(scene) << QString::fromLatin1(scene);
}

void SpikeFitPageTest::everyControlHasAName()
{
    QFETCH(QString, scene);
    SpikeDesk desk(m_theme, sceneNamed(scene, Names::English));
    for (const auto* widget : desk.page->findChildren<QWidget*>()) {
        const bool control = (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() &&
                             !widget->focusProxy() && !qobject_cast<const QScrollArea*>(widget);
        if (!control)
            continue;
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(named, widget->metaObject()->className());
    }
}

void SpikeFitPageTest::aNameWithoutRoomIsFound()
{
    pages::FactList facts(m_theme);
    facts.setFacts({{u"A name that is rather long"_s, u"500 / 500"_s, parts::Mark::Fine}});
    facts.resize(400, 24);
    QVERIFY(facts.textFits());
    facts.resize(120, 24);
    QVERIFY(!facts.textFits());
}

QTEST_MAIN(SpikeFitPageTest)
#include "spike_fit_page_test.moc"
