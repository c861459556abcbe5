#include "backend/ledger/people_csv.h"

#include <algorithm>
#include <cstdlib>

/// Whatever the file, only valid, distinct publicIds come out of it, in order, and every bad row has its
/// line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace firstcome;
    const auto parsed = ledger::parsePeopleCsv({reinterpret_cast<const char*>(data), size});
    if (!parsed)
        return 0;
    for (std::size_t i = 0; i < parsed->ids.size(); ++i)
        if (!issuing::PublicId::parse(parsed->ids[i]) || (i > 0 && parsed->ids[i - 1] >= parsed->ids[i]))
            std::abort();
    const auto lines = 1 + std::count_if(data, data + size, [](auto c) { return c == '\n' || c == '\r'; });
    for (const issuing::BadRow& row : parsed->badRows)
        if (row.line < 1 || row.line > static_cast<std::uint64_t>(lines) || row.code.empty())
            std::abort();
    return 0;
}
