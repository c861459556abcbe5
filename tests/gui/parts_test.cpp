#include "widgets/parts/act_button.h"
#include "widgets/parts/card.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/figure.h"
#include "widgets/parts/segmented.h"
#include "widgets/parts/side_panel.h"
#include "widgets/parts/toast_bar.h"
#include "widgets/parts/type_to_confirm.h"
#include "widgets/theme/firstcome_style.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QVBoxLayout>

using namespace firstcome;
using namespace firstcome::parts;
using namespace Qt::Literals::StringLiterals;
using theme::Token;
using theme::Type;

namespace {

/// Counts the layout requests and paints that reach a widget.
class Watcher final : public QObject
{
public:
    int layouts = 0, paints = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        layouts += event->type() == QEvent::LayoutRequest;
        paints += event->type() == QEvent::Paint;
        return false;
    }
};

} // namespace

/// The parts that every page is made of, by mouse and by key.
class PartsTest final : public QObject
{
    Q_OBJECT

    theme::Theme m_theme{theme::Scheme::Dark};

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new theme::FirstcomeStyle(m_theme));
        m_theme.apply();
    }

    void figureOnlyRepaints()
    {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        auto* figure = new Figure(m_theme, Type::FunnelFigure, u"888,888"_s);
        column->addWidget(figure);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        Watcher above, self;
        window.installEventFilter(&above);
        figure->installEventFilter(&self);
        const QSize before = figure->sizeHint();
        for (const QString& text : {u"1"_s, u"99"_s, u"412,905"_s}) {
            figure->setText(text);
            QTest::qWait(20);
        }
        QCOMPARE(above.layouts, 0);
        QVERIFY(self.paints >= 3);
        QCOMPARE(figure->sizeHint(), before);
    }

    void actIgnoresPressesAfterAChange()
    {
        ActButton button(m_theme, u"Pause"_s, u"F8"_s);
        button.show();
        QSignalSpy activated(&button, &ActButton::activated);
        button.stateChanged();
        QTest::mouseClick(&button, Qt::LeftButton);
        button.click();
        QCOMPARE(activated.size(), 0);
        QTest::qWait(ActButton::kDeafMs + 50);
        QTest::mouseClick(&button, Qt::LeftButton);
        QTest::keyClick(&button, Qt::Key_Space);
        QCOMPARE(activated.size(), 2);
    }

    void dimmedActSaysWhy()
    {
        ActButton button(m_theme, u"Open now…"_s, u"F7"_s);
        button.setHint(u"Opens at once"_s);
        button.setDisabledReason(u"A hard line forbids it"_s);
        button.show();
        QVERIFY(!button.isEnabled());
        QCOMPARE(button.toolTip(), u"A hard line forbids it"_s);
        QCOMPARE(button.accessibleDescription(), u"A hard line forbids it"_s);
        QSignalSpy activated(&button, &ActButton::activated);
        QTest::mouseClick(&button, Qt::LeftButton);
        button.click();
        QCOMPARE(activated.size(), 0);
        button.setDisabledReason({});
        QVERIFY(button.isEnabled());
        QCOMPARE(button.toolTip(), u"Opens at once"_s);
    }

    void actKeepsItsSlot()
    {
        ActButton button(m_theme, u"Hold"_s, u"F6"_s);
        button.reserveFor({u"Hold"_s, u"Resume"_s});
        const int before = button.sizeHint().width();
        button.setText(u"Resume"_s);
        button.setLook(ActButton::Look::Filled);
        QCOMPARE(button.sizeHint().width(), before);
    }

    void couponIdIsTrimmedAndCaseIgnored()
    {
        QVERIFY(TypeToConfirm::matches(u"  xmas-2026 "_s, u"XMAS-2026"_s));
        QVERIFY(!TypeToConfirm::matches(u"XMAS-202"_s, u"XMAS-2026"_s));
        QVERIFY(!TypeToConfirm::matches(u""_s, u"XMAS-2026"_s));
    }

    void confirmingNeedsTheWord()
    {
        QWidget window;
        window.resize(600, 400);
        window.show();
        int confirmed = 0;
        const TypeToConfirm::Question question{u"Close"_s, u"Nobody gets one any more."_s, u"XMAS-2026"_s,
                                               u"Close"_s, true};
        TypeToConfirm::ask(m_theme, question, &window, [&] { ++confirmed; });
        auto* dialog = window.findChild<TypeToConfirm*>();
        QVERIFY(dialog);
        auto* field = dialog->findChild<QLineEdit*>();
        QTest::keyClicks(field, u"xmas"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(confirmed, 0);
        QVERIFY(dialog->isVisible());
        QTest::keyClicks(field, u"-2026 "_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(confirmed, 1);

        TypeToConfirm::ask(m_theme, question, &window, [&] { ++confirmed; });
        QTest::qWait(10);
        for (auto* open : window.findChildren<TypeToConfirm*>())
            if (open->isVisible())
                QTest::keyClick(open, Qt::Key_Escape);
        QCOMPARE(confirmed, 1);
    }

    void toastUndoesOnce()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        ToastBar toasts(m_theme, &window);
        int undone = 0;
        toasts.show(u"Held"_s, &window, [&] { ++undone; });
        toasts.show(u"Saved"_s);
        QVERIFY(toasts.isVisible());
        QVERIFY(toasts.undoNewest());
        QVERIFY(!toasts.undoNewest());
        QCOMPARE(undone, 1);
        {
            QObject gone;
            toasts.show(u"Paused"_s, &gone, [&] { ++undone; });
        }
        QVERIFY(toasts.undoNewest());
        QCOMPARE(undone, 1); // what it belonged to is gone
    }

    void panelTakesFocusAndGivesItBack()
    {
        QWidget window;
        window.resize(1200, 700);
        auto* before = new QLineEdit(&window);
        SidePanel panel(m_theme, u"New event"_s, &window);
        auto* field = new QLineEdit;
        panel.body()->addWidget(field);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        before->setFocus();
        panel.open();
        QVERIFY(panel.isOpen());
        QCOMPARE(panel.geometry().right(), window.rect().right());
        QCOMPARE(window.focusWidget(), field);
        QSignalSpy dismissed(&panel, &SidePanel::dismissed);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!panel.isOpen());
        QCOMPARE(dismissed.size(), 1);
        QCOMPARE(window.focusWidget(), before);
    }

    void segmentedByMouseAndKey()
    {
        Segmented choice(m_theme, {u"smoke"_s, u"load"_s, u"spike"_s});
        choice.resize(choice.sizeHint());
        choice.show();
        QSignalSpy changed(&choice, &Segmented::currentChanged);
        QTest::mouseClick(&choice, Qt::LeftButton, {}, choice.choiceRect(2).center());
        QCOMPARE(choice.current(), 2);
        QTest::keyClick(&choice, Qt::Key_Left);
        QCOMPARE(choice.current(), 1);
        QTest::keyClick(&choice, Qt::Key_Right);
        QTest::keyClick(&choice, Qt::Key_Right);
        QCOMPARE(choice.current(), 2);
        QCOMPARE(changed.size(), 3);
    }

    void tableSortsAndCopies()
    {
        QStandardItemModel model;
        model.setHorizontalHeaderLabels({u"Verdict"_s, u"Count"_s});
        const auto add = [&](const QString& name, const QString& shown, int value) {
            auto* count = new QStandardItem(shown);
            count->setData(value, Qt::UserRole);
            model.appendRow({new QStandardItem(name), count});
        };
        add(u"sold\tout"_s, u"1,000"_s, 1000);
        add(u"accepted"_s, u"500"_s, 500);
        add(u"duplicate"_s, u"90"_s, 90);
        DataTable table(m_theme);
        table.setSource(&model);
        QCOMPARE(table.toTsv(), u"Verdict\tCount\nsold out\t1,000\naccepted\t500\nduplicate\t90\n"_s);
        table.sortByColumn(1, Qt::AscendingOrder); // by value, not by text
        QCOMPARE(table.toTsv(), u"Verdict\tCount\nduplicate\t90\naccepted\t500\nsold out\t1,000\n"_s);
        table.show();
        table.selectRow(0);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"Verdict\tCount\nduplicate\t90\n"_s);
        QCOMPARE(table.currentSourceRow(), 2);
        QCOMPARE(table.rowHeight(0), theme::kRowHeight);
        table.setFigureColumns({1});
        const auto side = [&](int column) {
            return table.model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
        };
        QVERIFY(side(1)); // a figure's name stands over the figure
        QVERIFY(!side(0));
    }

    void aSummaryGivesWayToTheTitle()
    {
        Card card(m_theme, u"Accepted, not yet saved"_s);
        const QStringList texts{u"all saved in ~5 s, confirmed in 1,113 ms"_s, u"after 1,113 ms"_s};
        card.setSummary(texts);
        card.resize(640, 80);
        card.show();
        const auto labels = card.findChildren<Label*>();
        QCOMPARE(labels.size(), 2);
        QCOMPARE(labels[1]->text(), texts[0]);
        card.resize(300, 80);
        QCOMPARE(labels[1]->text(), texts[1]);
        QCOMPARE(labels[1]->toolTip(), texts[0]);
        card.resize(210, 80);
        QVERIFY(labels[1]->text().endsWith(u'…'));
        QTRY_VERIFY(labels[0]->width() >= labels[0]->sizeHint().width());
        card.resize(640, 80);
        QCOMPARE(labels[1]->text(), texts[0]);
        QVERIFY(labels[1]->toolTip().isEmpty());
    }

    void themeChangesInOnePass()
    {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        auto* card = new Card(m_theme, u"Audit"_s);
        column->addWidget(card);
        window.resize(300, 200);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto ground = [&] { return window.grab().toImage().pixelColor(150, 150); };
        QCOMPARE(ground(), m_theme.color(Token::Surface));
        QSignalSpy changed(&m_theme, &theme::Theme::changed);
        m_theme.setScheme(theme::Scheme::Light);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(ground(), theme::tokenColor(Token::Surface, theme::Scheme::Light));
        QTRY_COMPARE(window.palette().color(QPalette::Window), m_theme.color(Token::Canvas));
        m_theme.setScheme(theme::Scheme::Dark);
    }
};

QTEST_MAIN(PartsTest)
#include "parts_test.moc"
