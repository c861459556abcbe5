#include "backend/eventlog/kafka_event_log.h"

#include "backend/eventlog/kafka_ends.h"
#include "backend/eventlog/kafka_message.h"
#include "backend/eventlog/kafka_topics.h"

#include <array>
#include <librdkafka/rdkafka.h>

namespace firstcome::eventlog {

namespace {

using Message = std::unique_ptr<rd_kafka_message_t, decltype(&rd_kafka_message_destroy)>;
using Partitions =
    std::unique_ptr<rd_kafka_topic_partition_list_t, decltype(&rd_kafka_topic_partition_list_destroy)>;

using Queue = std::unique_ptr<rd_kafka_queue_t, decltype(&rd_kafka_queue_destroy)>;
using Event = std::unique_ptr<rd_kafka_event_t, decltype(&rd_kafka_event_destroy)>;
using Failure = std::unique_ptr<rd_kafka_error_t, decltype(&rd_kafka_error_destroy)>;

/// How long brokers may take to hear the last commit.
constexpr auto kFarewell = std::chrono::seconds(2);

Partitions makePartitions(std::size_t count)
{
    return {rd_kafka_topic_partition_list_new(static_cast<int>(count)),
            &rd_kafka_topic_partition_list_destroy};
}

std::string_view header(const rd_kafka_headers_t* headers, const char* name)
{
    const void* value = nullptr;
    std::size_t size = 0;
    if (!headers || rd_kafka_header_get_last(headers, name, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return {};
    return {static_cast<const char*>(value), size};
}

core::Result<KafkaHandle> make(rd_kafka_type_t type, rd_kafka_conf_t* conf)
{
    std::array<char, 512> words{};
    KafkaHandle handle(rd_kafka_new(type, conf, words.data(), words.size()));
    if (handle)
        return handle;
    rd_kafka_conf_destroy(conf);
    return core::fail(core::ErrorKind::InvalidArgument, "kafka_setting", words.data());
}

} // namespace

KafkaEventLog::KafkaEventLog(KafkaTarget target)
    : m_target(std::move(target))
{
}

KafkaEventLog::~KafkaEventLog()
{
    leave();
}

void KafkaEventLog::leave()
{
    if (!m_consumer)
        return;
    const Queue queue(rd_kafka_queue_new(m_consumer.get()), &rd_kafka_queue_destroy);
    const Failure failure(rd_kafka_consumer_close_queue(m_consumer.get(), queue.get()), &rd_kafka_error_destroy);
    const auto until = std::chrono::steady_clock::now() + kFarewell;
    while (!failure && !rd_kafka_consumer_closed(m_consumer.get()) && std::chrono::steady_clock::now() < until)
        if (const Event event(rd_kafka_queue_poll(queue.get(), 50), &rd_kafka_event_destroy);
            event && rd_kafka_event_type(event.get()) == RD_KAFKA_EVENT_REBALANCE)
            rd_kafka_assign(m_consumer.get(), nullptr);
}

core::Result<void> KafkaEventLog::join()
{
    if (auto sure = ensureTopics(m_target); !sure)
        return sure;
    const auto conf =
        kafkaConfiguration(m_target, {{"group.id", m_target.group},
                                      {"group.instance.id", m_target.member},
                                      {"partition.assignment.strategy", "range"},
                                      {"enable.auto.commit", "false"},
                                      {"enable.auto.offset.store", "false"},
                                      {"auto.offset.reset", "error"},
                                      {"isolation.level", "read_committed"},
                                      {"enable.partition.eof", "false"},
                                      // many at once, or what there is after a moment
                                      {"fetch.min.bytes", "65536"},
                                      {"fetch.wait.max.ms", "100"},
                                      // a topic made a moment ago may not be known everywhere yet
                                      {"topic.metadata.refresh.interval.ms", "2000"},
                                      {"session.timeout.ms", "10000"}});
    if (!conf)
        return tl::unexpected(conf.error());
    rd_kafka_conf_set_opaque(*conf, this);
    rd_kafka_conf_set_rebalance_cb(*conf, [](rd_kafka_t*, rd_kafka_resp_err_t what,
                                             rd_kafka_topic_partition_list_t* partitions, void* self) {
        if (what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS)
            static_cast<KafkaEventLog*>(self)->assigned(partitions);
        else
            static_cast<KafkaEventLog*>(self)->revoked();
    });
    auto made = make(RD_KAFKA_CONSUMER, *conf);
    if (!made)
        return tl::unexpected(made.error());
    rd_kafka_poll_set_consumer(made->get());
    const auto topics = makePartitions(2);
    for (const auto& topic : {m_target.topic, m_target.shadowTopic})
        rd_kafka_topic_partition_list_add(topics.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
    if (const auto error = rd_kafka_subscribe(made->get(), topics.get()); error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return logDown(rd_kafka_err2str(error));
    m_consumer = std::move(*made);
    return {};
}

void KafkaEventLog::awaitAssignment()
{
    // Nothing can be read before something is assigned, so no message is lost here.
    const auto until = std::chrono::steady_clock::now() + m_target.patience;
    while (!m_reassigned && std::chrono::steady_clock::now() < until)
        const Message event(rd_kafka_consumer_poll(m_consumer.get(), 50), &rd_kafka_message_destroy);
}

void KafkaEventLog::assigned(rd_kafka_topic_partition_list_t* partitions)
{
    m_owned.clear();
    for (int i = 0; i < partitions->cnt; ++i)
        m_owned.emplace(partitions->elems[i].topic, partitions->elems[i].partition);
    m_reassigned = true; // assigned to us by `open`, at the ledger's positions
}

void KafkaEventLog::revoked()
{
    m_owned.clear();
    m_reassigned = true;
    rd_kafka_assign(m_consumer.get(), nullptr);
}

core::Result<void> KafkaEventLog::open(const std::vector<LogPosition>& resumeAt)
{
    if (!m_consumer) {
        if (auto joined = join(); !joined)
            return joined;
        awaitAssignment();
    }
    const auto wanted = makePartitions(m_owned.size());
    for (const auto& [topic, partition] : m_owned) {
        auto* added = rd_kafka_topic_partition_list_add(wanted.get(), topic.c_str(), partition);
        added->offset = RD_KAFKA_OFFSET_BEGINNING;
        for (const LogPosition& position : resumeAt)
            if (position.topic == topic && position.partition == partition)
                added->offset = position.nextOffset;
    }
    m_reassigned = false;
    if (!m_owned.empty())
        if (const auto error = rd_kafka_assign(m_consumer.get(), wanted.get());
            error != RD_KAFKA_RESP_ERR_NO_ERROR)
            return logDown(rd_kafka_err2str(error));
    m_open = true;
    return {};
}

core::Result<std::vector<LogRecord>> KafkaEventLog::poll(std::size_t limit, std::chrono::milliseconds wait)
{
    if (!m_open)
        return logDown("not open");
    std::vector<LogRecord> records;
    while (records.size() < limit) {
        const int patience = records.empty() ? static_cast<int>(wait.count()) : 0;
        Message message(rd_kafka_consumer_poll(m_consumer.get(), patience), &rd_kafka_message_destroy);
        if (m_reassigned) { // what was read may be another's by now; it is read again from where the ledger
                            // stands
            m_open = false;
            return core::fail(core::ErrorKind::VersionConflict, "log_reassigned",
                              std::to_string(m_owned.size()) + " partitions");
        }
        if (!message)
            break;
        if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
            take(*message, records);
        } else if (message->err == RD_KAFKA_RESP_ERR__FATAL ||
                   message->err == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET) {
            // Where a position is not there, every partition may say so, even to whoever has opened again since; and
            // librdkafka ends the program where assignments follow each other that fast: another consumer, then.
            const std::string why = rd_kafka_message_errstr(message.get());
            m_open = false;
            message.reset(); // before whose it is
            m_consumer.reset();
            return logDown(why);
        } else if (records.empty()) {
            return tl::unexpected(logFault(message->err, rd_kafka_message_errstr(message.get())));
        }
    }
    return records;
}

void KafkaEventLog::take(const rd_kafka_message_t& message, std::vector<LogRecord>& records)
{
    LogRecord record;
    record.topic = rd_kafka_topic_name(message.rkt);
    record.partition = message.partition;
    record.offset = message.offset;
    rd_kafka_headers_t* headers = nullptr;
    rd_kafka_message_headers(&message, &headers);
    decodeMessage({static_cast<const char*>(message.payload), message.len},
                  {header(headers, "instance"), header(headers, "slot"), header(headers, "publicId")},
                  record);
    if (record.topic == m_target.shadowTopic)
        record.shadow = true;
    records.push_back(std::move(record));
}

void KafkaEventLog::committed(const std::vector<LogPosition>& positions)
{
    const auto offsets = makePartitions(positions.size());
    for (const LogPosition& position : positions)
        rd_kafka_topic_partition_list_add(offsets.get(), position.topic.c_str(), position.partition)->offset =
            position.nextOffset;
    rd_kafka_commit(m_consumer.get(), offsets.get(), 1);
}

void KafkaEventLog::close()
{
    m_open = false;
    if (m_consumer)
        rd_kafka_assign(m_consumer.get(), nullptr);
}

core::Result<std::vector<LogEnd>> KafkaEventLog::ends()
{
    const std::lock_guard lock(m_endsMutex);
    if (!m_ends) {
        const auto conf = kafkaConfiguration(m_target, {});
        if (!conf)
            return tl::unexpected(conf.error());
        auto made = make(RD_KAFKA_PRODUCER, *conf);
        if (!made)
            return tl::unexpected(made.error());
        m_ends = std::move(*made);
    }
    const auto all = makePartitions(2 * static_cast<std::size_t>(m_target.partitions));
    for (const auto& topic : {m_target.topic, m_target.shadowTopic})
        rd_kafka_topic_partition_list_add_range(all.get(), topic.c_str(), 0, m_target.partitions - 1);
    auto asked = endsOf(m_ends.get(), *all, m_target.patience);
    if (!asked)
        m_ends.reset(); // it may remember that a topic was not there
    return asked;
}

} // namespace firstcome::eventlog
