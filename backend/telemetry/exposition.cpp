#include "backend/telemetry/exposition.h"

#include <prometheus/text_serializer.h>
#include <sstream>

namespace firstcome::telemetry {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

constexpr std::array<const char*, kStageCount> kStageNames{"parse", "admission", "store_wait", "commit",
                                                           "reply"};

void addGauge(MetricFamily& family, double value, Labels labels = {})
{
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = value;
    family.metric.push_back(std::move(metric));
}

template <class Number>
void addReading(std::vector<MetricFamily>& families, const char* name, const char* help,
                const std::optional<Number>& value)
{
    if (!value)
        return;
    MetricFamily family{name, help, MetricType::Gauge, {}};
    addGauge(family, static_cast<double>(*value));
    families.push_back(std::move(family));
}

void addSummary(MetricFamily& family, const LatencySummary& latency, Labels labels = {})
{
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.summary.sample_count = latency.count;
    metric.summary.sample_sum = latency.avg.value_or(0) * static_cast<double>(latency.count) / 1000;
    const std::pair<double, std::optional<double>> quantiles[] = {{0.5, latency.p50},
                                                                  {0.9, latency.p90},
                                                                  {0.95, latency.p95},
                                                                  {0.99, latency.p99},
                                                                  {0.999, latency.p999}};
    for (const auto& [quantile, ms] : quantiles)
        if (ms)
            metric.summary.quantile.push_back({quantile, *ms / 1000});
    family.metric.push_back(std::move(metric));
}

MetricFamily attempts(const TelemetryPart& part)
{
    MetricFamily family{"firstcome_attempts_total", "Answered attempts by verdict", MetricType::Counter, {}};
    for (const auto& [instance, totals] : part.totals)
        for (const auto verdict : issuing::kVerdicts) {
            ClientMetric metric;
            metric.label = {{"instance", instance.isNil() ? "none" : instance.str()},
                            {"verdict", std::string(issuing::verdictName(verdict))}};
            metric.counter.value = static_cast<double>(totals.verdicts[static_cast<std::size_t>(verdict)]);
            family.metric.push_back(std::move(metric));
        }
    return family;
}

/// One level of every instance, from the newest tick of each.
MetricFamily levels(const TelemetryPart& part, const char* name, const char* help,
                    std::int64_t InstanceTick::*level)
{
    std::map<issuing::InstanceId, std::int64_t> newest;
    for (const auto& tick : part.instanceTicks)
        newest[tick.instance] = tick.*level;
    MetricFamily family{name, help, MetricType::Gauge, {}};
    for (const auto& [instance, value] : newest)
        if (value >= 0)
            addGauge(family, static_cast<double>(value), {{"instance", instance.str()}});
    return family;
}

void addHost(std::vector<MetricFamily>& families, const HostReadings& host)
{
    addReading(families, "firstcome_host_cpu_percent", "Load of all cores together", host.cpuPercent);
    addReading(families, "firstcome_process_cpu_percent", "Load by this process, of one core",
               host.processCpuPercent);
    addReading(families, "firstcome_process_resident_bytes", "Memory of this process", host.residentBytes);
    addReading(families, "firstcome_free_disk_bytes", "Free where the data directory is", host.freeDiskBytes);
    addReading(families, "firstcome_open_files", "Open file descriptors", host.openFiles);
    addReading(families, "firstcome_open_files_limit", "Most there can be", host.openFilesLimit);
}

} // namespace

std::string exposition(const TelemetryPart& part, const ServerLatency& latency)
{
    std::vector<MetricFamily> families;
    families.push_back(attempts(part));

    MetricFamily whole{"firstcome_attempt_seconds", "Time to answer an attempt", MetricType::Summary, {}};
    addSummary(whole, latency.attempts);
    families.push_back(std::move(whole));
    MetricFamily stages{
        "firstcome_stage_seconds", "Time in one stage of the issue path", MetricType::Summary, {}};
    for (std::size_t s = 0; s < kStageCount; ++s)
        addSummary(stages, latency.stages[s], {{"stage", kStageNames[s]}});
    families.push_back(std::move(stages));
    MetricFamily confirmed{"firstcome_confirm_seconds",
                           "From accepted, by the store's clock, to committed in the ledger", MetricType::Summary, {}};
    addSummary(confirmed, latency.confirmed);
    families.push_back(std::move(confirmed));

    families.push_back(levels(part, "firstcome_remaining", "Coupons left", &InstanceTick::remaining));
    families.push_back(
        levels(part, "firstcome_outbox", "Accepted, not confirmed by the log", &InstanceTick::outbox));
    families.push_back(
        levels(part, "firstcome_unconsumed", "In the log, not in the ledger", &InstanceTick::unconsumed));
    families.push_back(levels(part, "firstcome_ledger", "In the ledger", &InstanceTick::ledger));
    addReading(families, "firstcome_connections", "Open connections", std::optional(part.connections));
    addHost(families, part.host);

    std::erase_if(families, [](const MetricFamily& family) { return family.metric.empty(); });
    std::ostringstream text;
    prometheus::TextSerializer().Serialize(text, families);
    return std::move(text).str();
}

} // namespace firstcome::telemetry
