#include "widgets/pages/spike/run_chart_specs.h"

#include "widgets/parts/event_words.h"

#include <QCoreApplication>

#include <cmath>

namespace firstcome::pages {

using charts::ChartSpec;
using charts::Layer;
using charts::LayerKind;
using issuing::Verdict;
using models::Channel;
using parts::EventWords;
using theme::Token;

namespace {

struct RunCharts
{
    Q_DECLARE_TR_FUNCTIONS(RunCharts)
};

Layer layer(const QString& name, Token token, LayerKind kind)
{
    Layer made;
    made.name = name;
    made.token = token;
    made.kind = kind;
    return made;
}

double orGap(float value)
{
    return std::isnan(value) ? charts::kGap : static_cast<double>(value);
}

} // namespace

ChartSpec usersChart()
{
    ChartSpec spec;
    spec.title = RunCharts::tr("Virtual users");
    spec.layers = {layer(RunCharts::tr("active"), Token::P95, LayerKind::Line),
                   layer(RunCharts::tr("planned"), Token::Ghost, LayerKind::Ghost)};
    return spec;
}

ChartSpec ratesChart(const QString& title, bool withPlan)
{
    ChartSpec spec;
    spec.title = title;
    spec.nowTicks = 10;
    spec.layers = {layer(EventWords::channel(Channel::Accepted), Token::Accepted, LayerKind::Stack),
                   layer(EventWords::channel(Channel::Duplicate), Token::Duplicate, LayerKind::Stack),
                   layer(EventWords::channel(Channel::SoldOut), Token::SoldOut, LayerKind::Stack),
                   layer(EventWords::channel(Channel::NotOpen), Token::NotOpen, LayerKind::Stack),
                   layer(EventWords::channel(Channel::Throttled), Token::Throttled, LayerKind::Stack),
                   layer(EventWords::channel(Channel::Unknown), Token::UnknownName, LayerKind::Stack),
                   layer(EventWords::channel(Channel::Failed), Token::Failed, LayerKind::Stack)};
    spec.layers[3].hatched = true;
    spec.layers[5].legendWith = 6; // six cells; nobody unknown takes part in a run that is set up right
    if (withPlan) {
        spec.layers.push_back(layer(RunCharts::tr("users"), Token::P95, LayerKind::Ghost));
        spec.layers.back().inLegend = false;
    }
    return spec;
}

ChartSpec latencyChart()
{
    ChartSpec spec;
    spec.title = RunCharts::tr("Latency seen by clients");
    spec.unit = charts::Unit::Milliseconds;
    spec.nowTicks = 10;
    spec.layers = {layer(QStringLiteral("p50"), Token::P50, LayerKind::Line),
                   layer(QStringLiteral("p95"), Token::P95, LayerKind::Line),
                   layer(QStringLiteral("p99"), Token::P99, LayerKind::Line)};
    return spec;
}

ChartSpec sharesChart()
{
    ChartSpec spec;
    spec.title = RunCharts::tr("Where the time goes (p95)");
    spec.unit = charts::Unit::Milliseconds;
    spec.nowTicks = 10;
    spec.layers = {layer(RunCharts::tr("network"), Token::NotOpen, LayerKind::Stack),
                   layer(RunCharts::tr("store wait"), Token::P95, LayerKind::Stack),
                   layer(RunCharts::tr("commit"), Token::P99, LayerKind::Stack)};
    return spec;
}

std::array<double, 2> usersValues(const spike::ClientTick& tick)
{
    return {tick.users, charts::kGap};
}

std::array<double, 7> ratesValues(const spike::ClientTick& tick)
{
    const auto perSecond = [&](std::initializer_list<Verdict> verdicts) {
        double sum = 0;
        for (const auto verdict : verdicts)
            sum += tick.verdicts[static_cast<std::size_t>(verdict)];
        return sum * 10;
    };
    return {perSecond({Verdict::Accepted}),
            perSecond({Verdict::Duplicate}),
            perSecond({Verdict::SoldOut}),
            perSecond({Verdict::NotOpen, Verdict::Paused, Verdict::Closed}),
            perSecond({Verdict::Throttled}),
            perSecond({Verdict::UnknownEvent, Verdict::UnknownUser}),
            perSecond({Verdict::Unavailable}) + 10.0 * tick.verdicts[issuing::kVerdictCount]};
}

std::array<double, 3> latencyValues(const spike::ClientTick& tick)
{
    return {orGap(tick.p50Ms), orGap(tick.p95Ms), orGap(tick.p99Ms)};
}

std::array<double, 3> sharesValues(const models::TimeShares& shares)
{
    return {orGap(shares.networkMs), orGap(shares.storeWaitMs), orGap(shares.commitMs)};
}

std::int64_t timeOf(const spike::ClientTick& tick)
{
    return std::llround(tick.atSeconds * 10) * 100;
}

} // namespace firstcome::pages
