#include "tests/gui/support/fit_checker.h"
#include "tests/gui/support/launch_page_case.h"
#include "widgets/pages/launch/audit_card.h"
#include "widgets/pages/launch/column_tabs.h"
#include "widgets/pages/launch/equation_line.h"
#include "widgets/pages/launch/event_editor_panel.h"
#include "widgets/pages/launch/event_list_card.h"
#include "widgets/pages/launch/go_no_go_card.h"
#include "widgets/pages/launch/launch_page.h"
#include "widgets/pages/launch/launch_page_spec.h"
#include "widgets/pages/launch/page_head.h"
#include "widgets/pages/launch/people_panel.h"
#include "widgets/shell/key_registry.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace firstcome;
using namespace firstcome::pages::launch;
using namespace firstcome::testing;
using issuing::Act;
using issuing::EventState;
using models::ActPlace;

namespace {

/// The scene with Christmas in `state`, everything go.
Scene christmasIn(EventState state)
{
    Scene scene = openScene();
    auto& view = scene.snapshot.events.front();
    view.event.state = state;
    if (state == EventState::Draft) {
        view.event.instance.reset();
        view.conservation.reset();
        return scene;
    }
    auto& instance = *view.event.instance;
    instance.state = state;
    if (state == EventState::Armed || state == EventState::Held) {
        instance.issued = 0;
        instance.openedAt.reset();
        instance.soldOutAt.reset();
        instance.opensAt = scene.snapshot.takenAt + std::chrono::minutes(2);
        if (state == EventState::Held)
            instance.timeLeft = std::chrono::minutes(2);
        view.conservation = issuing::Conservation{100'000, 100'000, 0, 0, 0, 0, 0};
        view.published = view.confirmed = 0;
    }
    return scene;
}

} // namespace

class LaunchPageTest : public LaunchPageCase
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { close(); }

    void everyActByMouseAndByKey_data();
    void everyActByMouseAndByKey();
    void whatIsNotPossibleIsDimmedAndSaysWhy();
    void theFilledStyleSitsOnTheFixWhileNoGoForbids();
    void theFixLoadsWhatIsMissing();
    void aNoGoIsWaivedWithAReason();
    void anActCanBeUndone();
    void anActIsRefusedInWords();
    void theEquationTurnsRedOnTheWrongTerm();
    void theExactAuditIsRunByHand();
    void aBrokenPartIsExplained();
    void aDamagedJournalIsExplainedWithItsNumber();
    void arrowsChooseTheEvent();
    void narrowColumnsBecomeTabsAndTheRedOneIsMarked();
    void nothingIsClippedOrCovered_data();
    void nothingIsClippedOrCovered();
    void everyControlHasAName();
};

void LaunchPageTest::everyActByMouseAndByKey_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("act");
    QTest::addColumn<int>("place");
    QTest::addColumn<bool>("byKey");
    const std::pair<ActPlace, std::vector<Act>> places[] = {{ActPlace::Arm, {Act::Arm, Act::Disarm}},
                                                            {ActPlace::Hold, {Act::Hold, Act::Resume}},
                                                            {ActPlace::Open, {Act::Open}},
                                                            {ActPlace::Pause, {Act::Pause, Act::Unpause}},
                                                            {ActPlace::Close, {Act::Close}}};
    for (std::size_t s = 0; s < issuing::kEventStateCount; ++s)
        for (const auto& [place, acts] : places)
            for (const Act act : acts)
                if (issuing::nextState(static_cast<EventState>(s), act))
                    for (const bool byKey : {false, true})
                        QTest::addRow("%s %s by %s", std::string(issuing::stateName(static_cast<EventState>(s))).c_str(),
                                      std::string(issuing::actSpec(act).name).c_str(), byKey ? "key" : "mouse")
                            << static_cast<int>(s) << static_cast<int>(act) << static_cast<int>(place) << byKey;
}

void LaunchPageTest::everyActByMouseAndByKey()
{
    QFETCH(int, state);
    QFETCH(int, act);
    QFETCH(int, place);
    QFETCH(bool, byKey);
    auto& page = show(christmasIn(static_cast<EventState>(state)));
    page.select(coupon("XMAS-2026"));
    PageBench::passDeafTime();
    const auto version = page.viewModel().view()->event.version;
    auto* button = page.head().acts().button(static_cast<ActPlace>(place));
    QVERIFY(button->isEnabled());
    const auto& spec = issuing::actSpec(static_cast<Act>(act));
    if (byKey) {
        const QKeySequence key(QString::fromStdString(std::string(spec.key)), QKeySequence::PortableText);
        QTest::keyClick(&m_bench->window(), key[0].key());
    } else {
        click(button);
    }
    if (spec.guard == issuing::Guard::TypeCouponId) {
        QVERIFY(sent<ActOnEvent>().empty());
        typeConfirmation(QStringLiteral(" xmas-2026 "));
    }
    const auto acts = sent<ActOnEvent>();
    QCOMPARE(acts.size(), 1U);
    QCOMPARE(acts[0].act, static_cast<Act>(act));
    QCOMPARE(acts[0].couponId, coupon("XMAS-2026"));
    QCOMPARE(acts[0].expectedVersion, version);
    QCOMPARE(acts[0].actor, std::string("console"));
    QCOMPARE(page.viewModel().view()->event.state, *issuing::nextState(static_cast<EventState>(state), static_cast<Act>(act)));
}

void LaunchPageTest::whatIsNotPossibleIsDimmedAndSaysWhy()
{
    auto& page = show(openScene());
    auto* arm = page.head().acts().button(ActPlace::Arm);
    QVERIFY(!arm->isEnabled());
    QVERIFY(arm->toolTip().contains(QStringLiteral("open")));
    QTest::keyClick(&m_bench->window(), Qt::Key_F5);
    QVERIFY(sent<ActOnEvent>().empty());
    // A press right after a change of state aimed at what stood there before.
    PageBench::passDeafTime();
    click(page.head().acts().button(ActPlace::Pause));
    QCOMPARE(sent<ActOnEvent>().size(), 1U);
    click(page.head().acts().button(ActPlace::Pause));
    QCOMPARE(sent<ActOnEvent>().size(), 1U);
    PageBench::passDeafTime();
    click(page.head().acts().button(ActPlace::Pause));
    QCOMPARE(sent<ActOnEvent>().size(), 2U);
}

void LaunchPageTest::theFilledStyleSitsOnTheFixWhileNoGoForbids()
{
    auto& page = show(heldScene());
    const auto filled = [&] {
        QStringList names;
        for (const auto* button : page.findChildren<parts::ActButton*>())
            if (button->isVisible() && button->isEnabled() && button->look() == parts::ActButton::Look::Filled)
                names << button->text();
        return names;
    };
    QCOMPARE(filled(), QStringList{QStringLiteral("Load 2,000 more")});
    auto* resume = page.head().acts().button(ActPlace::Hold);
    QVERIFY(!resume->isEnabled());
    QVERIFY(resume->toolTip().contains(QStringLiteral("Stock loaded = planned")));
    click(page.goNoGo().row(issuing::GoLine::StockAsPlanned)->fixButton());
    m_bench->bench().settle();
    QCOMPARE(filled(), QStringList{QStringLiteral("Resume")});
}

void LaunchPageTest::theFixLoadsWhatIsMissing()
{
    auto& page = show(heldScene());
    const auto version = page.viewModel().view()->event.version;
    click(page.goNoGo().row(issuing::GoLine::StockAsPlanned)->fixButton());
    const auto corrections = sent<CorrectStock>();
    QCOMPARE(corrections.size(), 1U);
    QCOMPARE(corrections[0].total, 100'000U);
    QCOMPARE(corrections[0].expectedVersion, version);
    QVERIFY(!corrections[0].reason.empty());
}

void LaunchPageTest::aNoGoIsWaivedWithAReason()
{
    auto& page = show(heldScene());
    auto* row = page.goNoGo().row(issuing::GoLine::StockAsPlanned);
    click(row->waiveButton());
    QVERIFY(row->reasonField()->isVisible());
    QTest::keyClick(row->reasonField(), Qt::Key_Return);
    QVERIFY(sent<WaiveLine>().empty()); // a waiver without a reason is none
    QTest::keyClicks(row->reasonField(), QStringLiteral("agreed with shop"));
    QTest::keyClick(row->reasonField(), Qt::Key_Return);
    auto waivers = sent<WaiveLine>();
    QCOMPARE(waivers.size(), 1U);
    QCOMPARE(waivers[0].line, issuing::GoLine::StockAsPlanned);
    QCOMPARE(waivers[0].reason, std::string("agreed with shop"));
    QVERIFY(page.head().acts().button(ActPlace::Hold)->isEnabled());
    QVERIFY(!page.goNoGo().red());
    const auto buttons = row->findChildren<parts::ActButton*>();
    const auto withdraw = std::ranges::find_if(buttons, [](const auto* b) {
        return b->isVisible() && b->text() == QStringLiteral("Withdraw");
    });
    QVERIFY(withdraw != buttons.end());
    click(*withdraw);
    waivers = sent<WaiveLine>();
    QCOMPARE(waivers.size(), 2U);
    QVERIFY(waivers[1].reason.empty());
    QVERIFY(page.goNoGo().red());
}

void LaunchPageTest::anActCanBeUndone()
{
    auto& page = show(openScene());
    PageBench::passDeafTime();
    click(page.head().acts().button(ActPlace::Pause));
    m_bench->bench().settle();
    QCOMPARE(page.viewModel().view()->event.state, EventState::Paused);
    QVERIFY(m_bench->toasts().undoNewest());
    const auto acts = sent<ActOnEvent>();
    QCOMPARE(acts.size(), 2U);
    QCOMPARE(acts[1].act, Act::Unpause);
    QCOMPARE(page.viewModel().view()->event.state, EventState::Open);
}

void LaunchPageTest::anActIsRefusedInWords()
{
    auto& page = show(openScene());
    m_bench->backend().setScript([](const Command& command) -> std::optional<core::Result<Reply>> {
        if (std::holds_alternative<ActOnEvent>(command))
            return core::Result<Reply>(core::fail(core::ErrorKind::VersionConflict, "version_conflict"));
        return std::nullopt;
    });
    PageBench::passDeafTime();
    click(page.head().acts().button(ActPlace::Pause));
    m_bench->bench().settle();
    QStringList said;
    for (const auto* toast : m_bench->window().findChildren<QWidget*>())
        said << toast->accessibleName() << toast->accessibleDescription();
    QVERIFY(said.join(QChar(u' ')).contains(QStringLiteral("changed since you looked")));
    QVERIFY(!m_bench->toasts().undoNewest());
}

void LaunchPageTest::theEquationTurnsRedOnTheWrongTerm()
{
    auto& page = show(openScene());
    auto* line = page.findChild<EquationLine*>();
    const auto redPixels = [&] {
        const QImage image = line->grab().toImage().convertToFormat(QImage::Format_RGB32);
        const QRgb red = m_theme->color(theme::Token::Critical).rgb();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, y) == red;
        return count;
    };
    QCOMPARE(redPixels(), 0);
    m_bench->edit([](Scene& scene) { scene.snapshot.events.front().conservation->ledger = 88'990; });
    m_bench->edit([](Scene& scene) { scene.snapshot.takenAt += std::chrono::seconds(2); });
    QVERIFY(redPixels() > 0);
    QVERIFY(line->spoken().contains(QStringLiteral("3 missing")));
    QVERIFY(page.audit().red());
    m_bench->edit([](Scene& scene) { scene.snapshot.events.front().conservation->ledger = 88'993; });
    QCOMPARE(redPixels(), 0);
    QVERIFY(!page.audit().red());
}

void LaunchPageTest::theExactAuditIsRunByHand()
{
    Scene scene = christmasIn(EventState::Paused);
    auto& view = scene.snapshot.events.front();
    view.conservation = issuing::Conservation{100'000, 0, 0, 0, 100'000, 0, 0};
    view.published = view.confirmed = 100'000;
    auto& page = show(scene);
    QCOMPARE(page.audit().banner()->text(), QStringLiteral("Balanced so far"));
    QVERIFY(page.audit().banner()->tone() == parts::Tone::Neutral);
    click(page.audit().runButton());
    QCOMPARE(sent<RunAudit>().size(), 1U);
    QVERIFY(sent<RunAudit>()[0].exact);
    QCOMPARE(page.audit().banner()->text(), QStringLiteral("Nothing lost, nothing twice"));
    QVERIFY(page.audit().banner()->tone() == parts::Tone::Ok);
}

void LaunchPageTest::aBrokenPartIsExplained()
{
    auto& page = show(openScene());
    const auto problem = [&]() -> QString {
        for (const auto* banner : page.findChildren<parts::Banner*>())
            if (banner->isVisible() && banner->text().contains(QStringLiteral("disk is full")))
                return banner->text();
        return {};
    };
    QVERIFY(problem().isEmpty());
    m_bench->edit([](Scene& scene) {
        scene.snapshot.store.health = PartHealth::Critical;
        scene.snapshot.store.code = "disk_full";
    });
    QVERIFY(problem().contains(QStringLiteral("503")));
    QVERIFY(problem().contains(QStringLiteral("Free some space")));
    QVERIFY(misfits(page).isEmpty());
}

void LaunchPageTest::aDamagedJournalIsExplainedWithItsNumber()
{
    auto& page = show(openScene());
    m_bench->edit([](Scene& scene) {
        scene.snapshot.store = {PartHealth::Warning, "journal_damaged", "3", scene.snapshot.takenAt};
    });
    QStringList said;
    for (const auto* banner : page.findChildren<parts::Banner*>())
        if (banner->isVisible())
            said << banner->text();
    const QString words = said.join(u' ');
    QVERIFY2(words.contains(QStringLiteral("cannot be read: 3.")), qPrintable(words));
    QVERIFY(words.contains(QStringLiteral("issued as usual")));
    QVERIFY(words.contains(QStringLiteral("folder journal")));
    QVERIFY(misfits(page).isEmpty());
}

void LaunchPageTest::arrowsChooseTheEvent()
{
    auto& page = show(openScene());
    page.events().list()->setFocus();
    QTest::keyClick(page.events().list(), Qt::Key_Down);
    QCOMPARE(page.viewModel().view()->event.draft.couponId, coupon("FREE-SHIP"));
    QTest::keyClick(page.events().list(), Qt::Key_Return);
    QVERIFY(page.editor().panel()->isOpen());
    QVERIFY(page.editor().reason()->isVisible()); // armed: only the stock can be corrected
    QVERIFY(!page.editor().saveButton()->isEnabled());
}

void LaunchPageTest::narrowColumnsBecomeTabsAndTheRedOneIsMarked()
{
    auto& page = show(heldScene(), {1104, 672});
    auto& tabs = page.leftColumn().tabs();
    QVERIFY(page.leftColumn().tabbed() && tabs.isVisible());
    QVERIFY(tabs.red(1) && !tabs.red(0));
    QVERIFY(page.events().isVisible() && !page.goNoGo().isVisible());
    QTest::mouseClick(&tabs, Qt::LeftButton, {}, tabs.tabRect(1).center());
    QVERIFY(!page.events().isVisible() && page.goNoGo().isVisible());
    m_bench->window().resize(kPageSize);
    m_bench->bench().settle();
    QVERIFY(!tabs.isVisible() && page.events().isVisible() && page.goNoGo().isVisible());
}

void LaunchPageTest::nothingIsClippedOrCovered_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("korean");
    for (const char* scene : {"empty", "held", "open"})
        for (const QSize size : {QSize(1104, 672), kPageSize, QSize(1844, 1032)})
            for (const bool korean : {false, true})
                QTest::addRow("%s %d %s", scene, size.width(), korean ? "ko" : "en")
                    << QString::fromLatin1(scene) << size << korean;
}

void LaunchPageTest::nothingIsClippedOrCovered()
{
    QFETCH(QString, scene);
    QFETCH(QSize, size);
    QFETCH(bool, korean);
    const Names names = korean ? Names::Korean : Names::English;
    const LanguageScope language(names);
    auto& page = show(scene == u"held" ? heldScene(names) : scene == u"open" ? openScene(names) : emptyScene(), size);
    QCOMPARE(misfits(page).join(QChar(u'\n')), QString());
    if (page.leftColumn().tabbed()) {
        page.leftColumn().tabs().setCurrent(1);
        page.rightColumn().tabs().setCurrent(1);
        m_bench->bench().settle();
        QCOMPARE(misfits(page).join(QChar(u'\n')), QString());
    }
    page.newEvent();
    click(page.editor().saveButton());
    m_bench->bench().settle();
    QCOMPARE(misfits(*page.editor().panel()).join(QChar(u'\n')), QString());
    page.editor().panel()->dismiss();
    page.people().open();
    m_bench->bench().settle();
    QCOMPARE(misfits(*page.people().panel()).join(QChar(u'\n')), QString());
    m_bench.reset();
}

void LaunchPageTest::everyControlHasAName()
{
    auto& page = show(heldScene());
    for (const auto* widget : page.findChildren<QWidget*>()) {
        const bool control = (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible()
            && !widget->focusProxy() && !qobject_cast<const QScrollArea*>(widget);
        if (!control)
            continue;
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(named, qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()));
    }
    QVERIFY(m_keys->conflicts().isEmpty());
}

QTEST_MAIN(LaunchPageTest)
#include "launch_page_test.moc"
