#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace firstcome::core {

enum class JsonLayout {
    OneLine, ///< no blanks, no line break
    Indented ///< for people: two spaces a level; arrays of plain values stay on one line
};

/// JSON as people and other programs write it: doubles in their shortest form (`4.4`, where Boost.JSON's own
/// serializer says `4.4E0`), and null where a double is not finite.
std::string jsonText(const boost::json::value& value, JsonLayout layout = JsonLayout::OneLine);

} // namespace firstcome::core
