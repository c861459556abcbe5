#include "backend/core/logging.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <shared_mutex>

namespace firstcome::core {

namespace {

constexpr std::size_t kFileBytes = 5 * 1024 * 1024;
constexpr std::size_t kOldFiles = 3;
constexpr std::size_t kShortestSecret = 4;

spdlog::level::level_enum spdlogLevel(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return spdlog::level::debug;
    case LogLevel::Info:
        return spdlog::level::info;
    case LogLevel::Warning:
        return spdlog::level::warn;
    case LogLevel::Error:
        return spdlog::level::err;
    }
    return spdlog::level::err;
}

/// What strangers sent may be part of `text`: no entry may look like two.
std::string onOneLine(std::string_view text)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string line;
    line.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7f)
            line += c;
        else
            (line += "\\x") += {kDigits[byte >> 4], kDigits[byte & 0x0f]};
    }
    return line;
}

void replaceAll(std::string& text, std::string_view what, std::string_view with)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

} // namespace

struct Log::Private
{
    spdlog::logger logger;
    std::shared_mutex mutex; ///< of secrets
    std::vector<std::string> secrets;
};

Result<std::unique_ptr<Log>> Log::open(const std::filesystem::path& directory, LogLevel stderrFrom)
{
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error)
        return fail(ErrorKind::Io, "log_unwritable", directory.string() + ": " + error.message());
    const auto file = directory / "firstcome.log";
    try {
        auto toFile =
            std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), kFileBytes, kOldFiles);
        auto toStderr = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        toStderr->set_level(spdlogLevel(stderrFrom));
        const spdlog::sinks_init_list sinks{std::move(toFile), std::move(toStderr)};
        auto made = std::unique_ptr<Private>(new Private{spdlog::logger("firstcome", sinks), {}, {}});
        made->logger.set_level(spdlog::level::debug);
        made->logger.set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
        made->logger.flush_on(spdlog::level::warn);
        return std::unique_ptr<Log>(new Log(std::move(made)));
    } catch (const std::exception& failure) {
        return fail(ErrorKind::Io, "log_unwritable", failure.what());
    }
}

Log::Log(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}

Log::~Log()
{
    flush();
}

void Log::write(LogLevel level, std::string_view room, std::string_view text)
{
    std::string line(text);
    {
        const std::shared_lock lock(d->mutex);
        for (const auto& secret : d->secrets)
            replaceAll(line, secret, "***");
    }
    d->logger.log(spdlogLevel(level), "{}: {}", room, onOneLine(line));
}

void Log::error(std::string_view room, const Error& failure)
{
    error(room, failure.detail.empty() ? failure.code : failure.code + ": " + failure.detail);
}

void Log::hide(std::string secret)
{
    if (secret.size() < kShortestSecret)
        return;
    const std::unique_lock lock(d->mutex);
    d->secrets.push_back(std::move(secret));
}

void Log::flush()
{
    d->logger.flush();
}

} // namespace firstcome::core
