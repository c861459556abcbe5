#include "app/console/console.h"
#include "backend/core/may_block.h"
#include "tests/gui/support/hand.h"
#include "tests/support/temporary_directory.h"
#include "widgets/pages/launch/act_bar.h"
#include "widgets/pages/launch/audit_card.h"
#include "widgets/pages/launch/event_editor_panel.h"
#include "widgets/pages/launch/event_list_card.h"
#include "widgets/pages/launch/go_no_go_card.h"
#include "widgets/pages/launch/labelled_field.h"
#include "widgets/pages/launch/launch_page.h"
#include "widgets/pages/launch/page_head.h"
#include "widgets/pages/launch/people_panel.h"
#include "widgets/pages/spike/scenario_card.h"
#include "widgets/pages/spike/spike_head.h"
#include "widgets/pages/spike/spike_page.h"
#include "widgets/pages/spike/stages_table.h"
#include "widgets/parts/type_to_confirm.h"
#include "widgets/shell/closing_dialog.h"
#include "widgets/shell/rail.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QTest>

using namespace firstcome;
using namespace firstcome::testing;
using namespace Qt::Literals::StringLiterals;
using issuing::EventState;
using models::ActPlace;
using models::ScenarioModel;
using View = models::SpikeViewModel::View;

namespace {

constexpr int kPatienceMs = 60'000; // an upper bound that only a hang meets; nothing here asserts a time
constexpr int kStock = 40;

} // namespace

/// The console as it is: its own window and keys over the real backend with its disk, socket and generator. One
/// launch from creation to the closed audit by mouse, and one by keys alone.
class ConsolePageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aLaunchByMouse();
    void aLaunchByKeys();
    void closingAsksWhileAnEventIsLive();
    void settingsByMouse();

private:
    shell::MainWindow& window() { return m_console->window(); }
    pages::launch::LaunchPage& launch();
    pages::SpikePage& spike();
    QWidget* act(ActPlace place) { return launch().head().acts().button(place); }
    QLineEdit* field(models::DraftField field) { return launch().editor().field(field)->findChild<QLineEdit*>(); }
    parts::ActButton* button(QWidget& in, const QString& text);
    const EventView* shown() { return launch().viewModel().view(); }
    bool isIn(EventState state) { return shown() && shown()->event.state == state; }
    void goTo(const QString& page);
    void createByMouse();
    void waiveByMouse();
    void letEverybodyIn();
    void confirmByMouse();
    void confirmByKeys(const QString& word);
    void aimByMouse();
    void aimByKeys();
    void verdictIsGood();
    void auditHasClosed();
    void createByKeys();
    void saveReportByKeys();

    std::unique_ptr<TemporaryDirectory> m_directory;
    std::unique_ptr<console::Console> m_console;
};

void ConsolePageTest::init()
{
    m_directory = std::make_unique<TemporaryDirectory>();
    console::ConsoleOptions options;
    options.config.dataDir = m_directory->path();
    options.config.http.port = 0;
    options.spikeProgram = FIRSTCOME_BINARY_DIR "/bin/firstcome-spike";
    m_console = std::make_unique<console::Console>(std::move(options));
    const auto other = m_console->otherHolder();
    QVERIFY(other && !*other);
    const auto started = m_console->start();
    QVERIFY2(started, started ? "" : started.error().code.c_str());
    core::forbidBlocking(); // as the program does: whatever waits on this thread ends the test
    QVERIFY(Hand::meet(&window()));
    QTRY_VERIFY_WITH_TIMEOUT(!launch().viewModel().snapshot().starting, kPatienceMs);
}

void ConsolePageTest::cleanup()
{
    core::forbidBlocking(false);
    m_console.reset();
    m_directory.reset();
}

pages::launch::LaunchPage& ConsolePageTest::launch()
{
    return *static_cast<pages::launch::LaunchPage*>(window().page(u"launch"_s));
}

pages::SpikePage& ConsolePageTest::spike()
{
    return *static_cast<pages::SpikePage*>(window().page(u"spike"_s));
}

parts::ActButton* ConsolePageTest::button(QWidget& in, const QString& text)
{
    for (auto* each : in.findChildren<parts::ActButton*>())
        if (each->isVisible() && each->text() == text)
            return each;
    return nullptr;
}

void ConsolePageTest::goTo(const QString& page)
{
    QVERIFY(Hand::click(window().findChild<shell::Rail*>()->button(page)));
    QCOMPARE(window().currentPage(), page);
}

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

void ConsolePageTest::verdictIsGood()
{
    QTRY_VERIFY_WITH_TIMEOUT(spike().model().view() == View::Run, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(spike().model().view() == View::Verdict, kPatienceMs);
    const auto result = spike().model().result();
    QVERIFY(result);
    QCOMPARE(result->verdicts[std::size_t(issuing::Verdict::Accepted)], std::uint64_t(kStock));
    QVERIFY(result->requests > kStock);
}

void ConsolePageTest::auditHasClosed()
{
    QTRY_VERIFY_WITH_TIMEOUT(isIn(EventState::Closed), kPatienceMs);
    const auto audit = [this] { return launch().audit().audit().view(); };
    QTRY_COMPARE_WITH_TIMEOUT(audit().word, models::AuditWord::Proven, kPatienceMs);
    QCOMPARE(*shown()->confirmed, std::uint64_t(kStock));
    QCOMPARE(audit().duplicates.value_or(9), 0U);
    QCOMPARE(audit().oversold.value_or(9), 0U);
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

void ConsolePageTest::createByKeys()
{
    Hand::key(Qt::Key_N, Qt::ControlModifier);
    Hand::type(u"KEY-1"_s);
    Hand::key(Qt::Key_Tab);
    Hand::type(u"By key"_s);
    Hand::key(Qt::Key_Tab);
    Hand::type(QString::number(kStock));
    auto& editor = launch().editor();
    QVERIFY(Hand::tabTo(button(*editor.panel(), u"Add people…"_s)));
    Hand::key(Qt::Key_Space);
    auto& people = launch().people();
    QVERIFY(people.panel()->isOpen());
    Hand::key(Qt::Key_A, Qt::ControlModifier);
    Hand::type(u"30"_s);
    QVERIFY(Hand::tabTo(people.createButton()));
    Hand::key(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(people.resultText().startsWith(u"30 added"_s), kPatienceMs);
    Hand::key(Qt::Key_Escape);
    QVERIFY(!people.panel()->isOpen());
    QVERIFY(editor.panel()->isOpen()); // what was typed before is still there
    QCOMPARE(field(models::DraftField::CouponId)->text(), u"KEY-1"_s);
    Hand::key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(isIn(EventState::Draft), kPatienceMs);
}

void ConsolePageTest::confirmByKeys(const QString& word)
{
    auto* dialog = window().findChild<parts::TypeToConfirm*>();
    QVERIFY(Hand::meet(dialog));
    Hand::type(word);
    Hand::key(Qt::Key_Return);
    QTRY_VERIFY(!window().findChild<parts::TypeToConfirm*>());
    QVERIFY(Hand::meet(&window()));
}

void ConsolePageTest::aimByKeys()
{
    auto& page = spike();
    QVERIFY(Hand::tabTo(page.scenario().presets()));
    for (int i = 0; i < 6; ++i)
        Hand::key(Qt::Key_Right);
    QCOMPARE(page.model().scenario().preset(), u"quick"_s);
    auto* stages = page.scenario().stages();
    QVERIFY(Hand::tabTo(stages));
    for (const auto key : {Qt::Key_Home, Qt::Key_Right, Qt::Key_Right, Qt::Key_Return})
        Hand::key(key);
    QVERIFY(stages->viewport()->findChild<QLineEdit*>());
    Hand::key(Qt::Key_A, Qt::ControlModifier);
    Hand::type(u"2"_s);
    Hand::key(Qt::Key_Return);
    QCOMPARE(page.model().scenario().scenario().duration(), std::chrono::milliseconds(2000));
    QVERIFY(Hand::tabTo(page.head().mode()));
    Hand::key(Qt::Key_Right);
    QVERIFY(Hand::tabTo(page.head().eventChoice()));
    Hand::key(Qt::Key_Down);
    QTRY_VERIFY(page.head().startAct()->isEnabled());
}

void ConsolePageTest::saveReportByKeys()
{
    QVERIFY(Hand::tabTo(spike().head().saveAct()));
    Hand::look();
    Hand::key(Qt::Key_Space);
    QTRY_VERIFY(spike().findChild<QFileDialog*>());
    QVERIFY(Hand::meet(spike().findChild<QFileDialog*>()));
    const auto file = QString::fromStdString((m_directory->path() / "report.html").string());
    Hand::key(Qt::Key_A, Qt::ControlModifier);
    Hand::type(file);
    Hand::key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kPatienceMs);
    QTRY_VERIFY(!spike().findChild<QFileDialog*>());
    QVERIFY(Hand::meet(&window()));
}

void ConsolePageTest::aLaunchByKeys()
{
    createByKeys();
    QTRY_VERIFY_WITH_TIMEOUT(act(ActPlace::Arm)->isEnabled(), kPatienceMs);
    const std::pair<Qt::Key, EventState> steps[] = {
        {Qt::Key_F5, EventState::Armed}, {Qt::Key_F5, EventState::Draft}, {Qt::Key_F5, EventState::Armed},
        {Qt::Key_F6, EventState::Held},  {Qt::Key_F6, EventState::Armed},
    };
    for (const auto& [key, state] : steps) {
        Hand::look();
        Hand::key(key);
        QTRY_VERIFY_WITH_TIMEOUT(isIn(state), kPatienceMs);
    }
    Hand::look();
    Hand::key(Qt::Key_F7);
    confirmByKeys(u"key-1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isIn(EventState::Open), kPatienceMs);

    Hand::key(Qt::Key_2, Qt::ControlModifier);
    aimByKeys();
    Hand::look();
    Hand::key(Qt::Key_F5);
    verdictIsGood();
    saveReportByKeys();

    Hand::key(Qt::Key_1, Qt::ControlModifier);
    Hand::look();
    Hand::key(Qt::Key_F8);
    QTRY_VERIFY_WITH_TIMEOUT(isIn(EventState::Paused), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(launch().audit().runButton()->isVisible(), kPatienceMs);
    QVERIFY(Hand::tabTo(launch().audit().runButton()));
    Hand::key(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(launch().audit().audit().view().exact, kPatienceMs);
    Hand::look();
    Hand::key(Qt::Key_F9);
    confirmByKeys(u"key-1"_s);
    auditHasClosed();
}

void ConsolePageTest::closingAsksWhileAnEventIsLive()
{
    createByKeys();
    QTRY_VERIFY_WITH_TIMEOUT(act(ActPlace::Arm)->isEnabled(), kPatienceMs);
    Hand::look();
    Hand::key(Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(isIn(EventState::Armed), kPatienceMs);

    window().close();
    auto* asked = window().findChild<shell::ClosingDialog*>();
    QVERIFY(Hand::meet(asked));
    Hand::key(Qt::Key_Escape);
    QTRY_VERIFY(!window().findChild<shell::ClosingDialog*>());
    QVERIFY(window().isVisible());

    window().close();
    asked = window().findChild<shell::ClosingDialog*>();
    QVERIFY(Hand::meet(asked));
    Hand::look();
    QVERIFY(Hand::click(asked->pauseAndQuit()));
    QTRY_VERIFY_WITH_TIMEOUT(!window().isVisible(), kPatienceMs);
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
