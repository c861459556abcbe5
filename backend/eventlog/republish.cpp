#include "backend/eventlog/republish.h"

#include "backend/eventlog/kafka_producer.h"
#include "backend/eventlog/kafka_topics.h"

#include <string>

namespace firstcome::eventlog {

namespace {

constexpr std::chrono::milliseconds kServe{20};
constexpr std::chrono::seconds kStill{35}; ///< longer than a delivery may take

} // namespace

core::Result<void> republish(const KafkaTarget& target, std::span<const LogRecord> records)
{
    if (records.empty())
        return {};
    if (auto sure = ensureTopics(target); !sure)
        return sure;
    std::size_t confirmed = 0;
    KafkaProducer producer(target, [&](const issuing::InstanceId&, std::uint32_t) { ++confirmed; });
    if (auto opened = producer.open(); !opened)
        return opened;
    std::size_t sent = 0, confirmedBefore = 0;
    auto lastProgress = std::chrono::steady_clock::now();
    while (confirmed < records.size()) {
        while (sent < records.size() && producer.send(records[sent]))
            ++sent;
        producer.serve(kServe);
        if (!producer.failure().empty())
            return core::fail(core::ErrorKind::Unavailable, "log_down", producer.failure());
        const auto now = std::chrono::steady_clock::now();
        if (std::exchange(confirmedBefore, confirmed) != confirmed)
            lastProgress = now;
        else if (now - lastProgress > kStill)
            return core::fail(core::ErrorKind::Unavailable, "log_down",
                              std::to_string(records.size() - confirmed) + " not confirmed");
    }
    return {};
}

} // namespace firstcome::eventlog
