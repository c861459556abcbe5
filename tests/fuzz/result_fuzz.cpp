#include "backend/spike/progress_lines.h"
#include "backend/spike/report.h"

#include <cstdlib>

using namespace firstcome::spike;

/// A file of the archive or a line of a child may hold anything: it is refused, or read so that what is
/// written of it can be read again and shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)readSpikeLine(text);
    const auto result = runResultFromJson(text);
    if (!result)
        return 0;
    if (!runResultFromJson(toJson(*result)))
        std::abort();
    if (htmlReport(*result, {}, ReportLanguage::English).empty())
        std::abort();
    return 0;
}
