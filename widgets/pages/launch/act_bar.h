#pragma once

#include "models/launch_view_model.h"
#include "widgets/parts/act_button.h"

#include <QWidget>

#include <array>

namespace firstcome::pages::launch {

/// The five acts of an event, each in its fixed slot, reverse acts sharing one: dimmed with the reason where not
/// possible, filled only on what should be done next. Presses and keys meet in press(). Acts that can't be undone
/// are only done once the couponId was typed. GUI thread; owned by the page.
class ActBar final : public QWidget
{
    Q_OBJECT

public:
    ActBar(const theme::Theme& theme, models::LaunchViewModel& launch, QWidget* parent = nullptr);

    /// As if the slot's button were pressed: nothing where it is dimmed, or within 400 ms of a change.
    void press(models::ActPlace place);
    parts::ActButton* button(models::ActPlace place) const;
    /// The first go/no-go line that forbids, in words, for the tooltips; set by the page.
    void setNoGoReason(const QString& reason);

private:
    void refresh();
    void activate(models::ActPlace place);
    void confirm(issuing::Act act, const models::Decision& decision);
    QString reasonFor(const models::ActSlot& slot) const;

    const theme::Theme& m_theme;
    models::LaunchViewModel& m_launch;
    std::array<parts::ActButton*, models::kActPlaceCount> m_buttons{};
    QString m_noGoReason;
};

} // namespace firstcome::pages::launch
