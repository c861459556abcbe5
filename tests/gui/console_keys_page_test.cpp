#include "tests/gui/support/console_case.h"
#include "tests/gui/support/hand.h"
#include "widgets/pages/launch/audit_card.h"
#include "widgets/pages/launch/people_panel.h"
#include "widgets/pages/spike/scenario_card.h"
#include "widgets/pages/spike/spike_head.h"
#include "widgets/pages/spike/stages_table.h"
#include "widgets/parts/type_to_confirm.h"
#include "widgets/shell/closing_dialog.h"

#include <QComboBox>
#include <QFileDialog>

using namespace firstcome;
using namespace firstcome::testing;
using namespace Qt::Literals::StringLiterals;
using issuing::EventState;
using models::ActPlace;

/// One launch from creation to the closed audit by keys alone, and what closing the window asks.
class ConsoleKeysPageTest final : public ConsoleCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { shut(); }

    void aLaunchByKeys();
    void closingAsksWhileAnEventIsLive();

private:
    void createByKeys();
    void confirmByKeys(const QString& word);
    void aimByKeys();
    void saveReportByKeys();
};

void ConsoleKeysPageTest::createByKeys()
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

void ConsoleKeysPageTest::confirmByKeys(const QString& word)
{
    auto* dialog = window().findChild<parts::TypeToConfirm*>();
    QVERIFY(Hand::meet(dialog));
    Hand::type(word);
    Hand::key(Qt::Key_Return);
    QTRY_VERIFY(!window().findChild<parts::TypeToConfirm*>());
    QVERIFY(Hand::meet(&window()));
}

void ConsoleKeysPageTest::aimByKeys()
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

void ConsoleKeysPageTest::saveReportByKeys()
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

void ConsoleKeysPageTest::aLaunchByKeys()
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

void ConsoleKeysPageTest::closingAsksWhileAnEventIsLive()
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

QTEST_MAIN(ConsoleKeysPageTest)
#include "console_keys_page_test.moc"
