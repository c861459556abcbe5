#include "backend/wire/snapshot_codec.h"

#include "backend/core/json_text.h"
#include "backend/wire/archive.h"

#include <boost/json/parse.hpp>

namespace firstcome::wire {

namespace json = boost::json;
using core::ErrorKind;

namespace {

/// Length of the well-formed UTF-8 sequence at the front (RFC 3629), or 0.
std::size_t sequenceLength(std::string_view text)
{
    const auto at = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned first = at(0);
    const std::size_t length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    for (std::size_t i = 1; i < length; ++i)
        if (at(i) < 0x80 || at(i) > 0xbf)
            return 0;
    const bool overlong = (first == 0xe0 && at(1) < 0xa0) || (first == 0xf0 && at(1) < 0x90);
    const bool beyond = (first == 0xed && at(1) > 0x9f) || (first == 0xf4 && at(1) > 0x8f);
    return overlong || beyond ? 0 : length;
}

} // namespace

std::string wellFormed(std::string_view text)
{
    std::string good;
    good.reserve(text.size());
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && static_cast<signed char>(text[plain]) >= 0)
            ++plain;
        good += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty())
            break;
        const std::size_t length = sequenceLength(text);
        length == 0 ? good += '?' : good += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return good;
}

std::string encodeSnapshot(const Snapshot& snapshot)
{
    return core::jsonText(json::object{{"format", kFormat}, {"snapshot", put(snapshot)}});
}

core::Result<Snapshot> decodeSnapshot(std::string_view text)
{
    json::parse_options options;
    options.max_depth = 16;
    json::error_code error;
    const auto document = json::parse({text.data(), text.size()}, error, {}, options);
    if (error || !document.is_object())
        return core::fail(ErrorKind::InvalidArgument, "bad_snapshot", error ? "not JSON" : "not an object");
    const auto* format = document.get_object().if_contains("format");
    if (!format || *format != kFormat)
        return core::fail(ErrorKind::InvalidArgument, "wrong_version", "its frames are not of format 1");
    Snapshot snapshot;
    Reader reader(document);
    reader("snapshot", snapshot);
    if (!reader.wrong().empty())
        return core::fail(ErrorKind::InvalidArgument, "bad_snapshot", reader.wrong() + " is missing or wrong");
    return snapshot;
}

} // namespace firstcome::wire
