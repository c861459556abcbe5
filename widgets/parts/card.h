#pragma once

#include "widgets/parts/label.h"
#include "widgets/parts/marks.h"

#include <QBoxLayout>
#include <QPointer>
#include <QWidget>

namespace firstcome::parts {

/// A surface with a hairline border, a title, a summary or age at its right, and a body. GUI thread; owned by
/// its parent.
class Card : public QWidget
{
    Q_OBJECT

public:
    /// No title: no head.
    explicit Card(const theme::Theme& theme, const QString& title = {}, QWidget* parent = nullptr);

    const QString& title() const { return m_name; }
    void setTitle(const QString& title);
    /// Soft words at the right of the title.
    void setSummary(const QString& text, theme::Token token = theme::Token::SoftText);
    /// The first of these that there is room for beside the title, longest first; the last one is cut short.
    void setSummary(const QStringList& texts, theme::Token token = theme::Token::SoftText);
    /// An accent chip in the summary's place, e.g. "at +7.0 s"; empty takes it away.
    void setChip(const QString& text);
    /// Puts a widget (a flat button) at the right of the head.
    void addToHead(QWidget* widget);

    /// Where the content goes: margins of 12 at the sides, unless flush.
    QVBoxLayout* body() { return m_body; }
    /// Lets the body run to the card's edges, for lists and tables; the head gets a line below.
    void setFlush(bool flush);
    /// A hairline across the whole card at the top of `widget`, a child; for parts within a card.
    void addLineAbove(QWidget* widget);

    const theme::Theme& theme() const { return m_theme; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitHead();

    const theme::Theme& m_theme;
    QString m_name;
    QStringList m_summaries;
    QWidget* m_head;
    QHBoxLayout* m_headRow;
    Label* m_title;
    Label* m_summary;
    Pill* m_chip;
    QVBoxLayout* m_body;
    QList<QPointer<QWidget>> m_lines;
    bool m_flush = false;
};

} // namespace firstcome::parts
