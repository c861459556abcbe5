#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace firstcome::spike {

/// Figures as the console writes them.
std::string formatCount(std::uint64_t count);             ///< `742,318`
std::string formatNumber(double number, int decimals);    ///< `1,234.5`
std::string formatMs(double milliseconds);                ///< `4.4`, above 100 `1,234`; without a unit
std::string formatMs(std::optional<double> milliseconds); ///< `–` where not known
std::string formatShare(std::uint64_t part, std::uint64_t whole); ///< percent, `0.05`
/// `text` between tags or in an attribute; control characters become U+FFFD.
std::string escaped(std::string_view text);

} // namespace firstcome::spike
