#pragma once

#include "backend/issuing/go_no_go.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/label.h"
#include "widgets/parts/marks.h"

#include <QLineEdit>
#include <QModelIndex>
#include <QWidget>

namespace firstcome::pages::launch {

/// One go/no-go line: mark, words, what was measured; below, where it fails, the fix and the waiver with its
/// reason, or the waiver that stands. GUI thread; owned by its card.
class GoLineRow final : public QWidget
{
    Q_OBJECT

public:
    GoLineRow(const theme::Theme& theme, issuing::GoLine line, QWidget* parent = nullptr);

    /// Shows a row of a GoNoGoModel; `live` offers what can be done about it.
    void show(const QModelIndex& index, bool live);
    /// The filled style sits here while this line is the reason why nothing can go on.
    void setFixFilled(bool filled);
    issuing::GoLine line() const { return m_line; }
    parts::ActButton* fixButton() const { return m_fix; }
    parts::ActButton* waiveButton() const { return m_waive; }
    QLineEdit* reasonField() const { return m_reason; }
    /// Why the line does not stand at go; empty where its value says it all.
    QString why() const { return m_why->text(); }

Q_SIGNALS:
    /// The fix of this line: load the missing stock, or add people.
    void fixWanted(firstcome::issuing::GoLine line);
    /// An empty reason takes the waiver back.
    void waiverWanted(firstcome::issuing::GoLine line, const QString& reason);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void askReason(bool asking);
    void giveReason();
    QString fixWords(const QModelIndex& index) const;

    issuing::GoLine m_line;
    parts::StateMark* m_mark;
    parts::Label* m_name;
    parts::Label* m_value;
    QWidget* m_acts;
    parts::ActButton* m_fix;
    parts::ActButton* m_waive;
    QWidget* m_asking;
    QLineEdit* m_reason;
    parts::Label* m_why;
    parts::Label* m_waiver;
    parts::ActButton* m_withdraw;
    bool m_forbids = false;
};

} // namespace firstcome::pages::launch
