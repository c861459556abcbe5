#include "backend/local/probe_loop.h"

#include "backend/core/kernel_clock.h"

namespace firstcome::local {

ProbeLoop::ProbeLoop(stock::StockStore& store, const core::Clock& clock, std::filesystem::path dataDir)
    : m_store(store)
    , m_clock(clock)
    , m_dataDir(std::move(dataDir))
    , m_thread("probe", [this] {
        measure();
        return std::chrono::seconds(1);
    })
{
}

void ProbeLoop::start()
{
    m_thread.start();
}

void ProbeLoop::stop()
{
    m_thread.stop();
}

void ProbeLoop::measure()
{
    const auto probe = m_store.probe();
    std::error_code noSpace;
    const auto space = std::filesystem::space(m_dataDir, noSpace);
    const auto offset = core::kernelClockOffset();
    std::map<issuing::InstanceId, std::uint64_t> audiences;
    for (const auto& instance : m_store.status().instances)
        if (instance.audience == issuing::Audience::Listed && instance.state != issuing::EventState::Closed)
            if (const auto size = m_store.audienceSize(instance.id))
                audiences[instance.id] = *size;
    const auto now = m_clock.wall();
    {
        const std::lock_guard lock(m_mutex);
        m_audiences = std::move(audiences);
        m_readings.storeFailed = !probe.has_value();
        if (probe)
            m_readings.storeProbeMs = issuing::Reading{static_cast<double>(probe->count()) / 1000.0, now};
        if (!noSpace)
            m_readings.freeDiskBytes = issuing::Reading{static_cast<double>(space.available), now};
        if (offset)
            m_readings.clockOffsetMs = issuing::Reading{static_cast<double>(offset->count()) / 1000.0, now};
    }
}

issuing::GoReadings ProbeLoop::readings() const
{
    const std::lock_guard lock(m_mutex);
    return m_readings;
}

std::map<issuing::InstanceId, std::uint64_t> ProbeLoop::audiences() const
{
    const std::lock_guard lock(m_mutex);
    return m_audiences;
}

} // namespace firstcome::local
