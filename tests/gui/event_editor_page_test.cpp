#include "tests/gui/support/launch_page_case.h"
#include "widgets/pages/launch/event_editor_panel.h"
#include "widgets/pages/launch/event_list_card.h"
#include "widgets/pages/launch/people_panel.h"

#include <QLineEdit>
#include <QSignalSpy>

using namespace firstcome;
using namespace firstcome::pages::launch;
using namespace firstcome::testing;

/// Events and people, written down and taken away on the Launch page.
class EventEditorPageTest : public LaunchPageCase
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { close(); }

    void deletingADraftByKey();
    void anEventIsWrittenDownByHand();
    void theEditorSaysWhatIsWrong();
    void theStockIsCorrectedWithAReason();
    void peopleAreAdded();
    void anEmptyPageOffersTheFirstEvent();
};

void EventEditorPageTest::deletingADraftByKey()
{
    auto& page = show(openScene());
    page.select(coupon("NY-2027"));
    PageBench::passDeafTime();
    QTest::keyClick(page.events().list(), Qt::Key_Delete);
    QVERIFY(sent<DeleteEvent>().empty());
    typeConfirmation(QStringLiteral("NY-2027"));
    const auto deleted = sent<DeleteEvent>();
    QCOMPARE(deleted.size(), 1U);
    QCOMPARE(deleted[0].couponId, coupon("NY-2027"));
    QCOMPARE(page.events().list()->model()->rowCount(), 3);
}

void EventEditorPageTest::anEventIsWrittenDownByHand()
{
    auto& page = show(openScene());
    QTest::keyClick(&m_bench->window(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(page.editor().panel()->isOpen());
    auto fields = page.editor().panel()->findChildren<QLineEdit*>();
    const auto type = [&](models::DraftField field, const QString& text) {
        auto* edit = page.editor().field(field)->findChild<QLineEdit*>();
        QTest::keyClicks(edit, text);
    };
    type(models::DraftField::CouponId, QStringLiteral("SPRING-27"));
    type(models::DraftField::Name, QStringLiteral("Spring"));
    type(models::DraftField::Total, QStringLiteral("2,500"));
    click(page.editor().saveButton());
    const auto created = sent<CreateEvent>();
    QCOMPARE(created.size(), 1U);
    QCOMPARE(created[0].draft.couponId, coupon("SPRING-27"));
    QCOMPARE(created[0].draft.total, 2'500U);
    QVERIFY(!created[0].draft.opensAt);
    QVERIFY(!page.editor().panel()->isOpen());
    QCOMPARE(page.viewModel().view()->event.draft.couponId, coupon("SPRING-27"));
}

void EventEditorPageTest::theEditorSaysWhatIsWrong()
{
    auto& page = show(openScene());
    page.newEvent();
    auto* id = page.editor().field(models::DraftField::CouponId);
    QVERIFY(id->problem().isEmpty()); // nothing was touched yet
    click(page.editor().saveButton());
    QVERIFY(sent<CreateEvent>().empty());
    QVERIFY(!id->problem().isEmpty());
    auto* edit = id->findChild<QLineEdit*>();
    QTest::keyClicks(edit, QStringLiteral("XMAS-2026"));
    QVERIFY(id->problem().contains(QStringLiteral("Another event")));
    edit->clear();
    QTest::keyClicks(edit, QStringLiteral("-no"));
    QVERIFY(id->problem().contains(QStringLiteral("Letters")));
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!page.editor().panel()->isOpen());
    QVERIFY(sent<CreateEvent>().empty());
}

void EventEditorPageTest::theStockIsCorrectedWithAReason()
{
    auto& page = show(openScene());
    const auto before = page.viewModel().view()->event;
    QCOMPARE(page.events().openButton()->text(), QStringLiteral("Details"));
    click(page.events().openButton());
    auto& editor = page.editor();
    QVERIFY(editor.panel()->isOpen());
    QVERIFY(editor.reason()->isVisible());
    QVERIFY(editor.field(models::DraftField::Name)->findChild<QLineEdit*>()->isReadOnly());
    auto* total = editor.field(models::DraftField::Total)->findChild<QLineEdit*>();
    QVERIFY(!editor.saveButton()->disabledReason().isEmpty()); // the stock is as it was
    total->clear();
    QTest::keyClicks(total, QStringLiteral("120,000"));
    QVERIFY(!editor.saveButton()->disabledReason().isEmpty()); // no reason yet
    click(editor.saveButton());
    QVERIFY(sent<CorrectStock>().empty());
    QTest::keyClicks(editor.reason(), QStringLiteral("a second van"));
    click(editor.saveButton());
    const auto corrected = sent<CorrectStock>();
    QCOMPARE(corrected.size(), 1U);
    QCOMPARE(corrected[0].couponId, before.draft.couponId);
    QCOMPARE(corrected[0].total, 120'000U);
    QCOMPARE(corrected[0].expectedVersion, before.version);
    QCOMPARE(corrected[0].reason, std::string("a second van"));

    page.select(coupon("NY-2027"));
    QCOMPARE(page.events().openButton()->text(), QStringLiteral("Edit…"));
    click(page.events().openButton());
    QVERIFY(editor.panel()->isOpen());
    QVERIFY(!editor.reason()->isVisible());
    QVERIFY(editor.saveButton()->disabledReason().isEmpty());
}

void EventEditorPageTest::peopleAreAdded()
{
    auto& page = show(emptyScene());
    page.people().open();
    page.people().countField()->clear();
    QTest::keyClicks(page.people().countField(), QStringLiteral("300"));
    click(page.people().createButton());
    const auto created = sent<CreatePeople>();
    QCOMPARE(created.size(), 1U);
    QCOMPARE(created[0].count, 300U);
    QCOMPARE(created[0].prefix, std::string("test-"));
    QVERIFY(page.people().resultText().contains(QStringLiteral("300 added")));
}

void EventEditorPageTest::anEmptyPageOffersTheFirstEvent()
{
    auto& page = show(emptyScene());
    QSignalSpy rehearsal(&page, &LaunchPage::rehearsalWanted);
    for (auto* button : page.findChildren<parts::ActButton*>()) {
        if (button->isVisible() && button->text() == QStringLiteral("Run a rehearsal"))
            click(button);
        if (button->isVisible() && button->text() == QStringLiteral("New event…"))
            click(button);
    }
    QCOMPARE(rehearsal.count(), 1);
    QVERIFY(page.editor().panel()->isOpen());
}

QTEST_MAIN(EventEditorPageTest)
#include "event_editor_page_test.moc"
