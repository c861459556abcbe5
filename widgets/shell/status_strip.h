#pragma once

#include "models/status_view_model.h"
#include "widgets/shell/strip_entry.h"

#include <QWidget>

#include <array>

namespace firstcome::shell {

/// 48 px above every page, always now: profile, health, the event in focus, and its figures. Painted as a
/// whole; a new snapshot repaints only what changed. Raises an accessible alert when state or health changes.
/// GUI thread; owned by the window.
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
    void refresh();
    std::vector<StripEntry> entries();
    void addProfile(std::vector<StripEntry>& entries) const;
    void addHealth(std::vector<StripEntry>& entries) const;
    void addFocus(std::vector<StripEntry>& entries) const;
    void addFigures(std::vector<StripEntry>& entries);
    StripEntry figure(std::size_t slot, StripPart part, const QString& caption, const QString& text);
    void place(std::vector<StripEntry>& entries) const;
    QString silence() const;
    void speak();

    const theme::Theme& m_theme;
    models::StatusViewModel& m_status;
    std::vector<StripEntry> m_entries;
    std::array<int, 4> m_slots{}; ///< widths of figures: they only grow, so that nothing moves sideways
    QString m_silence;            ///< what the whole strip says instead
    QString m_said;
};

} // namespace firstcome::shell
