#include "widgets/pages/launch/launch_chart_specs.h"

#include "models/tick_series.h"
#include "widgets/pages/launch/launch_charts.h"
#include "widgets/parts/event_words.h"

namespace firstcome::pages::launch {

using charts::ChartSpec;
using charts::Layer;
using charts::LayerKind;
using models::Channel;
using parts::EventWords;
using theme::Token;

namespace {

constexpr int kNowTicks = 10; ///< rates of the last second, so that a figure can be read

Token tokenOf(Channel channel)
{
    switch (channel) {
    case Channel::Accepted: return Token::Accepted;
    case Channel::Duplicate: return Token::Duplicate;
    case Channel::SoldOut: return Token::SoldOut;
    case Channel::NotOpen: return Token::NotOpen;
    case Channel::Throttled: return Token::Throttled;
    case Channel::Unknown: return Token::UnknownName;
    default: return Token::Failed;
    }
}

} // namespace

ChartSpec requestsSpec()
{
    ChartSpec spec;
    spec.title = LaunchCharts::tr("Requests per second");
    spec.flagTexts = true;
    spec.nowTicks = kNowTicks;
    spec.leastTop = 100;
    for (const auto channel : models::kStack) {
        Layer layer;
        layer.name = EventWords::channel(channel);
        layer.token = tokenOf(channel);
        layer.kind = LayerKind::Stack;
        layer.hatched = channel == Channel::NotOpen;
        if (channel == Channel::Unknown)
            layer.legendWith = 3; // refused for what was asked, as not open is
        spec.layers.push_back(layer);
    }
    return spec;
}

ChartSpec latencySpec()
{
    ChartSpec spec;
    spec.title = LaunchCharts::tr("Latency");
    spec.unit = charts::Unit::Milliseconds;
    spec.leastTop = 2;
    spec.layers = {{QStringLiteral("p50"), Token::P50}, {QStringLiteral("p95"), Token::P95},
                   {QStringLiteral("p99"), Token::P99}};
    return spec;
}

ChartSpec stockSpec()
{
    ChartSpec spec;
    spec.title = LaunchCharts::tr("Stock remaining");
    spec.leastTop = 10;
    spec.layers = {{LaunchCharts::tr("this launch"), Token::Stock},
                   {LaunchCharts::tr("rehearsal"), Token::Ghost, LayerKind::Ghost}};
    return spec;
}

ChartSpec lagSpec()
{
    ChartSpec spec;
    spec.title = LaunchCharts::tr("Accepted, not yet saved");
    spec.leastTop = 100;
    spec.layers = {{EventWords::channel(Channel::Unconsumed), Token::Unconsumed, LayerKind::Stack},
                   {EventWords::channel(Channel::Outbox), Token::Outbox, LayerKind::Stack}};
    return spec;
}

} // namespace firstcome::pages::launch
