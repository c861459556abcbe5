#include "tests/gui/support/fit_checker.h"
#include "tests/gui/support/launch_page_case.h"
#include "widgets/pages/launch/audit_card.h"
#include "widgets/pages/launch/replay_panel.h"

#include <QItemSelectionModel>

using namespace firstcome;
using namespace firstcome::pages::launch;
using namespace firstcome::testing;
using ledger::ReplayEffect;

/// Dead letters on the Launch page: what a replay would do is seen before it can be pressed.
class ReplayPageTest : public LaunchPageCase
{
    Q_OBJECT

    static ledger::LetterPreview letter(std::int64_t id, std::uint32_t slot, std::string person, std::string reason,
                                        ReplayEffect effect)
    {
        ledger::LetterPreview made;
        made.id = id;
        made.slot = slot;
        made.publicId = std::move(person);
        made.reason = std::move(reason);
        made.effect = effect;
        return made;
    }
    static void addLetters(Scene& scene)
    {
        auto& letters = scene.deadLetters.letters;
        letters.push_back(letter(1, 31, "person-31", "unreadable", ReplayEffect::Inserts));
        letters.push_back(letter(2, 32, "person-32", "unreadable", ReplayEffect::AlreadyDone));
        letters.push_back(letter(3, 33, "person-7", "person_has_other_slot", ReplayEffect::FailsAgain));
        letters.back().conflict = "person_has_other_slot";
        letters.back().otherSlot = 7;
        letters.push_back(letter(4, 34, "person-40", "slot_has_other_person", ReplayEffect::FailsAgain));
        letters.back().conflict = "slot_has_other_person";
        letters.back().holder = "person-34";
        letters.push_back(letter(5, 0, "", "unidentified", ReplayEffect::FailsAgain));
        letters.back().conflict = "unidentified";
        scene.deadLetters.waiting = letters.size();
        scene.snapshot.events.front().conservation->deadLetters = letters.size();
    }
    LaunchPage& showLetters(LaunchPage& page)
    {
        m_bench->edit(&ReplayPageTest::addLetters);
        PageBench::passDeafTime();
        return page;
    }
    static QString effect(LaunchPage& page, int row)
    {
        return page.replays().table()->model()->index(row, 3).data().toString();
    }

private Q_SLOTS:
    void cleanup() { close(); }

    void theEffectIsSeenBeforeTheReplay()
    {
        auto& page = showLetters(show(openScene()));
        click(page.auditCard().replayButton());
        m_bench->bench().settle();
        QVERIFY(page.replays().isOpen());
        QVERIFY(m_bench->backend().commandsOf<ReplayDeadLetters>().empty());
        QCOMPARE(page.replays().table()->model()->rowCount(), 5);
        QCOMPARE(effect(page, 0), QStringLiteral("writes a new row"));
        QVERIFY(effect(page, 1).contains(QStringLiteral("already")));
        QVERIFY(effect(page, 2).contains(QStringLiteral("person-7 has slot 7")));
        QVERIFY(effect(page, 3).contains(QStringLiteral("slot 34 is person-34's")));
        QVERIFY(effect(page, 4).contains(QStringLiteral("names nobody")));
        QVERIFY(page.replays().summary().contains(QStringLiteral("writes 1 new rows, finds 1 there already, and fails again for 3")));

        PageBench::passDeafTime();
        click(page.replays().replayButton());
        const auto commands = sent<ReplayDeadLetters>();
        QCOMPARE(commands.size(), std::size_t(1));
        QVERIFY(commands[0].ids.empty());
        QCOMPARE(page.replays().table()->model()->rowCount(), 3);
        QVERIFY2(!page.replays().replayButton()->isEnabled() || !page.replays().replayButton()->disabledReason().isEmpty(),
                 "none of those left can be written");
    }
    void onlyTheChosenAreReplayed()
    {
        auto& page = showLetters(show(openScene()));
        click(page.auditCard().replayButton());
        m_bench->bench().settle();
        auto* table = page.replays().table();
        table->selectionModel()->select(table->model()->index(1, 0),
                                        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        QVERIFY(page.replays().summary().contains(QStringLiteral("writes 0 new rows, finds 1")));
        PageBench::passDeafTime();
        click(page.replays().replayButton());
        const auto commands = sent<ReplayDeadLetters>();
        QCOMPARE(commands.size(), std::size_t(1));
        QCOMPARE(commands[0].ids, std::vector<std::int64_t>{2});
    }
    void nothingIsClipped_data() { addLanguagesAndSizes(); }
    void nothingIsClipped()
    {
        auto& page = showLetters(showRow(openScene));
        page.replays().open();
        m_bench->bench().settle();
        QCOMPARE(misfits(page).join(u'\n'), QString());
    }
};

QTEST_MAIN(ReplayPageTest)
#include "replay_page_test.moc"
