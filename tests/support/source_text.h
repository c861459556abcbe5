#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstcome::testing {

/// One line of C++ taken apart, so that a rule about code isn't misled by a comment.
struct SourceLine
{
    int number = 0;
    std::string code;                 ///< without comments; string contents are gone, their quotes stay
    std::vector<std::string> strings; ///< contents of the string literals, or their parts on this line
    std::string included;             ///< what an #include names, with its brackets or quotes; else empty
};

std::vector<SourceLine> takeApart(std::string_view source);

/// Where `word` stands in `code` as a word of its own, from `from` on; npos where it does not.
std::size_t findWord(std::string_view code, std::string_view word, std::size_t from = 0);

} // namespace firstcome::testing
