#include "backend/telemetry/host_reader.h"

#include "backend/core/may_block.h"

#include <array>
#include <ctime>
#include <fstream>
#include <string>
#include <utility>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace firstcome::telemetry {

HostReader::HostReader(std::filesystem::path dataDir, const core::Clock& clock, std::filesystem::path proc)
    : m_dataDir(std::move(dataDir))
    , m_clock(clock)
    , m_proc(std::move(proc))
{
}

HostReadings HostReader::read()
{
    const core::MayBlock mark("HostReader::read");
    HostReadings readings;
    readings.cpuPercent = cpuPercent();
    readings.processCpuPercent = processCpuPercent();
    readings.residentBytes = residentBytes();
    readings.freeDiskBytes = freeDiskBytes();
    readings.openFiles = openFiles();
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        readings.openFilesLimit = limit.rlim_cur;
    return readings;
}

std::optional<HostReader::CpuTimes> HostReader::cpuTimes() const
{
    // proc(5), /proc/stat: user nice system idle iowait irq softirq steal; guest times are part of user.
    std::ifstream in(m_proc / "stat");
    std::string name;
    std::array<std::uint64_t, 8> ticks{};
    if (!(in >> name) || name != "cpu")
        return std::nullopt;
    CpuTimes times;
    for (auto& tick : ticks) {
        if (!(in >> tick))
            return std::nullopt;
        times.all += tick;
    }
    times.busy = times.all - ticks[3] - ticks[4];
    return times;
}

std::optional<double> HostReader::cpuPercent()
{
    const auto before = std::exchange(m_cpu, cpuTimes());
    if (!before || !m_cpu || m_cpu->all <= before->all || m_cpu->busy < before->busy)
        return std::nullopt;
    return 100.0 * static_cast<double>(m_cpu->busy - before->busy) /
           static_cast<double>(m_cpu->all - before->all);
}

std::optional<double> HostReader::processCpuPercent()
{
    timespec used{};
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0)
        return std::nullopt;
    const std::pair now(m_clock.steady(),
                        std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec));
    const auto before = std::exchange(m_process, now);
    if (!before || now.first <= before->first)
        return std::nullopt;
    const std::chrono::duration<double> passed = now.first - before->first;
    const std::chrono::duration<double> worked = now.second - before->second;
    return 100.0 * worked.count() / passed.count();
}

std::optional<std::uint64_t> HostReader::residentBytes() const
{
    std::ifstream in(m_proc / "self" / "statm"); // proc(5): pages in all, then resident
    std::uint64_t all = 0, resident = 0;
    if (!(in >> all >> resident))
        return std::nullopt;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::optional<std::uint64_t> HostReader::freeDiskBytes() const
{
    struct statvfs disk
    {
    };
    if (statvfs(m_dataDir.c_str(), &disk) != 0)
        return std::nullopt;
    return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
}

std::optional<std::uint64_t> HostReader::openFiles() const
{
    std::error_code error;
    std::filesystem::directory_iterator entries(m_proc / "self" / "fd", error);
    if (error)
        return std::nullopt;
    std::uint64_t count = 0;
    for (; entries != std::filesystem::directory_iterator(); entries.increment(error)) {
        if (error)
            return std::nullopt;
        ++count;
    }
    return count - (count > 0 ? 1 : 0); // but the one that reads this directory
}

} // namespace firstcome::telemetry
