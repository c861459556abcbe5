#include "tests/gui/support/console_case.h"
#include "tests/gui/support/hand.h"
#include "widgets/pages/launch/audit_card.h"
#include "widgets/pages/launch/event_list_card.h"
#include "widgets/pages/launch/go_no_go_card.h"
#include "widgets/pages/spike/scenario_card.h"
#include "widgets/pages/spike/spike_head.h"
#include "widgets/pages/spike/stages_table.h"
#include "widgets/parts/type_to_confirm.h"
#include "widgets/shell/rail.h"

#include <QApplication>
#include <QComboBox>
#include <QListView>

using namespace firstcome;
using namespace firstcome::testing;
using namespace Qt::Literals::StringLiterals;
using issuing::EventState;
using models::ActPlace;
using models::ScenarioModel;

/// One launch from creation to the closed audit by mouse.
class ConsolePageTest final : public ConsoleCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { shut(); }

    void aLaunchByMouse();
    void settingsByMouse();

private:
    void createByMouse();
    void waiveByMouse();
    void letEverybodyIn();
    void confirmByMouse();
    void aimByMouse();
};

void ConsolePageTest::createByMouse()
{
    auto& editor = launch().editor();
    QVERIFY(Hand::click(button(launch(), u"New event…"_s)));
    QVERIFY(Hand::fill(field(models::DraftField::CouponId), u"MOUSE-1"_s));
    QVERIFY(Hand::fill(field(models::DraftField::Name), u"By mouse"_s));
    QVERIFY(Hand::fill(field(models::DraftField::Total), QString::number(kStock)));
    auto* audience = editor.panel()->findChild<parts::Segmented*>();
    QVERIFY(Hand::click(audience, audience->choiceRect(1).center()));
    QVERIFY(Hand::click(editor.saveButton()));
    QTRY_VERIFY_WITH_TIMEOUT(isIn(EventState::Draft), kPatienceMs);
    QVERIFY(!editor.panel()->isOpen());
}

/// Nobody is on the list: a hard no-go that forbids arming, until somebody says why it may be ignored.
void ConsolePageTest::waiveByMouse()
{
    const auto people = [this] { return launch().goNoGo().row(issuing::GoLine::PeopleLoaded); };
    QTRY_VERIFY_WITH_TIMEOUT(people() && people()->waiveButton()->isVisible(), kPatienceMs);
    QVERIFY(!act(ActPlace::Arm)->isEnabled());
    QVERIFY(Hand::click(people()->waiveButton()));
    QVERIFY(Hand::fill(people()->reasonField(), u"nobody but the test"_s));
    QVERIFY(Hand::click(button(*people(), u"Waive"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(act(ActPlace::Arm)->isEnabled(), kPatienceMs);
}

void ConsolePageTest::letEverybodyIn()
{
    auto* list = launch().events().list();
    QVERIFY(Hand::doubleClick(list->viewport(), list->visualRect(list->model()->index(0, 0)).center()));
    QTRY_VERIFY(launch().editor().panel()->isOpen());
    auto* audience = launch().editor().panel()->findChild<parts::Segmented*>();
    QVERIFY(Hand::click(audience, audience->choiceRect(0).center()));
    QVERIFY(Hand::click(launch().editor().saveButton()));
    QTRY_VERIFY_WITH_TIMEOUT(shown()->event.draft.audience == issuing::Audience::Everyone, kPatienceMs);
}

void ConsolePageTest::confirmByMouse()
{
    auto* dialog = window().findChild<parts::TypeToConfirm*>();
    QVERIFY(Hand::meet(dialog));
    QVERIFY(Hand::fill(dialog->findChild<QLineEdit*>(), u"mouse-1"_s));
    const auto buttons = dialog->findChildren<parts::ActButton*>();
    const auto go = std::ranges::find_if(buttons, [](auto* each) { return each->text() != u"Cancel"_s; });
    QVERIFY(go != buttons.end() && Hand::click(*go));
    QTRY_VERIFY(!window().findChild<parts::TypeToConfirm*>());
    QVERIFY(Hand::meet(&window()));
}

void ConsolePageTest::aimByMouse()
{
    auto& page = spike();
    auto* presets = page.scenario().presets();
    const int quick = static_cast<int>(spike::presetScenarios().size()) - 1;
    QVERIFY(Hand::click(presets, presets->choiceRect(quick).center()));
    auto* stages = page.scenario().stages();
    const auto duration = stages->model()->index(0, ScenarioModel::DurationColumn);
    QVERIFY(Hand::doubleClick(stages->viewport(), stages->visualRect(duration).center()));
    auto* editor = stages->viewport()->findChild<QLineEdit*>();
    QVERIFY(editor);
    Hand::key(Qt::Key_A, Qt::ControlModifier);
    Hand::type(u"2"_s);
    Hand::key(Qt::Key_Return);
    QCOMPARE(page.model().scenario().scenario().duration(), std::chrono::milliseconds(2000));
    auto* mode = page.head().mode();
    QVERIFY(Hand::click(mode, mode->choiceRect(1).center()));
    QVERIFY(!page.head().startAct()->isEnabled()); // an event for real people is not chosen by itself
    QVERIFY(Hand::click(page.head().eventChoice()));
    QTRY_VERIFY(QApplication::activePopupWidget());
    auto* popup = page.head().eventChoice()->view();
    QVERIFY(Hand::click(popup->viewport(), popup->visualRect(popup->model()->index(0, 0)).center()));
    QTRY_VERIFY(page.head().startAct()->isEnabled());
}

void ConsolePageTest::aLaunchByMouse()
{
    createByMouse();
    waiveByMouse();
    letEverybodyIn();
    const std::pair<ActPlace, EventState> steps[] = {{ActPlace::Arm, EventState::Armed},
                                                     {ActPlace::Hold, EventState::Held},
                                                     {ActPlace::Hold, EventState::Armed}};
    for (const auto& [place, state] : steps) {
        Hand::look();
        QVERIFY(Hand::click(act(place)));
        QTRY_VERIFY_WITH_TIMEOUT(isIn(state), kPatienceMs);
    }
    Hand::look();
    QVERIFY(Hand::click(act(ActPlace::Open)));
    confirmByMouse();
    QTRY_VERIFY_WITH_TIMEOUT(isIn(EventState::Open), kPatienceMs);

    goTo(u"spike"_s);
    aimByMouse();
    Hand::look();
    QVERIFY(Hand::click(spike().head().startAct()));
    verdictIsGood();

    goTo(u"launch"_s);
    for (const auto state : {EventState::Paused, EventState::Open, EventState::Paused}) {
        Hand::look();
        QVERIFY(Hand::click(act(ActPlace::Pause)));
        QTRY_VERIFY_WITH_TIMEOUT(isIn(state), kPatienceMs);
    }
    QTRY_VERIFY_WITH_TIMEOUT(launch().audit().runButton()->isVisible(), kPatienceMs);
    QVERIFY(Hand::click(launch().audit().runButton()));
    QTRY_VERIFY_WITH_TIMEOUT(launch().audit().audit().view().exact, kPatienceMs);
    Hand::look();
    QVERIFY(Hand::click(act(ActPlace::Close)));
    confirmByMouse();
    auditHasClosed();
}

void ConsolePageTest::settingsByMouse()
{
    goTo(u"settings"_s);
    const auto choice = [this](const QString& name) -> parts::Segmented* {
        for (auto* each : window().page(u"settings"_s)->findChildren<parts::Segmented*>())
            if (each->accessibleName() == name)
                return each;
        return nullptr;
    };
    auto* theme = choice(u"Theme"_s);
    for (const int scheme : {1, 2, 1}) {
        QVERIFY(Hand::click(theme, theme->choiceRect(scheme).center()));
        const bool dark = window().palette().color(QPalette::Window).lightness() < 128;
        QCOMPARE(dark, scheme == 1);
    }
    auto* language = choice(u"Language"_s);
    QVERIFY(Hand::click(language, language->choiceRect(2).center()));
    QTRY_VERIFY(choice(u"언어"_s) && choice(u"언어"_s)->isVisible()); // the pages are made anew
    QCOMPARE(window().currentPage(), u"settings"_s);
    QCOMPARE(window().findChild<shell::Rail*>()->button(u"launch"_s)->text(), u"런치"_s);
    language = choice(u"언어"_s);
    QVERIFY(Hand::click(language, language->choiceRect(1).center()));
    QTRY_VERIFY(choice(u"Language"_s) && choice(u"Language"_s)->isVisible());
}

QTEST_MAIN(ConsolePageTest)
#include "console_page_test.moc"
