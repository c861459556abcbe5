#pragma once

#include "backend/core/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace firstcome::core {

enum class LogLevel { Debug, Info, Warning, Error };

/// The program's log: `firstcome.log` in a directory, at most 4 files of 5 MB, and from `stderrFrom` on also
/// standard error. One line an entry: control characters are escaped, and a hidden secret never appears. Any
/// thread; made by whoever composes the program and passed on by reference. A disk that fails loses lines and
/// nothing else.
class Log
{
public:
    /// Creates the directory where needed. Io `log_unwritable`.
    static Result<std::unique_ptr<Log>> open(const std::filesystem::path& directory,
                                             LogLevel stderrFrom = LogLevel::Warning);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    /// `room` is the folder that speaks: `stock`, `http`, …
    void write(LogLevel level, std::string_view room, std::string_view text);
    void debug(std::string_view room, std::string_view text) { write(LogLevel::Debug, room, text); }
    void info(std::string_view room, std::string_view text) { write(LogLevel::Info, room, text); }
    void warning(std::string_view room, std::string_view text) { write(LogLevel::Warning, room, text); }
    void error(std::string_view room, std::string_view text) { write(LogLevel::Error, room, text); }
    /// A failure with its code: `code: detail`.
    void error(std::string_view room, const Error& failure);

    /// From now on `secret` is written as `***` wherever it turns up. Secrets under 4 characters are ignored.
    void hide(std::string secret);
    void flush();

private:
    struct Private;
    explicit Log(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace firstcome::core
