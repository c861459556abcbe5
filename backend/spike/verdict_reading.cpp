#include "backend/spike/verdict_reading.h"

#include "backend/spike/measurements.h"

#include <charconv>
#include <optional>

namespace firstcome::spike {

using issuing::Verdict;

namespace {

/// The few fields of a reply that matter, as they stand in it.
struct ReplyFields
{
    std::string_view code, verdict, publicId;
    std::uint32_t slot = 0;
};

/// Walks over one JSON object without building anything. Stops, with `ok` false, where the text is no JSON.
class FieldScanner
{
public:
    explicit FieldScanner(std::string_view text)
        : m_rest(text)
    {
    }

    /// The fields of the outermost object; nothing where the text is not one whole object.
    std::optional<ReplyFields> scan()
    {
        ReplyFields fields;
        expect('{');
        if (!take('}')) {
            do {
                const auto key = string();
                expect(':');
                readValue(key, fields);
            } while (m_ok && take(','));
            expect('}');
        }
        skipBlanks();
        return m_ok && m_rest.empty() ? std::optional(fields) : std::nullopt;
    }

private:
    void readValue(std::string_view key, ReplyFields& fields)
    {
        skipBlanks();
        if (m_rest.starts_with('"')) {
            const auto value = string();
            if (key == "code")
                fields.code = value;
            else if (key == "verdict")
                fields.verdict = value;
            else if (key == "publicId")
                fields.publicId = value;
        } else if (m_rest.starts_with('{') || m_rest.starts_with('[')) {
            skipNested();
        } else {
            const auto word = scalar();
            if (key == "slot")
                std::from_chars(word.data(), word.data() + word.size(), fields.slot);
        }
    }

    void skipBlanks()
    {
        const auto first = m_rest.find_first_not_of(" \t\r\n");
        m_rest.remove_prefix(first == std::string_view::npos ? m_rest.size() : first);
    }

    bool take(char c)
    {
        skipBlanks();
        if (!m_rest.starts_with(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    void expect(char c)
    {
        if (!take(c))
            m_ok = false;
    }

    std::string_view string()
    {
        expect('"');
        std::size_t i = 0;
        while (i < m_rest.size() && m_rest[i] != '"')
            i += m_rest[i] == '\\' ? 2 : 1;
        if (!m_ok || i >= m_rest.size()) {
            m_ok = false;
            return {};
        }
        const auto text = m_rest.substr(0, i);
        m_rest.remove_prefix(i + 1);
        return text;
    }

    std::string_view scalar()
    {
        const auto end = m_rest.find_first_of(",}] \t\r\n");
        const auto word = m_rest.substr(0, end);
        if (word.empty() || end == std::string_view::npos)
            m_ok = false;
        m_rest.remove_prefix(word.size());
        return word;
    }

    void skipNested()
    {
        int depth = 0;
        do {
            if (m_rest.empty()) {
                m_ok = false;
                return;
            }
            const char c = m_rest.front();
            if (c == '"') {
                string();
                continue;
            }
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            m_rest.remove_prefix(1);
        } while (m_ok && depth > 0);
    }

    std::string_view m_rest;
    bool m_ok = true;
};

constexpr VerdictReading kUnknown{kUnknownVerdict, 0};

VerdictReading plain(Verdict verdict, std::uint32_t slot = 0)
{
    return {static_cast<std::size_t>(verdict), slot};
}

/// A refusal whose status says all; a body is welcome, but must not say otherwise.
VerdictReading refusal(Verdict verdict, const std::optional<ReplyFields>& fields)
{
    if (!fields || fields->code.empty() || fields->code == issuing::verdictName(verdict))
        return plain(verdict, verdict == Verdict::Duplicate && fields ? fields->slot : 0);
    return kUnknown;
}

VerdictReading oneOf(Verdict a, Verdict b, const std::optional<ReplyFields>& fields)
{
    if (fields && fields->code == issuing::verdictName(a))
        return plain(a);
    return fields && fields->code == issuing::verdictName(b) ? plain(b) : kUnknown;
}

} // namespace

VerdictReading readVerdict(int status, std::string_view body, std::string_view publicId)
{
    const auto fields = FieldScanner(body).scan();
    if (fields && !fields->publicId.empty() && fields->publicId != publicId)
        return kUnknown;
    switch (status) {
    case 202:
        return fields && fields->verdict == issuing::verdictName(Verdict::Accepted) && fields->slot > 0
                   ? plain(Verdict::Accepted, fields->slot)
                   : kUnknown;
    case 403:
        return oneOf(Verdict::Paused, Verdict::Closed, fields);
    case 404:
        return oneOf(Verdict::UnknownEvent, Verdict::UnknownUser, fields);
    case 409:
        return refusal(Verdict::Duplicate, fields);
    case 410:
        return refusal(Verdict::SoldOut, fields);
    case 425:
        return refusal(Verdict::NotOpen, fields);
    case 429:
        return plain(Verdict::Throttled);
    case 503:
        return plain(Verdict::Unavailable); // its code is the reason, of which there are many
    default:
        return kUnknown;
    }
}

} // namespace firstcome::spike
