#pragma once

namespace firstcome::testing {

/// Times that are promised to people are held in a build as they run it. Under a sanitizer, which is several times
/// slower, and beside other tests, the same tests only tell slow from stuck.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kAsPromised = false;
#else
inline constexpr bool kAsPromised = true;
#endif

} // namespace firstcome::testing
