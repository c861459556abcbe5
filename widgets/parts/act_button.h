#pragma once

#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QElapsedTimer>

namespace firstcome::parts {

/// A button for an act: its words, and its key beside them. Connect to activated(), not to clicked(): presses
/// in the 400 ms after stateChanged() are not passed on, however they came. GUI thread; owned by its parent.
class ActButton final : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Look {
        Plain,
        Filled,      ///< what should be done next; one on a page
        Destructive, ///< outlined in red
        Quiet        ///< no border: beside a filled one, or in a card's head
    };
    static constexpr int kDeafMs = 400;
    static constexpr int kQuietPadding = 7; ///< at each side of a quiet one's words

    ActButton(const theme::Theme& theme, const QString& text, const QString& key = {},
              QWidget* parent = nullptr);

    void setLook(Look look);
    Look look() const { return m_look; }
    void setKey(const QString& key);
    /// Other texts that share this slot: it is as wide as the widest of them.
    void reserveFor(const QStringList& texts);
    /// Empty: can be pressed. Else dimmed, and the tooltip says why.
    void setDisabledReason(const QString& reason);
    const QString& disabledReason() const { return m_reason; }
    /// A tooltip for when it can be pressed.
    void setHint(const QString& hint);
    /// The state that this act was offered in has changed just now.
    void stateChanged();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();
    int widthOf(const QString& text) const;

    const theme::Theme& m_theme;
    QString m_key;
    QString m_reason;
    QString m_hint;
    QStringList m_reserved;
    Look m_look = Look::Plain;
    QElapsedTimer m_sinceChange;
};

} // namespace firstcome::parts
