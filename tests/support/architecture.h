#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::testing {

/// A line of source that breaks a rule of the house.
struct Violation
{
    std::string file; ///< from the source folder
    int line = 0;
    /// `climbs`, `qt_module`, `engine_in_screen`, `page_in_page`, `colour`, `style_sheet`, `dangling`
    std::string rule;
    std::string text; ///< what was found
};

/// Which folder of Qt's headers has the header named `name`: `QtCore`; empty where none has.
std::string qtModuleOf(std::string_view name);

/// Checks one file. `file` is its path from the source folder, with slashes.
std::vector<Violation> checkSource(const std::string& file, std::string_view source);

struct TreeReport
{
    std::size_t files = 0;
    std::vector<Violation> violations;
};
/// Checks every .h and .cpp below the layers' folders in `root`, and the tests by the rule `dangling` alone.
TreeReport checkTree(const std::filesystem::path& root);

} // namespace firstcome::testing
