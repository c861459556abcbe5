#include "backend/eventlog/kafka_lag.h"

#include "backend/eventlog/kafka_ends.h"

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
using OwnedGroups = Owned<const struct rd_kafka_group_list, rd_kafka_group_list_destroy>;
using OwnedTopic = Owned<rd_kafka_topic_t, rd_kafka_topic_destroy>;

constexpr int kPatienceMs = static_cast<int>(KafkaLag::kPatience.count());

OwnedPartitions emptyList()
{
    return OwnedPartitions(rd_kafka_topic_partition_list_new(32));
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

void refuseGroup(LagSample::Group& group, std::string why)
{
    group.problem = "group_unreadable";
    group.detail = std::move(why);
}

/// How many read in the group; unknown where not every broker answered.
core::Result<void> readMembers(rd_kafka_t* handle, LagSample::Group& group)
{
    const struct rd_kafka_group_list* found = nullptr;
    const auto error = rd_kafka_list_groups(handle, group.name.c_str(), &found, kPatienceMs);
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR && error != RD_KAFKA_RESP_ERR__PARTIAL)
        return logDown(group.name + ": " + rd_kafka_err2str(error));
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
        group.readers = 0; // a group that nobody knows
    const OwnedGroups groups(found);
    for (int i = 0; i < groups->group_cnt; ++i) {
        const auto& seen = groups->groups[i];
        if (group.name != seen.group)
            continue;
        if (seen.err != RD_KAFKA_RESP_ERR_NO_ERROR)
            refuseGroup(group, rd_kafka_err2str(seen.err));
        else
            group.readers = static_cast<std::uint32_t>(seen.member_cnt);
    }
    return {};
}

/// `handle` is one of this group.
core::Result<void> readOffsets(rd_kafka_t* handle, const rd_kafka_topic_partition_list_t& partitions,
                               LagSample::Group& group)
{
    const OwnedPartitions asked(rd_kafka_topic_partition_list_copy(&partitions));
    const auto error = rd_kafka_committed(handle, asked.get(), kPatienceMs);
    if (error > RD_KAFKA_RESP_ERR_NO_ERROR) { // the broker's own word
        refuseGroup(group, rd_kafka_err2str(error));
        return {};
    }
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return logDown(group.name + ": " + rd_kafka_err2str(error));
    for (int i = 0; i < asked->cnt; ++i) {
        const auto& offset = asked->elems[i];
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
    auto sample = ask(groups);
    if (!sample)
        m_handles.clear(); // they may remember what is no longer so
    return sample;
}

core::Result<rd_kafka_t*> KafkaLag::handleOf(const std::string& group)
{
    KafkaHandle& handle = m_handles[group];
    if (handle)
        return handle.get();
    // A consumer, as a producer would have the brokers make a topic that it asks about.
    std::map<std::string, std::string> settings{{"allow.auto.create.topics", "false"},
                                                {"enable.auto.commit", "false"}};
    if (!group.empty())
        settings["group.id"] = group;
    const auto conf = kafkaConfiguration(m_target, settings);
    if (!conf)
        return tl::unexpected(conf.error());
    std::array<char, 512> words{};
    handle.reset(rd_kafka_new(RD_KAFKA_CONSUMER, *conf, words.data(), words.size()));
    if (handle)
        return handle.get();
    rd_kafka_conf_destroy(*conf);
    return core::fail(core::ErrorKind::InvalidArgument, "kafka_setting", words.data());
}

core::Result<LagSample> KafkaLag::ask(const std::vector<std::string>& groups)
{
    const auto handle = handleOf(groups.empty() ? std::string() : groups.front());
    if (!handle)
        return tl::unexpected(handle.error());
    LagSample sample;
    const auto partitions = emptyList();
    for (const auto& topic : {m_target.topic, m_target.shadowTopic}) {
        const auto there = addPartitions(*handle, topic, *partitions);
        if (!there)
            return tl::unexpected(there.error());
        if (!*there)
            sample.missingTopics.push_back(topic);
    }
    for (const auto& name : groups) {
        auto& group = sample.groups.emplace_back();
        group.name = name;
        if (auto read = readMembers(*handle, group); !read)
            return tl::unexpected(read.error());
        if (!group.problem.empty() || partitions->cnt == 0)
            continue;
        const auto own = handleOf(name);
        if (!own)
            return tl::unexpected(own.error());
        if (auto read = readOffsets(*own, *partitions, group); !read)
            return tl::unexpected(read.error());
    }
    auto ends = endsOf(*handle, *partitions, kPatience);
    if (!ends)
        return tl::unexpected(ends.error());
    sample.ends = std::move(*ends);
    return sample;
}

} // namespace firstcome::eventlog
