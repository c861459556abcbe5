#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

namespace firstcome::core {

/// Everything that is left in `in`; absent where reading fails.
std::optional<std::string> textOf(std::istream& in);
/// The whole of a file; absent, with errno, where it cannot be read, as a directory or on a failing disk. Blocks.
std::optional<std::string> textOf(const std::filesystem::path& file);

} // namespace firstcome::core
