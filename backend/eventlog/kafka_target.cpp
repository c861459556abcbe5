#include "backend/eventlog/kafka_target.h"

#include <array>
#include <future>
#include <librdkafka/rdkafka.h>
#include <thread>

namespace firstcome::eventlog {

namespace {

/// For what a handle still has to hear from brokers.
constexpr auto kTimeToEnd = std::chrono::seconds(2);

} // namespace

void KafkaDestroyer::operator()(rd_kafka_s* handle) const
{
    const auto done = std::make_shared<std::promise<void>>();
    auto isDone = done->get_future();
    std::thread([handle, done] {
        rd_kafka_destroy_flags(handle, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
        done->set_value();
    }).detach();
    isDone.wait_for(kTimeToEnd);
}

core::Error logFault(int number, std::string detail)
{
    const char* code = "log_down";
    switch (number) {
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM:
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
        code = "log_refuses_us";
        break;
    case RD_KAFKA_RESP_ERR__SSL:
        code = "log_not_trusted";
        break;
    default:
        break;
    }
    return {core::ErrorKind::Unavailable, code, std::move(detail)};
}

core::Result<rd_kafka_conf_s*> kafkaConfiguration(const KafkaTarget& target,
                                                  const std::map<std::string, std::string>& ours)
{
    using Conf = std::unique_ptr<rd_kafka_conf_t, decltype(&rd_kafka_conf_destroy)>;
    Conf conf(rd_kafka_conf_new(), &rd_kafka_conf_destroy);
    std::array<char, 512> words{};
    // Brokers that are back are found within a second, not ten.
    std::map<std::string, std::string> all{{"reconnect.backoff.max.ms", "1000"}};
    for (const auto& [name, value] : target.properties)
        all[name] = value;
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

} // namespace firstcome::eventlog
