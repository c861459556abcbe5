#include "backend/stock/journal_record.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace firstcome::issuing;
using namespace firstcome::stock;

/// A disk may give back anything: sound records are read, and read the same when they are written anew.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::string bytes;
    std::size_t count = 0;
    JournalRecords records(text);
    for (JournalEntry entry; records.next(entry); ++count)
        appendRecord(bytes, entry);
    if (records.soundBytes() > size || records.damaged() > size)
        std::abort();
    // Behind a sound record all else is read as it is alone.
    JournalEntry first;
    first.issue.instance = *InstanceId::parse("6f0e3b0a-0d5d-4a8e-9f63-0f2a35d5a001");
    first.issue.publicId = *PublicId::parse("p1");
    first.issue.slot = 7;
    first.couponId = *CouponId::parse("XMAS");
    std::string behind;
    appendRecord(behind, first);
    behind += text;
    JournalRecords all(behind);
    JournalEntry entry;
    if (!all.next(entry) || entry.issue.slot != 7)
        std::abort();
    std::size_t others = 0;
    while (all.next(entry))
        ++others;
    JournalRecords again(bytes);
    std::size_t same = 0;
    while (again.next(entry))
        ++same;
    if (others != count || same != count || again.damaged() != 0)
        std::abort();
    return 0;
}
