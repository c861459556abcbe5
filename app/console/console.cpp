#include "app/console/console.h"

#include "app/compose/profiles.h"
#include "backend/core/may_block.h"
#include "backend/spike/report.h"
#include "widgets/charts/time_axis.h"
#include "widgets/pages/launch/launch_page_spec.h"
#include "widgets/pages/settings/settings_page.h"
#include "widgets/pages/spike/spike_page_spec.h"
#include "widgets/shell/window_memory.h"
#include "widgets/theme/firstcome_style.h"
#include "widgets/theme/resources.h"

#include <QApplication>
#include <QDBusConnection>

namespace firstcome::console {

namespace {

constexpr QSize kFirstSize(1440, 900);
constexpr QSize kSmallestSize(1180, 720);

QString pathIn(const core::Config& config, const char* name)
{
    return QString::fromStdString((config.dataDir / name).string());
}

spike::ReportLanguage reportLanguage(const shell::Language& language)
{
    return language.current() == QLatin1String("ko") ? spike::ReportLanguage::Korean : spike::ReportLanguage::English;
}

std::string render(const spike::RunResult& result, models::ReportFormat format, spike::ReportLanguage language)
{
    switch (format) {
    case models::ReportFormat::Html:
        return spike::htmlReport(result, {}, language);
    case models::ReportFormat::Json:
        return spike::toJson(result);
    case models::ReportFormat::Csv:
        return spike::csvReport(result, true);
    }
    return {};
}

bool keepsAwake(const Snapshot& snapshot)
{
    return std::ranges::any_of(snapshot.events, [](const EventView& view) { return view.event.isLive(); });
}

} // namespace

Console::Console(ConsoleOptions options)
    : m_options(std::move(options))
    , m_instance(QString::fromStdString(m_options.config.dataDir.string()))
    , m_preferences(m_options.rehearse ? QString() : pathIn(m_options.config, "preferences.json"))
    , m_theme(m_scheme.preferred())
    , m_saver([this](const spike::RunResult& result, models::ReportFormat format) {
        return render(result, format, reportLanguage(m_language));
    })
{
    theme::loadResources();
    QApplication::setStyle(new theme::FirstcomeStyle(m_theme));
    if (!m_options.rehearse)
        (void)m_preferences.load(); // a broken file was kept aside; the defaults are what it means then
    m_language.use(m_preferences.value().language);
    applyPreferences();
    m_theme.apply();
    connect(&m_preferences, &models::PreferencesStore::changed, this, &Console::applyPreferences);
    connect(&m_scheme, &theme::ColorScheme::changed, this, &Console::applyPreferences);
}

Console::~Console() = default;

core::Result<std::optional<InstanceHolder>> Console::otherHolder()
{
    if (m_options.attach)
        return std::nullopt;
    return m_instance.acquire().map(
        [this](bool first) { return first ? std::nullopt : std::optional(m_instance.holder()); });
}

core::Result<std::unique_ptr<Backend>> Console::makeBackend(const GuiReadings& reader)
{
    if (m_options.attach)
        return app::makeRemoteBackend(*m_options.attach);
    app::BackendExtras extras;
    extras.guiReadings = [reader] { return *reader ? (*reader)() : std::nullopt; };
    extras.spikeProgram = m_options.spikeProgram;
    return app::makeBackend(m_options.config, std::move(extras));
}

core::Result<void> Console::start()
{
    // The readings exist before the backend that asks for them and are filled once there is a window.
    const auto reader = std::make_shared<std::function<std::optional<spike::RunResult::Gui>()>>();
    auto backend = makeBackend(reader);
    if (!backend)
        return tl::unexpected(backend.error());
    m_backend = std::move(*backend);
    m_model = std::make_unique<models::BackendModel>(*m_backend);
    m_status = std::make_unique<models::StatusViewModel>(*m_model, m_clock);
    m_readings = std::make_unique<WindowReadings>(*m_model, m_health);
    *reader = m_readings->reader();
    m_spike = std::make_unique<models::SpikeViewModel>(*m_model);
    connect(m_model.get(), &models::BackendModel::updated, this, &Console::follow);
    makeWindow();
    m_readings->start();
    return m_model->start();
}

std::vector<shell::PageSpec> Console::pages()
{
    shell::PageSpec settings;
    settings.id = QStringLiteral("settings");
    settings.title = [] { return tr("Settings"); };
    settings.icon = QStringLiteral("settings");
    settings.atBottom = true;
    settings.make = [this](const shell::PageContext& context, QWidget* parent) {
        return new pages::settings::SettingsPage(context.theme, *m_status, m_preferences, m_health, parent);
    };
    const auto& consumer = m_options.config.consumer;
    const pages::launch::LaunchPageNeeds launch{
        *m_model,
        m_clock,
        {consumer.lagWarning, consumer.lagCritical},
        m_options.rehearse ? charts::TimeAxis::kAll : m_preferences.value().windowMs,
        [this](qint64 windowMs) {
            m_preferences.change([&](models::Preferences& preferences) { preferences.windowMs = windowMs; });
        },
        [this] { m_window->showPage(QStringLiteral("spike")); },
    };
    return {pages::launch::launchPageSpec(launch), pages::spikePageSpec(*m_spike, m_saver), std::move(settings)};
}

void Console::makeWindow()
{
    m_window = std::make_unique<shell::MainWindow>(m_theme, *m_status, pages(), m_preferences.value().page);
    m_window->setMinimumSize(kSmallestSize);
    m_window->resize(kFirstSize);
    if (!m_options.rehearse) // its pictures have one size everywhere
        new shell::WindowMemory(*m_window, m_preferences);
    nameWindow();
    makeGuards();
    if (m_options.rehearse) {
        m_rehearsal = std::make_unique<Rehearsal>(
            *m_model,
            Rehearsal::Parts{m_options.rehearse->scenario, m_options.rehearse->outDir,
                             [this](const QString& id, const QString& file) { return writePicture(id, file); },
                             [this] { m_readings->reset(); }, [this] { m_readings->hold(); },
                             [this](const spike::RunResult& result) {
                                 return spike::htmlReport(result, {}, reportLanguage(m_language));
                             }});
        connect(m_rehearsal.get(), &Rehearsal::finished, this, &Console::leave, Qt::QueuedConnection);
    }
    m_window->show();
    if (m_rehearsal)
        m_rehearsal->start();
}

/// What stands between closing and being gone. Nodes go on without a console that was attached to them.
void Console::makeGuards()
{
    m_pauseAndDrain = std::make_unique<PauseAndDrain>(*m_model);
    const auto pauseAndDrain = [this](std::function<void(bool)> done) {
        m_options.attach ? done(true) : m_pauseAndDrain->run(std::move(done));
    };
    const auto quit = [this] { leave(0); };
    const auto live = [this] {
        return m_options.attach ? std::vector<shell::LiveEvent>() : liveEventsOf(*m_model->snapshot());
    };
    m_closing = std::make_unique<Closing>(m_theme, *m_window, Closing::Parts{live, pauseAndDrain, quit});
    m_window->setCloseGuard([this] { return m_rehearsal || m_closing->mayClose(); });
    m_session = std::make_unique<SessionGuard>(SessionGuard::Parts{pauseAndDrain, quit});
    m_inhibitor = std::make_unique<SleepInhibitor>(QDBusConnection::systemBus());
    connect(&m_instance, &SingleInstance::showRequested, m_window.get(), [this] {
        m_window->show();
        m_window->raise();
        m_window->activateWindow();
    });
}

void Console::nameWindow()
{
    if (!m_options.attach)
        return;
    const auto& nodes = m_options.attach->nodes;
    const QString where = nodes.size() == 1 ? QString::fromStdString(nodes.front().text())
                                            : tr("%1 nodes").arg(nodes.size());
    m_window->setWindowTitle(where); // the platform adds the program's name
}

void Console::applyPreferences()
{
    const auto& wanted = m_preferences.value();
    m_theme.setScheme(wanted.theme == QLatin1String("dark")        ? theme::Scheme::Dark
                          : wanted.theme == QLatin1String("light") ? theme::Scheme::Light
                                                                   : m_scheme.preferred());
    m_language.use(wanted.language);
}

void Console::follow(const Snapshot& snapshot)
{
    m_inhibitor->setWanted(!m_options.attach && keepsAwake(snapshot), tr("An event is under way"));
}

bool Console::writePicture(const QString& pageId, const QString& file)
{
    m_window->showPage(pageId);
    // What has just changed its words has asked for its place; the picture is taken after it was given.
    for (int i = 0; i < 3; ++i)
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    return m_window->grab().save(file, "PNG");
}

void Console::leave(int exitCode)
{
    m_window->hide();
    core::forbidBlocking(false); // nothing is shown any more: what is in flight may be waited for
    m_backend->stop();
    QCoreApplication::exit(exitCode);
}

} // namespace firstcome::console
