#pragma once

#include "backend/core/clock.h"
#include "backend/telemetry/telemetry_part.h"

#include <filesystem>
#include <optional>

namespace firstcome::telemetry {

/// Reads the machine and this process: processor, memory, open files, free disk. Loads are means since the
/// previous reading, so the first has none. One thread at a time, not the GUI's: asking for the disk may
/// block.
class HostReader
{
public:
    /// `proc` is where proc(5) is mounted.
    HostReader(std::filesystem::path dataDir, const core::Clock& clock, std::filesystem::path proc = "/proc");
    HostReadings read();

private:
    struct CpuTimes
    {
        std::uint64_t busy = 0;
        std::uint64_t all = 0;
    };
    std::optional<CpuTimes> cpuTimes() const;
    std::optional<double> cpuPercent();
    std::optional<double> processCpuPercent();
    std::optional<std::uint64_t> residentBytes() const;
    std::optional<std::uint64_t> freeDiskBytes() const;
    std::optional<std::uint64_t> openFiles() const;

    std::filesystem::path m_dataDir;
    const core::Clock& m_clock;
    std::filesystem::path m_proc;
    std::optional<CpuTimes> m_cpu;
    std::optional<std::pair<core::SteadyTime, std::chrono::nanoseconds>> m_process;
};

} // namespace firstcome::telemetry
