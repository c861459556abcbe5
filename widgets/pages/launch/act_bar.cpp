#include "widgets/pages/launch/act_bar.h"

#include "widgets/parts/event_words.h"
#include "widgets/parts/format.h"
#include "widgets/parts/type_to_confirm.h"

#include <QHBoxLayout>

namespace firstcome::pages::launch {

using issuing::Act;

using models::ActPlace;
using models::ActSlot;
using parts::ActButton;
using parts::EventWords;

namespace {

QString keyTextOf(Act act)
{
    const auto key = issuing::actSpec(act).key;
    return QString::fromLatin1(key.data(), static_cast<qsizetype>(key.size()));
}

/// The acts that a place may show, so that its button is wide enough for each.
std::vector<Act> actsAt(ActPlace place)
{
    switch (place) {
    case ActPlace::Arm: return {Act::Arm, Act::Disarm};
    case ActPlace::Hold: return {Act::Hold, Act::Resume};
    case ActPlace::Open: return {Act::Open};
    case ActPlace::Pause: return {Act::Pause, Act::Unpause};
    case ActPlace::Close: return {Act::Close};
    case ActPlace::Delete: return {Act::Delete};
    }
    return {};
}

ActButton::Look lookOf(const ActSlot& slot)
{
    if (slot.suggested)
        return ActButton::Look::Filled;
    return slot.spec().destructive ? ActButton::Look::Destructive : ActButton::Look::Plain;
}

} // namespace

ActBar::ActBar(const theme::Theme& theme, models::LaunchViewModel& launch, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_launch(launch)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        const auto place = static_cast<ActPlace>(i);
        const auto acts = actsAt(place);
        auto* button = new ActButton(theme, EventWords::act(acts.front()), keyTextOf(acts.front()), this);
        QStringList texts;
        for (const Act act : acts)
            texts << EventWords::act(act);
        button->reserveFor(texts);
        connect(button, &ActButton::activated, this, [this, place] { activate(place); });
        m_buttons[i] = button;
        if (place == ActPlace::Delete)
            button->hide(); // it has no slot on the head: the list and the editor offer it
        else
            row->addWidget(button);
    }
    connect(&launch, &models::LaunchViewModel::stateChanged, this, [this] {
        for (auto* button : m_buttons)
            button->stateChanged();
    });
    connect(&launch, &models::LaunchViewModel::updated, this, &ActBar::refresh);
    refresh();
}

ActButton* ActBar::button(ActPlace place) const
{
    return m_buttons[static_cast<std::size_t>(place)];
}

void ActBar::press(ActPlace place)
{
    button(place)->click();
}

void ActBar::setNoGoReason(const QString& reason)
{
    m_noGoReason = reason;
    refresh();
}

QString ActBar::reasonFor(const ActSlot& slot) const
{
    switch (slot.bar) {
    case models::ActBar::None: return {};
    case models::ActBar::NoEvent: return tr("No event is selected");
    case models::ActBar::Rehearsal: return tr("A rehearsal runs by itself");
    case models::ActBar::WrongState:
        return tr("Not possible while the event is %1").arg(EventWords::state(m_launch.view()->event.state).text);
    case models::ActBar::NoGo: return m_noGoReason.isEmpty() ? tr("Forbidden by go/no-go") : m_noGoReason;
    case models::ActBar::Suspended: return tr("The event is suspended: rebuild it first");
    case models::ActBar::NoData: return tr("No data from the backend");
    case models::ActBar::Underway: return tr("Waiting for the act before");
    }
    return {};
}

void ActBar::refresh()
{
    const auto slots = m_launch.slots();
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const ActSlot& slot = slots[i];
        ActButton* button = m_buttons[i];
        const QString text = EventWords::act(slot.act);
        if (button->text() != text)
            button->setText(text);
        button->setLook(lookOf(slot));
        button->setDisabledReason(reasonFor(slot));
    }
}

void ActBar::activate(ActPlace place)
{
    const ActSlot slot = m_launch.slots()[static_cast<std::size_t>(place)];
    if (!slot.possible())
        return;
    if (slot.spec().guard == issuing::Guard::TypeCouponId)
        confirm(slot.act, m_launch.decision());
    else
        m_launch.submitAct(slot.act, m_launch.decision());
}

void ActBar::confirm(Act act, const models::Decision& decision)
{
    const QString name = QString::fromStdString(m_launch.view()->shownName);
    parts::TypeToConfirm::Question question;
    question.word = QString::fromStdString(decision.couponId.str());
    question.destructive = issuing::actSpec(act).destructive;
    switch (act) {
    case Act::Open:
        question.title = tr("Open %1 now?").arg(name);
        question.consequence =
            m_launch.view()->event.instance && m_launch.view()->event.instance->opensAt
                ? tr("People get coupons from this moment on, ahead of the schedule. This can't be undone.")
                : tr("People get coupons from this moment on. This can't be undone.");
        question.act = tr("Open now");
        break;
    case Act::Close:
        question.title = tr("Close %1?").arg(name);
        question.consequence = tr("Nobody else gets a coupon. Coupons already issued stay valid. A closed event "
                                  "can't be opened again.");
        question.act = tr("Close");
        break;
    default:
        question.title = tr("Delete %1?").arg(name);
        question.consequence = tr("The draft is removed. This can't be undone.");
        question.act = tr("Delete");
        break;
    }
    parts::TypeToConfirm::ask(m_theme, question, this,
                              [this, act, decision] { m_launch.submitAct(act, decision); });
}

} // namespace firstcome::pages::launch
