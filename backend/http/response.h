#pragma once

#include "backend/core/clock.h"
#include "backend/core/result.h"
#include "backend/issuing/ids.h"
#include "backend/issuing/issue_service.h"

#include <string>
#include <string_view>

namespace firstcome::http {

/// A reply off the issue path, before it is written out.
struct Response
{
    unsigned status = 200;
    std::string body;
    std::string_view contentType = "application/json"; ///< static text; not sent without a body
    unsigned retryAfterSeconds = 0;                    ///< 0: not sent
    std::string allow;                                 ///< empty: not sent
    bool authenticate = false;                         ///< send WWW-Authenticate
    bool upgrade = false;                              ///< send what the connection should be upgraded to
};

/// How the reply goes out, whatever it says.
struct Framing
{
    bool keepAlive = true;
    bool http10 = false;   ///< then keeping alive must be said
    bool headOnly = false; ///< the length, without the body
    std::string_view date; ///< IMF-fixdate
};

/// An `application/problem+json` document. `detail` must show nothing internal.
Response problem(unsigned status, std::string_view code, std::string_view detail = {});
/// The problem that an error of a command is to its caller: the detail goes out only where the caller's own
/// input is what is wrong.
Response problemOf(const core::Error& error);
/// `verdict`'s HTTP status as design.md maps it.
unsigned statusOf(issuing::Verdict verdict);

/// Appends the whole reply to `out`. Both allocate nothing once `out` has grown.
void write(std::string& out, const Response& response, const Framing& framing);
void writeIssueReply(std::string& out, const issuing::IssueAnswer& answer, const issuing::CouponId& couponId,
                     const issuing::PublicId& publicId, const Framing& framing);
/// What became of an attempt: 200 with the slot, 404 `not_issued`, or as writeIssueReply.
void writeIssueStatus(std::string& out, const issuing::IssueAnswer& answer, const issuing::CouponId& couponId,
                      const issuing::PublicId& publicId, const Framing& framing);

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
std::string imfDate(core::WallTime time);

} // namespace firstcome::http
