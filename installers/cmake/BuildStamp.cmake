# Writes generated/build_stamp.h: the version and the commit that reports name.
execute_process(COMMAND git -C "${CMAKE_SOURCE_DIR}" rev-parse --short HEAD
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT commit)
  set(commit "unversioned")
endif()
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/build_stamp.h" CONTENT
"#pragma once

namespace firstcome {
/// Version and commit of this build, as reports and the About card name it.
inline constexpr const char* kBuildStamp = \"${PROJECT_VERSION} (${commit})\";
inline constexpr const char* kVersion = \"${PROJECT_VERSION}\";
} // namespace firstcome
" @ONLY)
