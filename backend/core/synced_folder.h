#pragma once

#include <filesystem>

namespace firstcome::core {

/// Brings the names of the files in `folder` to the disk: until then a power cut may take a new file away,
/// whatever was synced of what is in it. False, with errno, where the disk refuses. Blocks.
bool syncFolder(const std::filesystem::path& folder);

} // namespace firstcome::core
