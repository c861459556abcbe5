#include "widgets/pages/settings/settings_page.h"

#include "build_stamp.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/figure.h"
#include "widgets/parts/format.h"
#include "widgets/parts/segmented.h"
#include "widgets/shell/status_strip.h"

#include <QScrollArea>

#include <span>

namespace firstcome::pages::settings {

using parts::ActButton;
using parts::Card;
using parts::Figure;
using parts::Label;
using parts::Segmented;
using theme::Token;
using theme::Type;

namespace {

constexpr int kWidth = 640;
const char* const kThemes[] = {"system", "dark", "light"};
const char* const kLanguages[] = {"system", "en", "ko"};

QString keptOnServer(const stock::Durability& durability)
{
    if (durability.wanted == "everysec+journal")
        return SettingsPage::tr("AOF each second + journal");
    if (durability.wanted == "always")
        return SettingsPage::tr("AOF before each answer");
    return SettingsPage::tr("synced before each answer");
}

/// How an accept that was shown is kept.
QString durabilityWord(const stock::Durability& durability)
{
    const QString kept = keptOnServer(durability);
    if (durability.waitReplicas == 0)
        return kept;
    const QString waited = SettingsPage::tr("%1 + WAIT %2").arg(kept, QString::number(durability.waitReplicas));
    if (durability.unreplicated == 0)
        return waited;
    return SettingsPage::tr("%1, %2 withheld").arg(waited, QString::number(durability.unreplicated));
}

int indexOf(std::span<const char* const> names, const QString& name)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (name == QLatin1String(names[i]))
            return int(i);
    return 0;
}

QGridLayout* gridOf(Card* card)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(theme::kGap);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    card->body()->addLayout(grid);
    return grid;
}

} // namespace

SettingsPage::SettingsPage(const theme::Theme& theme, models::StatusViewModel& status,
                           models::PreferencesStore& preferences, models::ConsoleHealthModel& health,
                           QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme::kEdge, theme::kEdge + 8, theme::kEdge, theme::kEdge);
    column->setSpacing(theme::kGap);
    column->addWidget(new Label(theme, tr("Settings"), Type::PageTitle, Token::Text));
    column->addSpacing(theme::kStep);
    for (Card* card : {backendCard(status), looksCard(preferences), aboutCard(health)}) {
        card->setMaximumWidth(kWidth);
        column->addWidget(card);
    }
    column->addStretch(1);

    auto* scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
}

std::function<void(const QString&)> SettingsPage::addRow(QGridLayout* grid, const QString& name,
                                                         const QString& widest)
{
    const int row = grid->rowCount();
    grid->addWidget(new Label(m_theme, name, Type::Row, Token::SoftText), row, 0);
    auto* figure = new Figure(m_theme, Type::RowStrong, widest);
    figure->setAccessibleName(name);
    grid->addWidget(figure, row, 1, Qt::AlignRight);
    return [figure](const QString& text) {
        figure->setText(text);
        figure->setAccessibleDescription(text);
    };
}

Card* SettingsPage::backendCard(models::StatusViewModel& status)
{
    auto* card = new Card(m_theme, tr("Backend"));
    auto* grid = gridOf(card);
    const auto profile = addRow(grid, tr("Profile"), QStringLiteral("embedded embedded"));
    const auto port = addRow(grid, tr("Port"), QStringLiteral("127.0.0.1:88888"));
    const auto durability = addRow(grid, tr("Durability"), tr("AOF each second + journal"));
    auto* hint = new Label(
        m_theme, tr("Set in the configuration file or with --port; they take effect at the next start."),
        Type::Caption, Token::SoftText);
    hint->setWordWrap(true);
    card->body()->addWidget(hint);
    const auto refresh = [this, &status, profile, port, durability] {
        durability(durabilityWord(status.view().durability));
        profile(shell::StatusStrip::profileWord(status.view().profile));
        port(status.view().port ? QString::number(status.view().port) : tr("not bound"));
    };
    connect(&status, &models::StatusViewModel::updated, card, refresh);
    refresh();
    return card;
}

Card* SettingsPage::looksCard(models::PreferencesStore& preferences)
{
    auto* card = new Card(m_theme, tr("Appearance"));
    auto* grid = gridOf(card);
    const auto choice = [&](const QString& name, const QStringList& words, int current) {
        const int row = grid->rowCount();
        auto* label = new Label(m_theme, name, Type::Row, Token::SoftText);
        auto* control = new Segmented(m_theme, words);
        control->setAccessibleName(name);
        control->setCurrent(current);
        grid->addWidget(label, row, 0);
        grid->addWidget(control, row, 1, Qt::AlignRight);
        return control;
    };
    auto* looks = choice(tr("Theme"), {tr("System"), tr("Dark"), tr("Light")},
                         indexOf(kThemes, preferences.value().theme));
    looks->setObjectName(QStringLiteral("theme"));
    connect(looks, &Segmented::currentChanged, &preferences, [&preferences](int index) {
        preferences.change([index](auto& value) { value.theme = QLatin1String(kThemes[index]); });
    });
    auto* language =
        choice(tr("Language"), {tr("System"), QStringLiteral("English"), QStringLiteral("한국어")},
               indexOf(kLanguages, preferences.value().language));
    language->setObjectName(QStringLiteral("language"));
    connect(language, &Segmented::currentChanged, &preferences, [&preferences](int index) {
        preferences.change([index](auto& value) { value.language = QLatin1String(kLanguages[index]); });
    });
    const int row = grid->rowCount();
    grid->addWidget(new Label(m_theme, tr("Window, columns and charts"), Type::Row, Token::SoftText), row, 0);
    auto* reset = new ActButton(m_theme, tr("Reset layout"));
    reset->setObjectName(QStringLiteral("resetLayout"));
    connect(reset, &ActButton::activated, &preferences, &models::PreferencesStore::resetLayout);
    grid->addWidget(reset, row, 1, Qt::AlignRight);
    return card;
}

Card* SettingsPage::aboutCard(models::ConsoleHealthModel& health)
{
    auto* card = new Card(m_theme, tr("About this console"));
    auto* grid = gridOf(card);
    addRow(grid, tr("Version"), QString::fromLatin1(kBuildStamp))(QString::fromLatin1(kBuildStamp));
    addRow(grid, QStringLiteral("Qt"), QString::fromLatin1(qVersion()))(QString::fromLatin1(qVersion()));
    addRow(grid, tr("Licence"), QStringLiteral("GPL-3.0-or-later"))(QStringLiteral("GPL-3.0-or-later"));
    const QString widest = QStringLiteral("8,888\u00a0ms");
    const auto p50 = addRow(grid, tr("CPU a tick, p50"), widest);
    const auto p99 = addRow(grid, tr("CPU a tick, p99"), widest);
    const auto most = addRow(grid, tr("CPU a tick, highest"), widest);
    const auto stall = addRow(grid, tr("Longest stall of the window"), widest);
    const auto skipped = addRow(grid, tr("Ticks skipped"), QStringLiteral("888,888"));
    const auto refresh = [=, &health] {
        const models::ConsoleHealth& now = health.health();
        p50(parts::formatMilliseconds(now.tickCpuP50Ms));
        p99(parts::formatMilliseconds(now.tickCpuP99Ms));
        most(parts::formatMilliseconds(now.tickCpuMaxMs));
        stall(parts::formatMilliseconds(now.longestStallMs));
        skipped(parts::formatCount(std::int64_t(now.ticksSkipped)));
    };
    connect(&health, &models::ConsoleHealthModel::changed, card, refresh);
    refresh();
    return card;
}

} // namespace firstcome::pages::settings
