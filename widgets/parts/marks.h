#pragma once

#include "widgets/parts/tone.h"

#include <QWidget>

namespace firstcome::parts {

/// ●▲◆○ beside words. Its accessible name says the state in a word. GUI thread; owned by its parent.
class StateMark final : public QWidget
{
    Q_OBJECT

public:
    explicit StateMark(const theme::Theme& theme, Mark mark = Mark::NotKnown, QWidget* parent = nullptr);
    void setMark(Mark mark);
    Mark mark() const { return m_mark; }
    QSize sizeHint() const override { return {14, 14}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme& m_theme;
    Mark m_mark;
};

/// A state in a pill: open in green, armed in blue, held in amber, draft and closed in grey. GUI thread;
/// owned by its parent.
class Pill final : public QWidget
{
    Q_OBJECT

public:
    explicit Pill(const theme::Theme& theme, QWidget* parent = nullptr);
    Pill(const theme::Theme& theme, const QString& text, Tone tone, Mark mark, QWidget* parent = nullptr);
    /// A changed text asks for a new layout; the same does nothing.
    void setState(const QString& text, Tone tone, Mark mark = Mark::None);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme& m_theme;
    QString m_text;
    Tone m_tone = Tone::Neutral;
    Mark m_mark = Mark::None;
};

/// One sentence on a coloured ground with its mark: the state of a card. Raises an accessible alert when its
/// tone or text changes. GUI thread; owned by its parent.
class Banner final : public QWidget
{
    Q_OBJECT

public:
    explicit Banner(const theme::Theme& theme, QWidget* parent = nullptr);
    void setState(Tone tone, const QString& text);
    /// Large: 18-px text, for a verdict.
    void setLarge(bool large);
    const QString& text() const { return m_text; }
    Tone tone() const { return m_tone; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme& m_theme;
    QString m_text;
    Tone m_tone = Tone::Neutral;
};

} // namespace firstcome::parts
