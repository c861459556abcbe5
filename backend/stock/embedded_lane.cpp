#include "backend/stock/embedded_lane.h"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace firstcome::stock {

LaneChannel::LaneChannel(boost::asio::io_context& context, std::size_t capacity)
    : m_context(context)
    , m_requests(capacity)
    , m_answers(capacity)
{
}

void LaneChannel::answer(const LaneAnswer& answer)
{
    m_answers.push(answer); // as many answers as requests at most, and the rings are equally long
    m_unflushed = true;
}

void LaneChannel::flush()
{
    if (!m_unflushed)
        return;
    m_unflushed = false;
    const std::lock_guard lock(m_closing);
    if (!m_closed)
        postDelivery();
}

void LaneChannel::postDelivery()
{
    if (m_deliveryPosted.exchange(true, std::memory_order_acq_rel))
        return;
    boost::asio::post(m_context, [self = shared_from_this()] { self->deliver(); });
}

void LaneChannel::deliver()
{
    m_deliveryPosted.exchange(false, std::memory_order_acq_rel);
    if (m_lane)
        m_lane->deliver();
}

void LaneChannel::close()
{
    m_lane = nullptr;
    const std::lock_guard lock(m_closing);
    m_closed.store(true, std::memory_order_release);
}

EmbeddedLane::EmbeddedLane(boost::asio::io_context& context, std::shared_ptr<LaneChannel> channel,
                           std::shared_ptr<Doorbell> bell, const core::Clock& clock, std::size_t capacity)
    : m_channel(std::move(channel))
    , m_bell(std::move(bell))
    , m_clock(clock)
    , m_context(context)
    , m_open(capacity)
{
    m_free.reserve(capacity);
    for (std::size_t ticket = capacity; ticket > 0; --ticket)
        m_free.push_back(static_cast<std::uint32_t>(ticket - 1));
    m_channel->attach(this);
}

EmbeddedLane::~EmbeddedLane()
{
    m_closing = true;
    m_channel->close();
    m_bell->ring(); // the store thread lets go of the channel
    AttemptReply stopping;
    stopping.reason = issuing::UnavailableReason::Stopping;
    for (auto& open : m_open)
        if (auto* sink = std::exchange(open.sink, nullptr))
            answered(*sink, stopping);
    while (!m_refused.empty()) // a sink may ask again
        for (auto* sink : std::exchange(m_refused, {}))
            answered(*sink, stopping);
}

void EmbeddedLane::ask(const Attempt& attempt, AttemptSink& sink, bool findOnly)
{
    opened();
    if (m_closing || m_free.empty())
        return refuse(sink);
    const auto ticket = m_free.back();
    LaneRequest request;
    request.instance = attempt.instance;
    request.publicId = attempt.publicId;
    request.deadline = attempt.deadline;
    request.handedOver = m_clock.steady();
    request.epoch = m_epoch;
    if (const auto seen = m_seenSlots.find(attempt.instance); seen != m_seenSlots.end())
        request.seenSlot = seen->second;
    request.ticket = ticket;
    request.findOnly = findOnly;
    if (!m_channel->hand(request))
        return refuse(sink);
    m_free.pop_back();
    m_open[ticket] = {&sink, attempt.instance};
    m_bell->ring();
}

void EmbeddedLane::refuse(AttemptSink& sink)
{
    m_refused.push_back(&sink);
    if (!m_closing)
        m_channel->postDelivery();
}

void EmbeddedLane::opened()
{
    if (m_inFlight++ == 0)
        m_busy.emplace(m_context.get_executor());
}

void EmbeddedLane::answered(AttemptSink& sink, const AttemptReply& reply)
{
    if (--m_inFlight == 0)
        m_busy.reset();
    sink.onReply(reply);
}

void EmbeddedLane::deliver()
{
    LaneAnswer answer;
    while (m_channel->receive(answer)) {
        auto& open = m_open[answer.ticket];
        auto* sink = std::exchange(open.sink, nullptr);
        remember(answer, open.instance);
        m_free.push_back(answer.ticket);
        answered(*sink, answer.reply);
    }
    AttemptReply overloaded;
    overloaded.reason = issuing::UnavailableReason::Overloaded;
    for (auto* sink : std::exchange(m_refused, {}))
        answered(*sink, overloaded);
}

void EmbeddedLane::remember(const LaneAnswer& answer, const issuing::InstanceId& instance)
{
    if (m_epoch == 0 && answer.epoch != 0)
        m_epoch = answer.epoch;
    if (answer.reply.slot == 0)
        return;
    auto& seen = m_seenSlots[instance];
    seen = std::max(seen, answer.reply.slot);
}

} // namespace firstcome::stock
