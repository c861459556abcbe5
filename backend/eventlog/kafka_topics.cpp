#include "backend/eventlog/kafka_topics.h"

#include <algorithm>
#include <array>
#include <librdkafka/rdkafka.h>
#include <optional>

namespace firstcome::eventlog {

/// A client for questions about topics, and why its brokers cannot be spoken to, where librdkafka tells: the answer to
/// a question says no more than that none came.
struct KafkaAdministrator
{
    explicit KafkaAdministrator(KafkaTarget wanted)
        : target(std::move(wanted))
    {
    }
    core::Result<void> open();
    /// The reason that was told meanwhile, or else this.
    core::Error reasonOf(const core::Error& failure);

    const KafkaTarget target;
    std::optional<core::Error> told;
    KafkaHandle handle;
};

core::Result<void> KafkaAdministrator::open()
{
    const auto conf = kafkaConfiguration(target, {});
    if (!conf)
        return tl::unexpected(conf.error());
    rd_kafka_conf_set_opaque(*conf, this);
    rd_kafka_conf_set_error_cb(*conf, [](rd_kafka_t*, int number, const char* why, void* self) {
        auto& told = static_cast<KafkaAdministrator*>(self)->told;
        if (auto fault = logFault(number, why); fault.code != "log_down")
            told = std::move(fault);
    });
    std::array<char, 512> words{};
    handle.reset(rd_kafka_new(RD_KAFKA_PRODUCER, *conf, words.data(), words.size()));
    if (handle)
        return {};
    rd_kafka_conf_destroy(*conf);
    return core::fail(core::ErrorKind::InvalidArgument, "kafka_setting", words.data());
}

core::Error KafkaAdministrator::reasonOf(const core::Error& failure)
{
    while (rd_kafka_poll(handle.get(), 0) > 0) { // calls what was set above
    }
    return failure.code == "log_down" && told ? *told : failure;
}

namespace {

using Queue = std::unique_ptr<rd_kafka_queue_t, decltype(&rd_kafka_queue_destroy)>;
using Event = std::unique_ptr<rd_kafka_event_t, decltype(&rd_kafka_event_destroy)>;
using AdminOptions = std::unique_ptr<rd_kafka_AdminOptions_t, decltype(&rd_kafka_AdminOptions_destroy)>;
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
    return {{"cleanup.policy", "delete"},
            {"retention.ms", "-1"},
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

/// What a topic's configuration says where that is not as wanted. Unavailable `settings_refused` where these brokers
/// do not let us read it, or cannot tell. Asks the broker that told of the topic: it surely knows it, and answers
/// also while nobody is the controller.
core::Result<std::vector<std::string>> settingsOtherwise(rd_kafka_t* handle, const KafkaTarget& target,
                                                         const char* topic, int replicas, int broker)
{
    const AdminOptions options(rd_kafka_AdminOptions_new(handle, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS),
                               &rd_kafka_AdminOptions_destroy);
    std::array<char, 512> words{};
    if (rd_kafka_AdminOptions_set_broker(options.get(), broker, words.data(), words.size()) !=
        RD_KAFKA_RESP_ERR_NO_ERROR)
        return logDown(words.data());
    rd_kafka_ConfigResource_t* resource = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic);
    const Queue queue(rd_kafka_queue_new(handle), &rd_kafka_queue_destroy);
    rd_kafka_DescribeConfigs(handle, &resource, 1, options.get(), queue.get());
    rd_kafka_ConfigResource_destroy(resource);
    const Event event(rd_kafka_queue_poll(queue.get(), milliseconds(target.patience)),
                      &rd_kafka_event_destroy);
    const auto error = event ? rd_kafka_event_error(event.get()) : RD_KAFKA_RESP_ERR__TIMED_OUT;
    if (error == RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE)
        return core::fail(core::ErrorKind::Unavailable, "settings_refused", rd_kafka_event_error_string(event.get()));
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return logDown("the settings of " + std::string(topic) + " could not be read");
    std::size_t count = 0;
    const auto* results =
        rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event.get()), &count);
    if (count == 0)
        return logDown("no settings of " + std::string(topic) + " in the answer");
    if (rd_kafka_ConfigResource_error(results[0]) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return core::fail(core::ErrorKind::Unavailable, "settings_refused",
                          rd_kafka_err2str(rd_kafka_ConfigResource_error(results[0])));
    std::vector<std::string> found;
    std::size_t entryCount = 0;
    const auto* entries = rd_kafka_ConfigResource_configs(results[0], &entryCount);
    const auto wanted = wantedSettings(replicas);
    for (std::size_t i = 0; i < entryCount; ++i) {
        const auto setting = wanted.find(rd_kafka_ConfigEntry_name(entries[i]));
        const char* value = rd_kafka_ConfigEntry_value(entries[i]);
        if (setting != wanted.end() && value && setting->second != value)
            found.push_back(setting->first + "=" + value);
    }
    return found;
}

int replicasOf(const rd_kafka_metadata_topic& topic)
{
    int fewest = topic.partition_cnt > 0 ? topic.partitions[0].replica_cnt : 0;
    for (int i = 1; i < topic.partition_cnt; ++i)
        fewest = std::min(fewest, topic.partitions[i].replica_cnt);
    return fewest;
}

/// What is otherwise in a topic that was there before.
core::Result<std::vector<std::string>> topicOtherwise(rd_kafka_t* handle, const KafkaTarget& target,
                                                      const rd_kafka_metadata_topic& topic, int broker)
{
    auto found = settingsOtherwise(handle, target, topic.topic, replicasOf(topic), broker);
    if (found && topic.partition_cnt != target.partitions)
        found->insert(found->begin(), std::to_string(topic.partition_cnt) + " partitions");
    return found;
}

core::Result<void> ensure(rd_kafka_t* handle, const KafkaTarget& target, const std::string& name,
                          const rd_kafka_metadata_t& metadata)
{
    const auto* there = topicIn(metadata, name);
    if (!there)
        return create(handle, target, name, std::min(3, metadata.broker_cnt));
    const auto otherwise = topicOtherwise(handle, target, *there, metadata.orig_broker_id);
    if (!otherwise && otherwise.error().code == "settings_refused")
        return {}; // go/no-go says so
    if (!otherwise)
        return tl::unexpected(otherwise.error());
    std::string all;
    for (const auto& text : *otherwise)
        all += (all.empty() ? "" : ", ") + text;
    return all.empty() ? core::Result<void>()
                       : core::fail(core::ErrorKind::WrongState, "topic_differs", name + ": " + all);
}

core::Result<void> ensureAll(KafkaAdministrator& administrator)
{
    const auto& target = administrator.target;
    const auto metadata = metadataOf(administrator.handle.get(), target);
    if (!metadata)
        return tl::unexpected(metadata.error());
    for (const auto& name : {target.topic, target.shadowTopic})
        if (auto sure = ensure(administrator.handle.get(), target, name, **metadata); !sure)
            return sure;
    return {};
}

core::Result<std::vector<std::string>> allOtherwise(KafkaAdministrator& administrator)
{
    const auto& target = administrator.target;
    const auto metadata = metadataOf(administrator.handle.get(), target);
    if (!metadata)
        return tl::unexpected(metadata.error());
    std::vector<std::string> all;
    for (const auto& name : {target.topic, target.shadowTopic}) {
        const auto* topic = topicIn(**metadata, name);
        if (!topic) {
            all.push_back(name + ": missing");
            continue;
        }
        const auto otherwise = topicOtherwise(administrator.handle.get(), target, *topic, (*metadata)->orig_broker_id);
        if (!otherwise)
            return tl::unexpected(otherwise.error());
        for (const auto& text : *otherwise)
            all.push_back(name + ": " + text);
        if (const int replicas = replicasOf(*topic); replicas < std::min(3, (*metadata)->broker_cnt))
            all.push_back(name + ": replication factor " + std::to_string(replicas));
    }
    return all;
}

} // namespace

core::Result<void> ensureTopics(const KafkaTarget& target)
{
    KafkaAdministrator administrator(target);
    if (auto opened = administrator.open(); !opened)
        return opened;
    const auto sure = ensureAll(administrator);
    return sure ? sure : tl::unexpected(administrator.reasonOf(sure.error()));
}

KafkaTopicCheck::KafkaTopicCheck(KafkaTarget target)
    : m_target(std::move(target))
{
}

KafkaTopicCheck::~KafkaTopicCheck() = default;

core::Result<std::vector<std::string>> KafkaTopicCheck::differences()
{
    if (!m_administrator) {
        auto made = std::make_unique<KafkaAdministrator>(m_target);
        if (auto opened = made->open(); !opened)
            return tl::unexpected(opened.error());
        m_administrator = std::move(made);
    }
    auto found = allOtherwise(*m_administrator);
    if (!found) {
        found = tl::unexpected(m_administrator->reasonOf(found.error()));
        m_administrator.reset(); // it may remember what is no longer so
    }
    return found;
}

} // namespace firstcome::eventlog
