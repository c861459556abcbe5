#include "backend/spike/measurements.h"
#include "backend/spike/response_parser.h"
#include "backend/spike/verdict_reading.h"

#include <cstdlib>
#include <string_view>

using namespace firstcome::spike;

namespace {

struct Read
{
    ResponseParser::State state;
    std::size_t used;
    int status;
    std::string body;
    bool keepAlive;

    friend bool operator==(const Read&, const Read&) = default;
};

Read resultOf(const ResponseParser& parser, std::size_t used)
{
    if (parser.state() != ResponseParser::State::Done)
        return {parser.state(), 0, 0, {}, false};
    return {parser.state(), used, parser.status(), std::string(parser.body()), parser.keepAlive()};
}

} // namespace

/// Bytes read as one piece or cut in two give the same; a whole reply has one verdict of those there are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto cut = bytes.empty() ? 0 : data[0] * bytes.size() / 256;
    ResponseParser whole, pieces;
    const auto atOnce = resultOf(whole, whole.feed(bytes));
    auto used = pieces.feed(bytes.substr(0, cut));
    used += pieces.feed(bytes.substr(used == cut ? cut : bytes.size()));
    if (!(resultOf(pieces, used) == atOnce))
        std::abort();
    const auto reading = readVerdict(whole.status(), bytes, "kim");
    if (reading.verdict > kUnknownVerdict)
        std::abort();
    if (whole.state() == ResponseParser::State::Done &&
        readVerdict(whole.status(), whole.body(), "kim").verdict > kUnknownVerdict)
        std::abort();
    whole.finish();
    if (whole.state() == ResponseParser::State::Reading)
        std::abort();
    return 0;
}
