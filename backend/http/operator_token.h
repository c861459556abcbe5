#pragma once

#include "backend/core/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace firstcome::http {

/// The operator's token from `operator.token` in the data directory: 256 random bits in hex, made with mode
/// 0600 where the file is absent; a file that others may read is closed to them. Blocks on the disk.
/// Errors: Io `token_io`; Corrupt `bad_token` where the file holds fewer than 32 characters.
core::Result<std::string> loadOrCreateOperatorToken(const std::filesystem::path& dataDir);

/// Whether the value of an Authorization header is `Bearer` with this very token. Takes the same time
/// wherever they differ.
bool bearsToken(std::string_view authorization, std::string_view token);

} // namespace firstcome::http
