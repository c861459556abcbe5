#include "backend/http/request_reader.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

using firstcome::http::RequestReader;

namespace {

/// Everything that comes of `bytes` when they arrive `step` at a time, as text.
std::string reading(std::string_view bytes, std::size_t step)
{
    using Progress = RequestReader::Progress;
    RequestReader reader(1024);
    std::string seen;
    for (;;) {
        switch (reader.advance()) {
        case Progress::Head:
            seen.append(reader.head().method).append(" ").append(reader.head().target);
            seen += reader.head().keepAlive ? " kept" : " closed";
            reader.allowBody(512, true);
            break;
        case Progress::Complete:
            seen.append(" [").append(reader.takeBody()).append("]\n");
            reader.next();
            break;
        case Progress::Failed:
            return seen.append(" failed ").append(std::to_string(reader.failure().status));
        case Progress::NeedMore: {
            if (bytes.empty())
                return seen;
            const auto space = reader.space();
            if (space.empty())
                std::abort();
            const std::size_t part = std::min({space.size(), bytes.size(), step});
            std::memcpy(space.data(), bytes.data(), part);
            reader.received(part);
            bytes.remove_prefix(part);
        }
        }
    }
}

} // namespace

/// How the network cuts the bytes must not change what is read. One difference is allowed: which of two
/// things that are wrong with the same request is noticed first.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::string whole = reading(bytes, size + 1), drops = reading(bytes, 1);
    for (auto* text : {&whole, &drops})
        if (const auto failed = text->find(" failed "); failed != std::string::npos)
            text->resize(failed);
    if (whole != drops)
        std::abort();
    return 0;
}
