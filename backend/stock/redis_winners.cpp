#include "backend/stock/redis_winners.h"

#include "backend/stock/redis_instance.h"

#include <algorithm>

namespace firstcome::stock {

namespace {

constexpr int kScanStep = 1'000; ///< winners a call: well under a millisecond

} // namespace

core::Result<std::vector<issuing::Issue>> readWinners(RedisControl& control, const issuing::InstanceId& id)
{
    std::vector<issuing::Issue> issues;
    std::string cursor = "0";
    do {
        const auto page =
            control.ask({"HSCAN", RedisKeys(id).winners, cursor, "COUNT", std::to_string(kScanStep)});
        if (!page)
            return tl::unexpected(page.error());
        if (page->list.size() != 2)
            return core::fail(core::ErrorKind::Corrupt, "corrupt", "an odd answer to HSCAN");
        cursor = page->list[0].text;
        const auto& pairs = page->list[1].list;
        for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
            const auto person = issuing::PublicId::parse(pairs[i].text);
            const auto won = readWinner(pairs[i + 1].text);
            if (!person || !won)
                return core::fail(core::ErrorKind::Corrupt, "corrupt", "a winner is not written as ours");
            issues.push_back({id, *person, won->first, won->second});
        }
    } while (cursor != "0");
    // HSCAN may show an entry twice while the hash grows.
    std::ranges::sort(issues, {}, [](const auto& issue) { return std::pair(issue.slot, issue.publicId); });
    const auto [first, last] = std::ranges::unique(
        issues, {}, [](const auto& issue) { return std::pair(issue.slot, issue.publicId); });
    issues.erase(first, last);
    return issues;
}

} // namespace firstcome::stock
