#include "tests/support/mock_kafka.h"

#include <array>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace firstcome::testing {

namespace {

constexpr std::int16_t kProduce = 0; // ApiKey
/// More requests than any test makes.
constexpr std::size_t kAll = 100'000;

void mustBeTaken(rd_kafka_resp_err_t answer, const std::string& what)
{
    if (answer != RD_KAFKA_RESP_ERR_NO_ERROR)
        throw std::runtime_error("mock cluster, " + what + ": " + rd_kafka_err2str(answer));
}

} // namespace

void MockKafka::ClusterEnd::operator()(rd_kafka_mock_cluster_s* cluster) const
{
    rd_kafka_mock_cluster_destroy(cluster);
}

MockKafka::MockKafka()
{
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set_log_cb(conf, [](const rd_kafka_t*, int, const char*, const char*) {});
    std::array<char, 512> words{};
    m_keeper.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf, words.data(), words.size()));
    if (!m_keeper)
        throw std::runtime_error(std::string("mock cluster: ") + words.data());
    m_cluster.reset(rd_kafka_mock_cluster_new(m_keeper.get(), 1));
    if (!m_cluster)
        throw std::runtime_error("librdkafka makes no mock cluster");
}

MockKafka::~MockKafka() = default;

eventlog::KafkaTarget MockKafka::target()
{
    const auto suffix = "-" + std::to_string(++m_targets);
    eventlog::KafkaTarget target;
    target.brokers = rd_kafka_mock_cluster_bootstraps(m_cluster.get());
    target.topic += suffix;
    target.shadowTopic += suffix;
    target.group += suffix;
    for (const auto& topic : {target.topic, target.shadowTopic})
        mustBeTaken(rd_kafka_mock_topic_create(m_cluster.get(), topic.c_str(), target.partitions, 1), topic);
    return target;
}

void MockKafka::setDown(bool down)
{
    mustBeTaken(down ? rd_kafka_mock_broker_set_down(m_cluster.get(), -1)
                     : rd_kafka_mock_broker_set_up(m_cluster.get(), -1),
                down ? "down" : "up");
}

void MockKafka::refuseAll(int error)
{
    const std::vector<rd_kafka_resp_err_t> errors(kAll, static_cast<rd_kafka_resp_err_t>(error));
    rd_kafka_mock_push_request_errors_array(m_cluster.get(), kProduce, errors.size(), errors.data());
}

void MockKafka::refuseNone()
{
    rd_kafka_mock_clear_request_errors(m_cluster.get(), kProduce);
}

} // namespace firstcome::testing
