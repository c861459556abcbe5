#include "backend/eventlog/kafka_producer.h"

#include "backend/eventlog/kafka_message.h"

#include <array>
#include <librdkafka/rdkafka.h>

namespace firstcome::eventlog {

namespace {

/// What a message stands for until it is confirmed.
struct Sent
{
    issuing::InstanceId instance;
    std::uint32_t slot;
};

} // namespace

KafkaProducer::KafkaProducer(KafkaTarget target, OnConfirmed onConfirmed)
    : m_target(std::move(target))
    , m_onConfirmed(std::move(onConfirmed))
{
}

KafkaProducer::~KafkaProducer()
{
    if (!m_handle)
        return;
    rd_kafka_purge(m_handle.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_poll(m_handle.get(), 0); // frees what each message stood for
}

core::Result<void> KafkaProducer::open()
{
    const auto conf = kafkaConfiguration(m_target, {{"enable.idempotence", "true"},
                                                    {"acks", "all"},
                                                    {"linger.ms", "50"}, // a request a partition and batch is what a broker's time goes on
                                                    {"batch.size", "262144"},
                                                    {"compression.type", "lz4"},
                                                    {"queue.buffering.max.messages", "200000"},
                                                    {"delivery.timeout.ms", "30000"}});
    if (!conf)
        return tl::unexpected(conf.error());
    rd_kafka_conf_set_opaque(*conf, this);
    rd_kafka_conf_set_dr_msg_cb(*conf, [](rd_kafka_t*, const rd_kafka_message_t* message, void* self) {
        static_cast<KafkaProducer*>(self)->delivered(*message);
    });
    std::array<char, 512> words{};
    m_handle.reset(rd_kafka_new(RD_KAFKA_PRODUCER, *conf, words.data(), words.size()));
    if (m_handle)
        return {};
    rd_kafka_conf_destroy(*conf);
    return core::fail(core::ErrorKind::InvalidArgument, "kafka_setting", words.data());
}

bool KafkaProducer::send(const LogRecord& record)
{
    const std::string payload = encodeMessage(record);
    const auto person = record.issue.publicId.view();
    const std::string instance = record.issue.instance.str(), slot = std::to_string(record.issue.slot);
    const std::string& topic = record.shadow ? m_target.shadowTopic : m_target.topic;
    auto sent = std::make_unique<Sent>(record.issue.instance, record.issue.slot);
    const auto error = rd_kafka_producev(
        m_handle.get(), RD_KAFKA_V_TOPIC(topic.c_str()), RD_KAFKA_V_KEY(person.data(), person.size()),
        RD_KAFKA_V_VALUE(const_cast<char*>(payload.data()), payload.size()),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_HEADER("instance", instance.data(), static_cast<ssize_t>(instance.size())),
        RD_KAFKA_V_HEADER("slot", slot.data(), static_cast<ssize_t>(slot.size())),
        RD_KAFKA_V_HEADER("publicId", person.data(), static_cast<ssize_t>(person.size())),
        RD_KAFKA_V_OPAQUE(sent.get()), RD_KAFKA_V_END);
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
        sent.release();
        ++m_inFlight;
        return true;
    }
    if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL)
        m_failure = rd_kafka_err2str(error);
    return false;
}

void KafkaProducer::serve(std::chrono::milliseconds wait)
{
    rd_kafka_poll(m_handle.get(), static_cast<int>(wait.count()));
    std::array<char, 512> words{};
    if (rd_kafka_fatal_error(m_handle.get(), words.data(), words.size()) != RD_KAFKA_RESP_ERR_NO_ERROR)
        m_failure = words.data();
}

void KafkaProducer::delivered(const rd_kafka_message_t& message)
{
    const std::unique_ptr<Sent> sent(static_cast<Sent*>(message._private));
    --m_inFlight;
    if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR)
        m_onConfirmed(sent->instance, sent->slot);
    else
        m_failure = rd_kafka_err2str(message.err);
}

} // namespace firstcome::eventlog
