#include "backend/core/config.h"

#include <cstdlib>

/// Any text is either a whole configuration or refused with a line; nothing in between, and never a crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto config =
        firstcome::core::parseConfig({reinterpret_cast<const char*>(data), size}, "fuzz.toml");
    if (!config && !config.error().detail.starts_with("fuzz.toml:"))
        std::abort();
    if (config &&
        (config->http.maxConnections == 0 || config->consumer.lagWarning > config->consumer.lagCritical))
        std::abort();
    return 0;
}
