#include "widgets/pages/launch/launch_page_spec.h"

#include "widgets/pages/launch/lag_card.h"
#include "widgets/pages/launch/launch_page.h"
#include "widgets/pages/launch/page_head.h"
#include "widgets/parts/event_words.h"
#include "widgets/shell/key_registry.h"

namespace firstcome::pages::launch {

using issuing::Act;
using models::ActPlace;
using parts::EventWords;

namespace {

/// Words of the list of keys.
class LaunchKeys
{
    Q_DECLARE_TR_FUNCTIONS(LaunchKeys)

public:
    static QString both(Act one, Act other)
    {
        return tr("%1 / %2", "two acts on one key").arg(EventWords::act(one), EventWords::act(other));
    }
    static QString deletes() { return tr("Delete the selected draft, in the list"); }
    static QString edits() { return tr("Edit the selected event, in the list"); }
    static QString makes() { return tr("New event"); }
    static QString lag() { return tr("Lag by partition, where the log is Kafka"); }
    static QString page() { return tr("Launch"); }
};

QString scope()
{
    return QStringLiteral("launch");
}

QKeySequence keyOf(Act act)
{
    const auto key = issuing::actSpec(act).key;
    return QKeySequence(QString::fromLatin1(key.data(), static_cast<qsizetype>(key.size())),
                        QKeySequence::PortableText);
}

} // namespace

void bindKeys(shell::KeyRegistry& keys, LaunchPage& page)
{
    const std::tuple<ActPlace, Act, QString> places[] = {
        {ActPlace::Arm, Act::Arm, LaunchKeys::both(Act::Arm, Act::Disarm)},
        {ActPlace::Hold, Act::Hold, LaunchKeys::both(Act::Hold, Act::Resume)},
        {ActPlace::Open, Act::Open, EventWords::act(Act::Open)},
        {ActPlace::Pause, Act::Pause, LaunchKeys::both(Act::Pause, Act::Unpause)},
        {ActPlace::Close, Act::Close, EventWords::act(Act::Close)},
    };
    for (const auto& [place, act, text] : places)
        keys.bind(scope(), keyOf(act), text, page.head().acts().button(place));
    keys.describe(scope(), keyOf(Act::Delete).toString(QKeySequence::NativeText),
                  LaunchKeys::deletes(), &page);
    keys.describe(scope(), QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText),
                  LaunchKeys::edits(), &page);
    keys.bind(scope(), QKeySequence(Qt::CTRL | Qt::Key_N), LaunchKeys::makes(), &page,
              [&page] { page.newEvent(); });
    const QKeySequence lagKey(Qt::CTRL | Qt::Key_L);
    page.lag().tableButton()->setKey(lagKey.toString(QKeySequence::NativeText));
    keys.bind(scope(), lagKey, LaunchKeys::lag(), page.lag().tableButton());
}

shell::PageSpec launchPageSpec(const LaunchPageNeeds& needs)
{
    shell::PageSpec spec;
    spec.id = scope();
    spec.title = [] { return LaunchKeys::page(); };
    spec.icon = QStringLiteral("launch");
    spec.make = [needs](const shell::PageContext& shell, QWidget* parent) -> QWidget* {
        auto* page = new LaunchPage(needs.backend, needs.clock, shell.theme, shell.toasts, needs.lag, parent);
        page->setWindow(needs.windowMs);
        if (needs.rememberWindow)
            QObject::connect(page, &LaunchPage::windowChanged, page, needs.rememberWindow);
        if (needs.goToRehearsal)
            QObject::connect(page, &LaunchPage::rehearsalWanted, page, needs.goToRehearsal);
        bindKeys(shell.keys, *page);
        return page;
    };
    return spec;
}

} // namespace firstcome::pages::launch
