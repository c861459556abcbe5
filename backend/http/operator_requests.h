#pragma once

#include "backend/commands.h"
#include "backend/http/response.h"
#include "backend/http/router.h"
#include "backend/snapshot.h"

#include <string>
#include <string_view>
#include <variant>

namespace firstcome::http {

/// An operator's request, whole.
struct OperatorRequest
{
    Route route;       ///< Found, and of an operator route; its own query is not looked at
    std::string query; ///< behind the `?`, as received
    std::string contentType;
    std::string ifMatch;
    std::string body;
};

/// What to do for it: answer this at once, or carry this command out and answer what comes of it.
using Translation = std::variant<Response, Command>;

/// Pure. An act names the version it was decided on by `version` in its body or by `If-Match`; without either
/// it is decided on `snapshot`.
Translation translate(OperatorRequest request, const Snapshot& snapshot);
/// `sequence`: of a snapshot that shows what came of the command; attached consoles are told it.
Response replyTo(const RouteSpec& route, const core::Result<Reply>& reply, std::uint64_t sequence = 0);

} // namespace firstcome::http
