#pragma once

#include "backend/eventlog/kafka_target.h"

#include <memory>

struct rd_kafka_mock_cluster_s;

namespace firstcome::testing {

/// librdkafka's own mock of a Kafka broker, within this process: for what a real one cannot be made to answer, and
/// where none can be had. It knows neither CreateTopics nor DescribeConfigs. Throws std::runtime_error where it does
/// not come up.
class MockKafka
{
public:
    MockKafka();
    ~MockKafka();

    /// A target with topics of its own, which are there, so that tests of one program share the broker.
    eventlog::KafkaTarget target();
    /// All clients are cut off and none gets in, or they may come again.
    void setDown(bool down);
    /// From now on the broker answers what is produced with this error of librdkafka's, and keeps none of it.
    void refuseAll(int error);
    void refuseNone();

private:
    struct ClusterEnd
    {
        void operator()(rd_kafka_mock_cluster_s* cluster) const;
    };
    eventlog::KafkaHandle m_keeper; ///< what librdkafka wants a mock cluster to belong to
    std::unique_ptr<rd_kafka_mock_cluster_s, ClusterEnd> m_cluster;
    int m_targets = 0;
};

} // namespace firstcome::testing
