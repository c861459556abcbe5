#pragma once

#include "backend/core/clock.h"
#include "backend/http/request_reader.h"
#include "backend/http/response.h"
#include "backend/http/router.h"
#include "backend/http/server_shared.h"

#include <cstddef>
#include <optional>

namespace firstcome::http {

/// What becomes of a request, as far as its header tells.
struct GateDecision
{
    Route route;
    issuing::ClientAddress client;
    std::optional<Response> refusal; ///< the answer, where the request goes no further
    std::size_t bodyLimit = 0;
    bool forBackend = false;   ///< a command or a reading of the whole backend: the body is kept
    bool answerUnread = false; ///< refused, and the body is not worth reading: answer and close
};

/// Decides by the header alone: where to, by whom, whether allowed, and how large a body. Tells the audit
/// trail about refused tries at operator routes. One for each io thread, used on it.
class RequestGate
{
public:
    explicit RequestGate(const ServerShared& shared);
    GateDecision judge(const RequestHead& head, const issuing::ClientAddress& peer);

private:
    std::optional<Response> authorise(const RequestHead& head, const issuing::ClientAddress& peer,
                                      const GateDecision& decision);
    void report(const RequestHead& head, const issuing::ClientAddress& client, std::string_view code);

    const ServerShared& m_shared;
    core::SteadyTime m_reportsSince; ///< begin of the second that m_reports counts
    unsigned m_reports = 0;
    std::uint64_t m_unreported = 0;
};

} // namespace firstcome::http
