#include "backend/eventlog/kafka_lag.h"

#include <array>
#include <librdkafka/rdkafka.h>

namespace firstcome::eventlog {

namespace {

/// Of librdkafka's objects, each with what destroys it.
template <class Object, void (*destroy)(Object*)>
struct Destroyer
{
    void operator()(Object* object) const { destroy(object); }
};
template <class Object, void (*destroy)(Object*)>
using Owned = std::unique_ptr<Object, Destroyer<Object, destroy>>;

using OwnedPartitions = Owned<rd_kafka_topic_partition_list_t, rd_kafka_topic_partition_list_destroy>;
using OwnedQueue = Owned<rd_kafka_queue_t, rd_kafka_queue_destroy>;
using OwnedEvent = Owned<rd_kafka_event_t, rd_kafka_event_destroy>;
using OwnedOptions = Owned<rd_kafka_AdminOptions_t, rd_kafka_AdminOptions_destroy>;
using OwnedTopic = Owned<rd_kafka_topic_t, rd_kafka_topic_destroy>;

constexpr int kPatienceMs = static_cast<int>(KafkaLag::kPatience.count());

OwnedPartitions emptyList()
{
    return OwnedPartitions(rd_kafka_topic_partition_list_new(32));
}

/// Sends one administrative request and waits for its answer.
template <class Send>
core::Result<OwnedEvent> answerTo(rd_kafka_t* handle, rd_kafka_admin_op_t kind, Send send)
{
    std::array<char, 256> words{};
    const OwnedOptions options(rd_kafka_AdminOptions_new(handle, kind));
    rd_kafka_AdminOptions_set_request_timeout(options.get(), kPatienceMs, words.data(), words.size());
    const OwnedQueue queue(rd_kafka_queue_new(handle));
    send(options.get(), queue.get());
    OwnedEvent event(rd_kafka_queue_poll(queue.get(), kPatienceMs + 500));
    if (!event)
        return logDown("no answer in time");
    if (rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return logDown(rd_kafka_event_error_string(event.get()));
    return event;
}

/// Adds the topic's partitions to the list; false: there is no such topic.
core::Result<bool> addPartitions(rd_kafka_t* handle, const std::string& name,
                                 rd_kafka_topic_partition_list_t& partitions)
{
    const OwnedTopic topic(rd_kafka_topic_new(handle, name.c_str(), nullptr));
    if (!topic)
        return logDown(name + ": " + rd_kafka_err2str(rd_kafka_last_error()));
    const struct rd_kafka_metadata* found = nullptr;
    if (const auto error = rd_kafka_metadata(handle, 0, topic.get(), &found, kPatienceMs);
        error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return logDown(name + ": " + rd_kafka_err2str(error));
    bool there = false;
    for (int i = 0; i < found->topic_cnt; ++i)
        if (found->topics[i].err == RD_KAFKA_RESP_ERR_NO_ERROR)
            for (int k = 0; k < found->topics[i].partition_cnt; ++k) {
                rd_kafka_topic_partition_list_add(&partitions, name.c_str(),
                                                  found->topics[i].partitions[k].id);
                there = true;
            }
    rd_kafka_metadata_destroy(found);
    return there;
}

core::Result<std::vector<LogEnd>> endsOf(rd_kafka_t* handle,
                                         const rd_kafka_topic_partition_list_t& partitions)
{
    std::vector<LogEnd> ends;
    if (partitions.cnt == 0)
        return ends;
    const OwnedPartitions asked(rd_kafka_topic_partition_list_copy(&partitions));
    for (int i = 0; i < asked->cnt; ++i)
        asked->elems[i].offset = RD_KAFKA_OFFSET_END; // as a time: the newest
    if (const auto error = rd_kafka_offsets_for_times(handle, asked.get(), kPatienceMs);
        error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return logDown(std::string("log ends: ") + rd_kafka_err2str(error));
    for (int i = 0; i < asked->cnt; ++i) {
        const auto& end = asked->elems[i];
        if (end.err != RD_KAFKA_RESP_ERR_NO_ERROR || end.offset < 0)
            return logDown(std::string(end.topic) + "/" + std::to_string(end.partition) + ": " +
                           rd_kafka_err2str(end.err));
        ends.push_back({end.topic, end.partition, end.offset, {}});
    }
    return ends;
}

void refuseGroup(LagSample::Group& group, std::string why)
{
    group.problem = "group_unreadable";
    group.detail = std::move(why);
}

core::Result<void> readMembers(rd_kafka_t* handle, std::vector<LagSample::Group>& groups)
{
    std::vector<const char*> names;
    for (const auto& group : groups)
        names.push_back(group.name.c_str());
    const auto event =
        answerTo(handle, RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS, [&](auto* options, auto* queue) {
            rd_kafka_DescribeConsumerGroups(handle, names.data(), names.size(), options, queue);
        });
    if (!event)
        return tl::unexpected(event.error());
    std::size_t count = 0;
    const auto* found = rd_kafka_DescribeConsumerGroups_result_groups(
        rd_kafka_event_DescribeConsumerGroups_result(event->get()), &count);
    for (std::size_t i = 0; i < count; ++i)
        for (auto& group : groups) {
            if (group.name != rd_kafka_ConsumerGroupDescription_group_id(found[i]))
                continue;
            if (const auto* error = rd_kafka_ConsumerGroupDescription_error(found[i]))
                refuseGroup(group, rd_kafka_error_string(error));
            else
                group.readers =
                    static_cast<std::uint32_t>(rd_kafka_ConsumerGroupDescription_member_count(found[i]));
        }
    return {};
}

core::Result<void> readOffsets(rd_kafka_t* handle, const rd_kafka_topic_partition_list_t& partitions,
                               LagSample::Group& group)
{
    auto* asked = rd_kafka_ListConsumerGroupOffsets_new(group.name.c_str(), &partitions);
    const auto event =
        answerTo(handle, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, [&](auto* options, auto* queue) {
            rd_kafka_ListConsumerGroupOffsets(handle, &asked, 1, options, queue);
        });
    rd_kafka_ListConsumerGroupOffsets_destroy(asked);
    if (!event)
        return tl::unexpected(event.error());
    std::size_t count = 0;
    const auto* found = rd_kafka_ListConsumerGroupOffsets_result_groups(
        rd_kafka_event_ListConsumerGroupOffsets_result(event->get()), &count);
    if (count == 0)
        return logDown("no offsets in the answer");
    if (const auto* error = rd_kafka_group_result_error(found[0])) {
        refuseGroup(group, rd_kafka_error_string(error));
        return {};
    }
    const auto* offsets = rd_kafka_group_result_partitions(found[0]);
    for (int i = 0; offsets && i < offsets->cnt; ++i) {
        const auto& offset = offsets->elems[i];
        if (offset.err == RD_KAFKA_RESP_ERR_NO_ERROR && offset.offset >= 0)
            group.committed.push_back({offset.topic, offset.partition, offset.offset});
    }
    return {};
}

} // namespace

KafkaLag::KafkaLag(KafkaTarget target)
    : m_target(std::move(target))
{
}

core::Result<LagSample> KafkaLag::look(const std::vector<std::string>& groups)
{
    if (auto connected = connect(); !connected)
        return tl::unexpected(connected.error());
    auto sample = ask(groups);
    if (!sample)
        m_handle.reset(); // it may remember what is no longer so
    return sample;
}

core::Result<void> KafkaLag::connect()
{
    if (m_handle)
        return {};
    // A consumer, as a producer would have the brokers make a topic that it asks about.
    const auto conf = kafkaConfiguration(
        m_target, {{"allow.auto.create.topics", "false"}, {"enable.auto.commit", "false"}});
    if (!conf)
        return tl::unexpected(conf.error());
    std::array<char, 512> words{};
    m_handle.reset(rd_kafka_new(RD_KAFKA_CONSUMER, *conf, words.data(), words.size()));
    if (m_handle)
        return {};
    rd_kafka_conf_destroy(*conf);
    return core::fail(core::ErrorKind::InvalidArgument, "kafka_setting", words.data());
}

core::Result<LagSample> KafkaLag::ask(const std::vector<std::string>& groups)
{
    LagSample sample;
    for (const auto& name : groups)
        sample.groups.push_back({name, {}, {}, {}, {}});
    const auto partitions = emptyList();
    for (const auto& topic : {m_target.topic, m_target.shadowTopic}) {
        const auto there = addPartitions(m_handle.get(), topic, *partitions);
        if (!there)
            return tl::unexpected(there.error());
        if (!*there)
            sample.missingTopics.push_back(topic);
    }
    if (!groups.empty())
        if (auto read = readMembers(m_handle.get(), sample.groups); !read)
            return tl::unexpected(read.error());
    for (auto& group : sample.groups)
        if (group.problem.empty() && partitions->cnt > 0)
            if (auto read = readOffsets(m_handle.get(), *partitions, group); !read)
                return tl::unexpected(read.error());
    auto ends = endsOf(m_handle.get(), *partitions);
    if (!ends)
        return tl::unexpected(ends.error());
    sample.ends = std::move(*ends);
    return sample;
}

} // namespace firstcome::eventlog
