#pragma once

#include "models/status_view_model.h"
#include "widgets/parts/tone.h"
#include "widgets/shell/strip_layout.h"

#include <QWidget>

#include <array>

namespace firstcome::shell {

/// 48 px above every page, always now: profile, health, the event in focus, and its figures. Painted as a whole;
/// a new snapshot repaints only what changed. Raises an accessible alert when state or health changes. GUI
/// thread; owned by the window.
class StatusStrip final : public QWidget
{
    Q_OBJECT

public:
    StatusStrip(const theme::Theme& theme, models::StatusViewModel& status, QWidget* parent);

    QSize sizeHint() const override { return {800, theme::kStripHeight}; }
    /// The profile's name in the console's language.
    static QString profileWord(const QString& profile);
    /// All it says, for those who can't see it.
    QString spoken() const;
    /// The texts that are shown, from the left; for tests.
    QStringList shownTexts() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Kind { Logo, Line, Pill, Health, Text, Count, Figure, Age, Clock };
    struct Entry
    {
        Kind kind = Kind::Text;
        QString text;    ///< or the figure
        QString caption; ///< before a figure
        parts::Tone tone = parts::Tone::Neutral;
        parts::Mark mark = parts::Mark::None;
        QString hint;
        StripItem item;
        bool operator==(const Entry& other) const
        {
            return kind == other.kind && text == other.text && caption == other.caption && tone == other.tone
                && mark == other.mark && item.rect == other.item.rect && item.shown == other.item.shown
                && item.shortened == other.item.shortened;
        }
    };

    void refresh();
    std::vector<Entry> entries();
    void addHealth(std::vector<Entry>& entries) const;
    void addFocus(std::vector<Entry>& entries) const;
    void addFigures(std::vector<Entry>& entries);
    Entry figure(std::size_t slot, StripPart part, const QString& caption, const QString& text);
    void measure(Entry& entry) const;
    void place(std::vector<Entry>& entries) const;
    void paintEntry(QPainter& painter, const Entry& entry) const;
    QString silence() const;
    void speak();

    const theme::Theme& m_theme;
    models::StatusViewModel& m_status;
    std::vector<Entry> m_entries;
    std::array<int, 4> m_slots{}; ///< widths of figures: they only grow, so that nothing moves sideways
    QString m_silence;            ///< what the whole strip says instead
    QString m_said;
};

} // namespace firstcome::shell
