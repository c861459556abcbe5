#include "tests/gui/support/model_test.h"
#include "tests/support/scenes.h"
#include "widgets/charts/chart.h"
#include "widgets/charts/window_bar.h"
#include "widgets/pages/settings/settings_page.h"
#include "widgets/parts/card.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/figure.h"
#include "widgets/parts/format.h"
#include "widgets/parts/icon.h"
#include "widgets/parts/segmented.h"
#include "widgets/parts/side_panel.h"
#include "widgets/parts/toast_bar.h"
#include "widgets/parts/type_to_confirm.h"
#include "widgets/shell/language.h"
#include "widgets/shell/main_window.h"
#include "widgets/theme/firstcome_style.h"
#include "widgets/theme/resources.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTest>

/// Renders every part and four charts with the pictures' figures, for people to look at:
/// gui_gallery DIR writes parts-dark.png, charts-dark.png, charts-pinned-light.png and so on.
namespace {

using namespace firstcome;
using namespace firstcome::parts;
using namespace firstcome::charts;
using issuing::Verdict;
using theme::Token;
using theme::Type;

QWidget* row(std::initializer_list<QWidget*> widgets)
{
    auto* box = new QWidget;
    auto* layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget* widget : widgets)
        layout->addWidget(widget);
    layout->addStretch(1);
    return box;
}

Card* buttons(const theme::Theme& theme)
{
    auto* card = new Card(theme, QStringLiteral("Buttons"));
    card->setSummary(QStringLiteral("7 go · 1 waived"));
    auto* disarm = new ActButton(theme, QStringLiteral("Disarm"), QStringLiteral("F5"));
    disarm->setDisabledReason(QStringLiteral("It is open"));
    auto* open = new ActButton(theme, QStringLiteral("Open now…"), QStringLiteral("F7"));
    auto* load = new ActButton(theme, QStringLiteral("Load 2,000 more"));
    load->setLook(ActButton::Look::Filled);
    auto* waive = new ActButton(theme, QStringLiteral("Waive…"));
    waive->setLook(ActButton::Look::Quiet);
    auto* close = new ActButton(theme, QStringLiteral("Close…"), QStringLiteral("F9"));
    close->setLook(ActButton::Look::Destructive);
    card->body()->addWidget(row({disarm, open, load, waive, close}));
    auto* segmented =
        new Segmented(theme, {QStringLiteral("smoke"), QStringLiteral("load"), QStringLiteral("stress"),
                              QStringLiteral("spike"), QStringLiteral("launch")});
    segmented->setCurrent(3);
    auto* push = new QPushButton(QStringLiteral("Plain Qt"));
    card->body()->addWidget(row({segmented, push}));
    auto* check = new QCheckBox(QStringLiteral("Keep-alive"));
    check->setChecked(true);
    auto* off = new QCheckBox(QStringLiteral("Not checked"));
    auto* radio = new QRadioButton(QStringLiteral("Everyone"));
    radio->setChecked(true);
    card->body()->addWidget(row({check, off, radio, new QRadioButton(QStringLiteral("Listed"))}));
    auto* field = new QLineEdit(QStringLiteral("127.0.0.1:8081"));
    auto* combo = new QComboBox;
    combo->addItems({QStringLiteral("System"), QStringLiteral("Dark")});
    auto* spin = new QSpinBox;
    spin->setRange(0, 100'000);
    spin->setValue(500);
    auto* dim = new QLineEdit;
    dim->setPlaceholderText(QStringLiteral("Placeholder"));
    dim->setEnabled(false);
    card->body()->addWidget(row({field, combo, spin, dim}));
    auto* tabs = new QTabBar;
    tabs->addTab(QStringLiteral("Events"));
    tabs->addTab(QStringLiteral("Go / no-go"));
    auto* progress = new QProgressBar;
    progress->setValue(68);
    card->body()->addWidget(row({tabs, progress}));
    card->body()->addStretch(1);
    return card;
}

Card* states(const theme::Theme& theme)
{
    auto* card = new Card(theme, QStringLiteral("States"));
    card->setChip(QStringLiteral("at +7.0 s"));
    card->body()->addWidget(row({new StateMark(theme, Mark::Fine), new StateMark(theme, Mark::Warning),
                                 new StateMark(theme, Mark::Critical), new StateMark(theme, Mark::NotKnown),
                                 new Pill(theme, QStringLiteral("OPEN"), Tone::Ok, Mark::Fine),
                                 new Pill(theme, QStringLiteral("HELD"), Tone::Warning, Mark::Warning),
                                 new Pill(theme, QStringLiteral("armed"), Tone::Accent, Mark::None),
                                 new Pill(theme, QStringLiteral("draft"), Tone::Neutral, Mark::None),
                                 new Pill(theme, QStringLiteral("SHADOW"), Tone::Neutral, Mark::None)}));
    const std::pair<Tone, const char16_t*> banners[] = {{Tone::Ok, u"Nothing lost, nothing twice"},
                                                        {Tone::Critical, u"No-go: countdown held"},
                                                        {Tone::Warning, u"3 accepts at risk"},
                                                        {Tone::Neutral, u"Balanced so far"}};
    for (const auto& [tone, text] : banners) {
        auto* banner = new Banner(theme);
        banner->setState(tone, QString::fromUtf16(text));
        card->body()->addWidget(banner);
    }
    auto* clock = new Figure(theme, Type::Clock, QStringLiteral("T−88:88.8"));
    clock->setText(formatCountdown(std::chrono::milliseconds(9040), true));
    auto* funnel = new Figure(theme, Type::FunnelFigure, QStringLiteral("888,888"));
    funnel->setText(formatCount(412'905));
    card->body()->addWidget(row({clock, funnel}));
    auto* words = new Label(theme, QStringLiteral("Measured again each second. 크리스마스 50% 쿠폰 준비됨"),
                            Type::Caption, Token::SoftText);
    card->body()->addWidget(words);
    card->body()->addStretch(1);
    return card;
}

Card* table(const theme::Theme& theme)
{
    auto* card = new Card(theme, QStringLiteral("Answers"));
    card->setFlush(true);
    auto* model = new QStandardItemModel(card);
    model->setHorizontalHeaderLabels(
        {QStringLiteral("Verdict"), QStringLiteral("HTTP"), QStringLiteral("Count"), QStringLiteral("%")});
    const char* const rows[][4] = {{"accepted", "202", "500", "0.05"},
                                   {"duplicate", "409", "318,007", "29.1"},
                                   {"sold out", "410", "773,811", "70.9"},
                                   {"throttled", "429", "0", "0"}};
    for (const auto& cells : rows) {
        QList<QStandardItem*> items;
        for (const char* cell : cells)
            items.append(new QStandardItem(QString::fromLatin1(cell)));
        model->appendRow(items);
    }
    for (int column = 1; column < 4; ++column)
        model->setHeaderData(column, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter),
                             Qt::TextAlignmentRole);
    auto* view = new DataTable(theme);
    view->setSource(model);
    view->setFigureColumns({1, 2, 3});
    view->setStretchColumn(0);
    view->selectRow(1);
    card->body()->addWidget(view);
    return card;
}

class Charts final : public QWidget
{
public:
    explicit Charts(const theme::Theme& theme)
    {
        auto* grid = new QGridLayout(this);
        grid->setContentsMargins(16, 16, 16, 16);
        grid->setSpacing(12);
        using L = Layer;
        m_rps = add(theme, {QStringLiteral("Requests per second"),
                            Unit::Count,
                            {L{QStringLiteral("accepted"), Token::Accepted, LayerKind::Stack},
                             L{QStringLiteral("duplicate"), Token::Duplicate, LayerKind::Stack},
                             L{QStringLiteral("sold out"), Token::SoldOut, LayerKind::Stack},
                             L{QStringLiteral("not open"), Token::NotOpen, LayerKind::Stack},
                             L{QStringLiteral("throttled"), Token::Throttled, LayerKind::Stack},
                             L{QStringLiteral("failed"), Token::Failed, LayerKind::Stack}},
                            100,
                            4,
                            10,
                            true});
        m_latency = add(theme, {QStringLiteral("Latency"),
                                Unit::Milliseconds,
                                {L{QStringLiteral("p50"), Token::P50}, L{QStringLiteral("p95"), Token::P95},
                                 L{QStringLiteral("p99"), Token::P99}},
                                100,
                                2,
                                10});
        m_stock = add(theme, {QStringLiteral("Stock remaining"),
                              Unit::Count,
                              {L{QStringLiteral("this launch"), Token::Stock},
                               L{QStringLiteral("rehearsal 11-20"), Token::Ghost, LayerKind::Ghost}}});
        m_lag = add(theme, {QStringLiteral("Accepted, not yet saved"),
                            Unit::Count,
                            {L{QStringLiteral("unconsumed"), Token::Unconsumed, LayerKind::Stack},
                             L{QStringLiteral("outbox"), Token::Outbox, LayerKind::Stack}}});
        grid->addWidget(m_rps, 0, 0);
        grid->addWidget(m_latency, 0, 1);
        grid->addWidget(m_stock, 1, 0);
        grid->addWidget(m_lag, 1, 1);
        grid->addWidget(new WindowBar(theme, m_group), 2, 0);
        m_lag->setThresholds({{1'000, QStringLiteral("warning 1k"), Token::Warning},
                              {10'000, QStringLiteral("critical 10k"), Token::Critical}});
        m_lag->setSummary(QStringLiteral("all saved in ~5 s"));
        fill(testing::openScene());
    }
    ChartGroup& group() { return m_group; }
    Chart* lag() { return m_lag; }

private:
    Chart* add(const theme::Theme& theme, ChartSpec spec)
    {
        return new Chart(theme, std::move(spec), m_group, this);
    }

    void fill(const testing::Scene& scene)
    {
        const auto& event = scene.snapshot.events.front().event;
        const std::int64_t zero = std::chrono::floor<std::chrono::milliseconds>(*event.instance->openedAt)
                                      .time_since_epoch()
                                      .count();
        m_group.setZero(zero);
        m_group.setFlags({{zero, QStringLiteral("Opened")}, {zero + 4762, QStringLiteral("Sold out")}});
        for (const auto& tick : scene.serverTicks)
            m_latency->append(tick.index * 100, {tick.p50Ms, tick.p95Ms, tick.p99Ms});
        std::int64_t now = 0;
        for (const auto& tick : scene.instanceTicks) {
            if (tick.instance != event.instance->id)
                continue;
            const auto rate = [&](Verdict verdict) { return 10.0 * tick.verdicts[std::size_t(verdict)]; };
            m_rps->append(tick.index * 100,
                          {rate(Verdict::Accepted), rate(Verdict::Duplicate), rate(Verdict::SoldOut),
                           rate(Verdict::NotOpen), rate(Verdict::Throttled), rate(Verdict::Unavailable)});
            m_stock->append(tick.index * 100, {double(tick.remaining), kGap});
            m_lag->append(tick.index * 100, {double(tick.unconsumed), double(tick.outbox)});
            now = (tick.index + 1) * 100;
        }
        m_stock->setGhost(1, {{0, 100'000}, {5.4, 0}, {12, 0}});
        m_group.advance(now);
    }

    ChartGroup m_group;
    Chart* m_rps;
    Chart* m_latency;
    Chart* m_stock;
    Chart* m_lag;
};

void save(QWidget& widget, const QString& path)
{
    widget.show();
    if (!QTest::qWaitForWindowExposed(&widget))
        qWarning("the window never showed");
    QTest::qWait(100);
    widget.grab().save(path);
}

void renderParts(const theme::Theme& theme, const QString& directory, const QString& suffix)
{
    QWidget window;
    window.resize(1240, 760);
    auto* grid = new QGridLayout(&window);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setSpacing(12);
    grid->addWidget(buttons(theme), 0, 0);
    grid->addWidget(states(theme), 0, 1);
    grid->addWidget(table(theme), 1, 0);
    auto* empty = new Card(theme, QStringLiteral("Events"));
    auto* state =
        new EmptyState(theme, QStringLiteral("No events yet"),
                       QStringLiteral("Create one, or run a rehearsal to see a launch without one."));
    state->offer(QStringLiteral("New event…"), QStringLiteral("Ctrl+N"));
    empty->body()->addWidget(state);
    grid->addWidget(empty, 1, 1);
    ToastBar toasts(theme, &window);
    toasts.show(QStringLiteral("Held. Would open 10:02:45"), &window, [] {});
    SidePanel panel(theme, QStringLiteral("New event"), &window);
    panel.body()->addWidget(new Label(theme, QStringLiteral("couponId"), Type::Caption, Token::SoftText));
    panel.body()->addWidget(new QLineEdit(QStringLiteral("XMAS-2026")));
    panel.body()->addStretch(1);
    auto* create = new ActButton(theme, QStringLiteral("Create"));
    create->setLook(ActButton::Look::Filled);
    panel.addAct(create);
    save(window, directory + QStringLiteral("/parts-%1.png").arg(suffix));
    panel.open();
    save(window, directory + QStringLiteral("/panel-%1.png").arg(suffix));
    TypeToConfirm dialog(theme,
                         {QStringLiteral("Close Christmas 50 % off"),
                          QStringLiteral("Nobody gets a coupon any more. This can't be undone."),
                          QStringLiteral("XMAS-2026"), QStringLiteral("Close"), true},
                         &window);
    save(dialog, directory + QStringLiteral("/confirm-%1.png").arg(suffix));
}

/// The shell at a few sizes, with a page of charts and the Settings page, over a launch's snapshot.
void renderShell(const theme::Theme& theme, const QString& directory, const QString& suffix)
{
    testing::ModelBench bench(testing::openScene(
        suffix.endsWith(QStringLiteral("ko")) ? testing::Names::Korean : testing::Names::English));
    bench.edit([](testing::Scene&) {});
    models::StatusViewModel status(bench.model, bench.clock);
    models::PreferencesStore preferences{QString()};
    models::ConsoleHealthModel health;
    health.set({4.6, 7.9, 12.3, 41.2, 0});
    std::vector<shell::PageSpec> pages;
    pages.push_back(
        {QStringLiteral("launch"), [] { return QStringLiteral("Launch"); }, QStringLiteral("launch"),
         [](const shell::PageContext& context, QWidget*) -> QWidget* { return new Charts(context.theme); }});
    pages.push_back(
        {QStringLiteral("spike"), [] { return QStringLiteral("Spike"); }, QStringLiteral("spike"),
         [](const shell::PageContext&, QWidget* parent) -> QWidget* { return new QWidget(parent); }});
    pages.push_back(
        {QStringLiteral("settings"), [] { return QStringLiteral("Settings"); }, QStringLiteral("settings"),
         [&](const shell::PageContext& context, QWidget* parent) -> QWidget* {
             return new pages::settings::SettingsPage(context.theme, status, preferences, health, parent);
         },
         true});
    shell::MainWindow window(theme, status, std::move(pages));
    for (const QSize& size : {QSize(1440, 900), QSize(1180, 720)}) {
        window.resize(size);
        save(window, directory + QStringLiteral("/shell-%1-%2.png").arg(suffix).arg(size.width()));
    }
    window.showPage(QStringLiteral("settings"));
    save(window, directory + QStringLiteral("/settings-%1.png").arg(suffix));
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    theme::loadResources();
    const QString directory = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral(".");
    QDir().mkpath(directory);
    theme::Theme theme(theme::Scheme::Dark);
    QApplication::setStyle(new theme::FirstcomeStyle(theme));
    shell::Language language;
    for (const auto scheme : {theme::Scheme::Dark, theme::Scheme::Light}) {
        theme.setScheme(scheme);
        theme.apply();
        const QString suffix = theme.dark() ? QStringLiteral("dark") : QStringLiteral("light");
        renderParts(theme, directory, suffix);
        Charts charts(theme);
        charts.resize(800, 660);
        save(charts, directory + QStringLiteral("/charts-%1.png").arg(suffix));
        charts.group().pin(*charts.group().axis().zero() + 3000);
        charts.group().zoom(0.5, *charts.group().axis().zero());
        save(charts, directory + QStringLiteral("/charts-pinned-%1.png").arg(suffix));
        for (const QString& tongue : {QStringLiteral("en"), QStringLiteral("ko")}) {
            language.use(tongue);
            renderShell(theme, directory, suffix + u'-' + tongue);
        }
        language.use(QStringLiteral("en"));
    }
    return 0;
}
