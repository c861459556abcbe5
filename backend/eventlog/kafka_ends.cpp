#include "backend/eventlog/kafka_ends.h"

#include "backend/eventlog/kafka_target.h"

#include <librdkafka/rdkafka.h>

namespace firstcome::eventlog {

core::Result<std::vector<LogEnd>> endsOf(rd_kafka_t* handle, const rd_kafka_topic_partition_list_t& partitions,
                                         std::chrono::milliseconds patience)
{
    std::vector<LogEnd> ends;
    if (partitions.cnt == 0)
        return ends;
    const std::unique_ptr<rd_kafka_topic_partition_list_t, decltype(&rd_kafka_topic_partition_list_destroy)> asked(
        rd_kafka_topic_partition_list_copy(&partitions), &rd_kafka_topic_partition_list_destroy);
    for (int i = 0; i < asked->cnt; ++i)
        asked->elems[i].offset = RD_KAFKA_OFFSET_END; // as a time: the newest
    if (const auto error = rd_kafka_offsets_for_times(handle, asked.get(), static_cast<int>(patience.count()));
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

} // namespace firstcome::eventlog
