#include "widgets/parts/event_words.h"

namespace firstcome::parts {

using issuing::Act;
using issuing::EventState;
using issuing::Verdict;
using models::Channel;

EventWords::State EventWords::state(EventState state)
{
    switch (state) {
    case EventState::Draft: return {tr("draft"), Tone::Neutral, Mark::None};
    case EventState::Armed: return {tr("armed"), Tone::Accent, Mark::None};
    case EventState::Held: return {tr("held"), Tone::Warning, Mark::Warning};
    case EventState::Open: return {tr("open"), Tone::Ok, Mark::Fine};
    case EventState::Paused: return {tr("paused"), Tone::Warning, Mark::Warning};
    case EventState::Draining: return {tr("draining"), Tone::Accent, Mark::None};
    case EventState::Closed: return {tr("closed"), Tone::Neutral, Mark::None};
    }
    return {};
}

EventWords::State EventWords::suspended()
{
    return {tr("suspended"), Tone::Critical, Mark::Critical};
}

QString EventWords::act(Act act)
{
    switch (act) {
    case Act::Arm: return tr("Arm");
    case Act::Disarm: return tr("Disarm");
    case Act::Hold: return tr("Hold");
    case Act::Resume: return tr("Resume", "the countdown");
    case Act::Open: return tr("Open now…");
    case Act::Pause: return tr("Pause");
    case Act::Unpause: return tr("Resume", "a paused event");
    case Act::Close: return tr("Close…");
    case Act::Finish: return tr("Finish");
    case Act::Delete: return tr("Delete…");
    }
    return {};
}

QString EventWords::done(Act act)
{
    switch (act) {
    case Act::Arm: return tr("Armed");
    case Act::Disarm: return tr("Disarmed");
    case Act::Hold: return tr("Countdown held");
    case Act::Resume: return tr("Countdown resumed");
    case Act::Open: return tr("Opened");
    case Act::Pause: return tr("Paused");
    case Act::Unpause: return tr("Resumed");
    case Act::Close: return tr("Closing");
    case Act::Finish: return tr("Closed");
    case Act::Delete: return tr("Deleted");
    }
    return {};
}

QString EventWords::verdict(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Accepted: return tr("accepted");
    case Verdict::Duplicate: return tr("duplicate");
    case Verdict::SoldOut: return tr("sold out");
    case Verdict::NotOpen: return tr("not open");
    case Verdict::Paused: return tr("paused");
    case Verdict::Closed: return tr("closed");
    case Verdict::UnknownEvent: return tr("unknown event");
    case Verdict::UnknownUser: return tr("unknown person");
    case Verdict::Throttled: return tr("throttled");
    case Verdict::Unavailable: return tr("unavailable");
    }
    return {};
}

QString EventWords::channel(Channel channel)
{
    switch (channel) {
    case Channel::Accepted: return tr("accepted");
    case Channel::Duplicate: return tr("duplicate");
    case Channel::SoldOut: return tr("sold out");
    case Channel::NotOpen: return tr("not open");
    case Channel::Throttled: return tr("throttled");
    case Channel::Unknown: return tr("unknown");
    case Channel::Failed: return tr("failed");
    case Channel::Attempts: return tr("attempts");
    case Channel::P50: return QStringLiteral("p50");
    case Channel::P95: return QStringLiteral("p95");
    case Channel::P99: return QStringLiteral("p99");
    case Channel::Remaining: return tr("remaining");
    case Channel::Outbox: return tr("outbox");
    case Channel::Unconsumed: return tr("unconsumed");
    }
    return {};
}

} // namespace firstcome::parts
