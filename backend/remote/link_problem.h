#pragma once

#include "backend/core/result.h"

#include <boost/system/error_code.hpp>

#include <string_view>

namespace firstcome::remote {

/// What an error of the connection means. Unavailable `connection_refused`, `connection_lost`; TimedOut `node_silent`;
/// Unavailable `not_a_node` where something else than HTTP was spoken.
core::Error problemOf(const boost::system::error_code& error);
/// What a node means by another answer than the wanted one: its problem's code, or `not_a_node` where there is none.
core::Error problemOf(unsigned status, std::string_view body);

} // namespace firstcome::remote
