#pragma once

#include "tests/support/child_program.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <sys/types.h>

/// Processor time of processes and threads, as the kernel's scheduler counts it.
namespace firstcome::bench {

using ThreadTimes = std::map<std::string, double>; ///< CPU microseconds by the thread's name

inline ThreadTimes threadTimes(pid_t pid)
{
    ThreadTimes times;
    std::error_code gone;
    const std::filesystem::path tasks = "/proc/" + std::to_string(pid) + "/task";
    for (const auto& task : std::filesystem::directory_iterator(tasks, gone)) {
        std::string name = testing::readFile(task.path() / "comm");
        if (!name.empty())
            name.pop_back();
        times[name] += std::atof(testing::readFile(task.path() / "schedstat").c_str()) / 1e3;
    }
    return times;
}

/// Of all threads that are there now; those that have ended are not in it.
inline double cpuMicros(pid_t pid)
{
    double all = 0;
    for (const auto& [name, micros] : threadTimes(pid))
        all += micros;
    return all;
}

} // namespace firstcome::bench
