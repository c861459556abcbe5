#include "backend/http/response.h"

#include "backend/core/rfc3339.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <charconv>
#include <chrono>

namespace firstcome::http {

namespace {

using issuing::Verdict;

struct StatusLine
{
    unsigned status;
    std::string_view reason;
};

constexpr std::array<StatusLine, 24> kStatusLines{{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

std::string_view reasonOf(unsigned status)
{
    for (const auto& line : kStatusLines)
        if (line.status == status)
            return line.reason;
    return "Unknown";
}

struct VerdictText
{
    unsigned status;
    std::string_view title;
};

/// In the order of Verdict.
constexpr std::array<VerdictText, issuing::kVerdictCount> kVerdictTexts{{
    {202, "Accepted"},
    {409, "This person already has one"},
    {410, "Sold out"},
    {425, "Not open yet"},
    {403, "Paused"},
    {403, "Closed"},
    {404, "No such event"},
    {404, "This person is not on the list"},
    {429, "Too many attempts"},
    {503, "Not possible right now, please try again"},
}};

void appendNumber(std::string& out, std::uint64_t value)
{
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void appendTime(std::string& out, core::WallTime time)
{
    char text[core::kRfc3339Length];
    core::writeRfc3339(time, text);
    out.append(text, sizeof text);
}

/// Everything up to the fields that only some replies have.
void beginHead(std::string& out, unsigned status, std::string_view contentType, const Framing& framing)
{
    out += "HTTP/1.1 ";
    appendNumber(out, status);
    out += ' ';
    out += reasonOf(status);
    out += "\r\nDate: ";
    out += framing.date;
    if (!contentType.empty()) {
        out += "\r\nContent-Type: ";
        out += contentType;
    }
    out += "\r\nCache-Control: no-store";
}

void endHead(std::string& out, std::size_t length, unsigned retryAfterSeconds, const Framing& framing)
{
    if (retryAfterSeconds != 0) {
        out += "\r\nRetry-After: ";
        appendNumber(out, retryAfterSeconds);
    }
    if (!framing.keepAlive)
        out += "\r\nConnection: close";
    else if (framing.http10)
        out += "\r\nConnection: keep-alive";
    out += "\r\nContent-Length: ";
    appendNumber(out, length);
    out += "\r\n\r\n";
}

void appendIds(std::string& out, const issuing::CouponId& couponId, const issuing::PublicId& publicId)
{
    out += "\"couponId\":\"";
    out += couponId.view();
    out += "\",\"publicId\":\"";
    out += publicId.view();
    out += '"';
}

void appendPath(std::string& out, const issuing::CouponId& couponId, const issuing::PublicId& publicId)
{
    out += "\"/api/coupons/";
    out += couponId.view();
    out += "/issues/";
    out += publicId.view();
    out += '"';
}

void appendSlot(std::string& out, const issuing::IssueAnswer& answer)
{
    out += ",\"slot\":";
    appendNumber(out, answer.slot);
    out += ",\"acceptedAt\":\"";
    appendTime(out, answer.acceptedAt);
    out += '"';
}

void appendProblem(std::string& out, unsigned status, std::string_view title, std::string_view code)
{
    out += "{\"type\":\"about:blank\",\"title\":\"";
    out += title;
    out += "\",\"status\":";
    appendNumber(out, status);
    out += ",\"code\":\"";
    out += code;
    out += '"';
}

/// Bodies of the issue path have 100 to 999 bytes whatever the ids are, so that they are made right behind
/// the head with room for three digits of length: no second buffer.
class Body
{
public:
    Body(std::string& out, unsigned retryAfterSeconds, const Framing& framing)
        : m_out(out)
        , m_framing(framing)
    {
        endHead(out, 100, retryAfterSeconds, framing);
        m_begin = out.size();
    }
    void finish()
    {
        const std::size_t length = m_out.size() - m_begin;
        char* digits = m_out.data() + m_begin - 7; // "100\r\n\r\n"
        digits[0] = static_cast<char>('0' + length / 100 % 10);
        digits[1] = static_cast<char>('0' + length / 10 % 10);
        digits[2] = static_cast<char>('0' + length % 10);
        if (m_framing.headOnly)
            m_out.resize(m_begin);
    }

private:
    std::string& m_out;
    const Framing& m_framing;
    std::size_t m_begin = 0;
};

unsigned retrySeconds(const issuing::IssueAnswer& answer)
{
    if (answer.verdict == Verdict::Throttled)
        return static_cast<unsigned>(std::chrono::ceil<std::chrono::seconds>(answer.retryAfter).count());
    return answer.verdict == Verdict::Unavailable ? 1 : 0;
}

std::string_view codeOf(const issuing::IssueAnswer& answer)
{
    const std::string_view reason = issuing::unavailableReasonCode(answer.reason);
    return reason.empty() ? issuing::verdictName(answer.verdict) : reason;
}

} // namespace

unsigned statusOf(Verdict verdict)
{
    return kVerdictTexts[static_cast<std::size_t>(verdict)].status;
}

Response problem(unsigned status, std::string_view code, std::string_view detail)
{
    boost::json::object document{
        {"type", "about:blank"}, {"title", reasonOf(status)}, {"status", status}, {"code", code}};
    if (!detail.empty())
        document["detail"] = detail;
    Response response{.status = status, .body = boost::json::serialize(document)};
    response.contentType = "application/problem+json";
    return response;
}

Response problemOf(const core::Error& error)
{
    using enum core::ErrorKind;
    switch (error.kind) {
    case InvalidArgument:
        return problem(400, error.code, error.detail);
    case NotFound:
        return problem(404, error.code);
    case WrongState:
    case VersionConflict:
    case Conflict:
        return problem(409, error.code, error.detail);
    case Unavailable:
    case TimedOut:
    case Io: {
        Response response = problem(503, error.code);
        response.retryAfterSeconds = 1;
        return response;
    }
    case Corrupt:
    case Internal:
        break;
    }
    return problem(500, error.code.empty() ? "internal" : error.code);
}

void write(std::string& out, const Response& response, const Framing& framing)
{
    beginHead(out, response.status, response.body.empty() ? std::string_view() : response.contentType,
              framing);
    if (!response.allow.empty()) {
        out += "\r\nAllow: ";
        out += response.allow;
    }
    if (response.upgrade)
        out += "\r\nUpgrade: websocket";
    if (response.authenticate)
        out += "\r\nWWW-Authenticate: Bearer realm=\"firstcome\"";
    endHead(out, response.body.size(), response.retryAfterSeconds, framing);
    if (!framing.headOnly)
        out += response.body;
}

void writeIssueReply(std::string& out, const issuing::IssueAnswer& answer, const issuing::CouponId& couponId,
                     const issuing::PublicId& publicId, const Framing& framing)
{
    const VerdictText& text = kVerdictTexts[static_cast<std::size_t>(answer.verdict)];
    const bool accepted = answer.verdict == Verdict::Accepted;
    beginHead(out, text.status, accepted ? "application/json" : "application/problem+json", framing);
    Body body(out, retrySeconds(answer), framing);
    if (accepted)
        out += '{';
    else {
        appendProblem(out, text.status, text.title, codeOf(answer));
        out += ',';
    }
    appendIds(out, couponId, publicId);
    out += ",\"verdict\":\"";
    out += issuing::verdictName(answer.verdict);
    out += '"';
    if (answer.slot != 0) {
        appendSlot(out, answer);
        out += accepted ? ",\"status\":" : ",\"issue\":";
        appendPath(out, couponId, publicId);
    }
    out += '}';
    body.finish();
}

void writeIssueStatus(std::string& out, const issuing::IssueAnswer& answer, const issuing::CouponId& couponId,
                      const issuing::PublicId& publicId, const Framing& framing)
{
    if (answer.verdict == Verdict::UnknownUser)
        return write(out, problem(404, "not_issued"), framing);
    if (answer.verdict != Verdict::Duplicate && answer.verdict != Verdict::Accepted)
        return writeIssueReply(out, answer, couponId, publicId, framing);
    beginHead(out, 200, "application/json", framing);
    Body body(out, 0, framing);
    out += '{';
    appendIds(out, couponId, publicId);
    out += ",\"verdict\":\"accepted\"";
    appendSlot(out, answer);
    out += answer.saved ? ",\"saved\":true}" : ",\"saved\":false}";
    body.finish();
}

std::string imfDate(core::WallTime time)
{
    static constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::string iso = core::toRfc3339(time);
    std::string text(kDays[std::chrono::weekday(day).c_encoding()]);
    text.append(", ").append(iso, 8, 2).append(" ");
    text.append(kMonths[static_cast<unsigned>(date.month()) - 1]).append(" ");
    text.append(iso, 0, 4).append(" ").append(iso, 11, 8).append(" GMT");
    return text;
}

} // namespace firstcome::http
