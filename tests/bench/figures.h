#pragma once

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <regex>
#include <string>
#include <unistd.h>
#include <vector>

/// What every bench needs to say its figures.
namespace firstcome::bench {

inline double secondsSince(std::chrono::steady_clock::time_point begun)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// The value that `percent` of all are not above; 0 where there are none.
inline double percentile(std::vector<double> values, double percent)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const auto index = static_cast<std::size_t>(percent / 100 * static_cast<double>(values.size()));
    return values[std::min(index, values.size() - 1)];
}

inline double median(std::vector<double> values)
{
    return percentile(std::move(values), 50);
}

/// The first number that `pattern` captures; 0 where it does not match.
inline double figureIn(const std::string& text, const std::string& pattern)
{
    std::smatch match;
    return std::regex_search(text, match, std::regex(pattern)) ? std::stod(match[1]) : 0;
}

/// Milliseconds of each of 200 calls of fdatasync, each after appending a page, on the disk of `folder`.
inline std::vector<double> syncMilliseconds(const std::filesystem::path& folder)
{
    const auto file = folder / "sync.probe";
    const int descriptor = ::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    const std::string page(4096, 'x');
    std::vector<double> took;
    while (took.size() < 200 && ::write(descriptor, page.data(), page.size()) > 0) {
        const auto begun = std::chrono::steady_clock::now();
        if (::fdatasync(descriptor) != 0)
            break;
        took.push_back(secondsSince(begun) * 1e3);
    }
    ::close(descriptor);
    std::filesystem::remove(file);
    return took;
}

} // namespace firstcome::bench
