#pragma once

#include "backend/core/result.h"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace firstcome::http {

/// The parameters of a query string, percent-decoded (`+` is a space). Pure.
/// InvalidArgument `bad_query` for broken encoding, `unknown_parameter` (detail: its name) for one that is
/// not in `known`, `repeated_parameter` for one given twice.
core::Result<std::map<std::string, std::string>> parseQuery(std::string_view query,
                                                            std::initializer_list<std::string_view> known);

} // namespace firstcome::http
