#include "backend/eventlog/kafka_target.h"

#include <algorithm>
#include <array>
#include <functional>
#include <librdkafka/rdkafka.h>
#include <vector>

namespace firstcome::eventlog {

namespace {

using Queue = std::unique_ptr<rd_kafka_queue_t, decltype(&rd_kafka_queue_destroy)>;
using Event = std::unique_ptr<rd_kafka_event_t, decltype(&rd_kafka_event_destroy)>;
using Metadata = std::unique_ptr<const rd_kafka_metadata_t, decltype(&rd_kafka_metadata_destroy)>;

int milliseconds(std::chrono::milliseconds time)
{
    return static_cast<int>(time.count());
}

core::Result<Metadata> metadataOf(rd_kafka_t* handle, const KafkaTarget& target)
{
    const struct rd_kafka_metadata* found = nullptr;
    const auto error = rd_kafka_metadata(handle, 1, nullptr, &found, milliseconds(target.patience));
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return logDown(rd_kafka_err2str(error));
    return Metadata(found, &rd_kafka_metadata_destroy);
}

const rd_kafka_metadata_topic* topicIn(const rd_kafka_metadata_t& metadata, const std::string& name)
{
    for (int i = 0; i < metadata.topic_cnt; ++i)
        if (metadata.topics[i].topic == name && metadata.topics[i].err == RD_KAFKA_RESP_ERR_NO_ERROR)
            return &metadata.topics[i];
    return nullptr;
}

/// What a topic's configuration must say, by its name in Kafka.
std::map<std::string, std::string> wantedSettings(int replicas)
{
    return {{"retention.ms", "-1"},
            {"unclean.leader.election.enable", "false"},
            {"min.insync.replicas", replicas >= 3 ? "2" : "1"}};
}

core::Result<void> create(rd_kafka_t* handle, const KafkaTarget& target, const std::string& name,
                          int replicas)
{
    std::array<char, 512> words{};
    rd_kafka_NewTopic_t* topic =
        rd_kafka_NewTopic_new(name.c_str(), target.partitions, replicas, words.data(), words.size());
    if (!topic)
        return core::fail(core::ErrorKind::InvalidArgument, "kafka_setting", words.data());
    for (const auto& [setting, value] : wantedSettings(replicas))
        rd_kafka_NewTopic_set_config(topic, setting.c_str(), value.c_str());
    const Queue queue(rd_kafka_queue_new(handle), &rd_kafka_queue_destroy);
    rd_kafka_CreateTopics(handle, &topic, 1, nullptr, queue.get());
    rd_kafka_NewTopic_destroy(topic);
    const Event event(rd_kafka_queue_poll(queue.get(), milliseconds(target.patience)),
                      &rd_kafka_event_destroy);
    if (!event)
        return logDown("no answer to the creation of " + name);
    if (rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return logDown(rd_kafka_event_error_string(event.get()));
    std::size_t count = 0;
    const auto* results =
        rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto error = rd_kafka_topic_result_error(results[i]);
        if (error != RD_KAFKA_RESP_ERR_NO_ERROR && error != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
            return logDown(name + ": " + rd_kafka_err2str(error));
    }
    return {};
}

/// The settings of a topic that was there before, where they are not as wanted.
core::Result<std::string> differences(rd_kafka_t* handle, const KafkaTarget& target,
                                      const rd_kafka_metadata_topic& topic)
{
    const int replicas = topic.partition_cnt > 0 ? topic.partitions[0].replica_cnt : 0;
    std::string found;
    const auto note = [&](const std::string& text) { found += (found.empty() ? "" : ", ") + text; };
    if (topic.partition_cnt != target.partitions)
        note(std::to_string(topic.partition_cnt) + " partitions");
    rd_kafka_ConfigResource_t* resource = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.topic);
    const Queue queue(rd_kafka_queue_new(handle), &rd_kafka_queue_destroy);
    rd_kafka_DescribeConfigs(handle, &resource, 1, nullptr, queue.get());
    rd_kafka_ConfigResource_destroy(resource);
    const Event event(rd_kafka_queue_poll(queue.get(), milliseconds(target.patience)),
                      &rd_kafka_event_destroy);
    if (!event || rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return logDown("the settings of " + std::string(topic.topic) + " could not be read");
    std::size_t count = 0;
    const auto* results =
        rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event.get()), &count);
    std::size_t entryCount = 0;
    const auto* entries = count > 0 ? rd_kafka_ConfigResource_configs(results[0], &entryCount) : nullptr;
    const auto wanted = wantedSettings(replicas);
    for (std::size_t i = 0; i < entryCount; ++i) {
        const auto setting = wanted.find(rd_kafka_ConfigEntry_name(entries[i]));
        const char* value = rd_kafka_ConfigEntry_value(entries[i]);
        if (setting != wanted.end() && value && setting->second != value)
            note(setting->first + "=" + value);
    }
    return found;
}

core::Result<void> ensure(rd_kafka_t* handle, const KafkaTarget& target, const std::string& name,
                          const rd_kafka_metadata_t& metadata)
{
    const auto* there = topicIn(metadata, name);
    if (!there)
        return create(handle, target, name, std::min(3, metadata.broker_cnt));
    const auto otherwise = differences(handle, target, *there);
    if (!otherwise)
        return tl::unexpected(otherwise.error());
    if (!otherwise->empty())
        return core::fail(core::ErrorKind::WrongState, "topic_differs", name + ": " + *otherwise);
    return {};
}

} // namespace

void KafkaDestroyer::operator()(rd_kafka_s* handle) const
{
    rd_kafka_destroy(handle);
}

core::Result<rd_kafka_conf_s*> kafkaConfiguration(const KafkaTarget& target,
                                                  const std::map<std::string, std::string>& ours)
{
    using Conf = std::unique_ptr<rd_kafka_conf_t, decltype(&rd_kafka_conf_destroy)>;
    Conf conf(rd_kafka_conf_new(), &rd_kafka_conf_destroy);
    std::array<char, 512> words{};
    auto all = target.properties;
    all["bootstrap.servers"] = target.brokers;
    all["client.id"] = target.member;
    for (const auto& [name, value] : ours)
        all[name] = value;
    for (const auto& [name, value] : all)
        if (rd_kafka_conf_set(conf.get(), name.c_str(), value.c_str(), words.data(), words.size()) !=
            RD_KAFKA_CONF_OK)
            return core::fail(core::ErrorKind::InvalidArgument, "kafka_setting", words.data());
    rd_kafka_conf_set_log_cb(conf.get(), [](const rd_kafka_t*, int, const char*, const char*) {});
    return conf.release();
}

core::Result<void> ensureTopics(const KafkaTarget& target)
{
    const auto conf = kafkaConfiguration(target, {});
    if (!conf)
        return tl::unexpected(conf.error());
    std::array<char, 512> words{};
    const KafkaHandle handle(rd_kafka_new(RD_KAFKA_PRODUCER, *conf, words.data(), words.size()));
    if (!handle) {
        rd_kafka_conf_destroy(*conf);
        return core::fail(core::ErrorKind::InvalidArgument, "kafka_setting", words.data());
    }
    const auto metadata = metadataOf(handle.get(), target);
    if (!metadata)
        return tl::unexpected(metadata.error());
    for (const auto& name : {target.topic, target.shadowTopic})
        if (auto sure = ensure(handle.get(), target, name, **metadata); !sure)
            return sure;
    return {};
}

} // namespace firstcome::eventlog
