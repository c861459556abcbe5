#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace firstcome::core {

enum class JsonLayout {
    OneLine, ///< no blanks, no line break
    Indented ///< for people: two spaces a level; arrays of plain values stay on one line
};

/// JSON as people and other programs write it: doubles as `4.4`, where Boost.JSON's own serializer says `4.4E0`,
/// and null where one is not finite. Doubles have at most 15 significant digits: Boost.JSON 1.81 does not read
/// longer ones exactly, and so what is written, read and written again stays the same.
std::string jsonText(const boost::json::value& value, JsonLayout layout = JsonLayout::OneLine);

} // namespace firstcome::core
