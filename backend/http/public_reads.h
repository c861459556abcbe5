#pragma once

#include "backend/http/response.h"
#include "backend/http/router.h"
#include "backend/issuing/event_table.h"
#include "backend/snapshot.h"

namespace firstcome::http {

/// Answers the routes that anybody may read and that need neither the store nor a command. Pure.
Response readPublic(const Route& route, const issuing::EventTable& table, const Snapshot& snapshot);

/// The text of openapi.json.
std::string_view openApiText();

} // namespace firstcome::http
