#include "tests/support/source_text.h"

#include <cctype>

namespace firstcome::testing {

namespace {

bool isWordPart(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

std::string includedBy(std::string_view line)
{
    const auto skipSpace = [&line] {
        while (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
            line.remove_prefix(1);
    };
    skipSpace();
    if (!line.starts_with('#'))
        return {};
    line.remove_prefix(1);
    skipSpace();
    if (!line.starts_with("include"))
        return {};
    line.remove_prefix(7);
    skipSpace();
    if (line.empty() || (line.front() != '"' && line.front() != '<'))
        return {};
    const auto end = line.find(line.front() == '"' ? '"' : '>', 1);
    return end == std::string_view::npos ? std::string() : std::string(line.substr(0, end + 1));
}

/// Walks through a file, one character at a time, and knows what it is in.
class Scanner
{
public:
    explicit Scanner(std::string_view source)
        : m_source(source)
    {
        begin();
    }

    std::vector<SourceLine> run()
    {
        while (m_at < m_source.size())
            step();
        end();
        return std::move(m_lines);
    }

private:
    enum class In { Code, LineComment, BlockComment, String, Character, RawString };

    bool at(std::string_view what) const { return m_source.substr(m_at).starts_with(what); }

    void begin()
    {
        m_line = {};
        m_line.number = static_cast<int>(m_lines.size()) + 1;
        if (m_in == In::Code)
            m_line.included = includedBy(m_source.substr(m_at, m_source.find('\n', m_at) - m_at));
    }

    void end()
    {
        if (!m_text.empty())
            m_line.strings.push_back(std::exchange(m_text, {}));
        m_lines.push_back(std::move(m_line));
    }

    void step()
    {
        const char c = m_source[m_at];
        if (c == '\n') {
            if (m_in == In::LineComment)
                m_in = In::Code;
            end();
            ++m_at;
            begin();
            return;
        }
        switch (m_in) {
        case In::Code:
            stepInCode(c);
            return;
        case In::LineComment:
            ++m_at;
            return;
        case In::BlockComment:
            m_in = at("*/") ? In::Code : m_in;
            m_at += m_in == In::Code ? 2 : 1;
            return;
        case In::String:
        case In::Character:
            stepInQuotes(c);
            return;
        case In::RawString:
            if (at(m_rawEnd))
                close(m_rawEnd.size());
            else
                m_text += m_source[m_at++];
            return;
        }
    }

    void stepInCode(char c)
    {
        if (at("//")) {
            m_in = In::LineComment;
            m_at += 2;
        } else if (at("/*")) {
            m_in = In::BlockComment;
            m_at += 2;
        } else if (c == '"' && m_at > 0 && m_source[m_at - 1] == 'R') {
            const auto open = m_source.find('(', m_at);
            m_rawEnd = ")" + std::string(m_source.substr(m_at + 1, open - m_at - 1)) + "\"";
            m_at = open == std::string_view::npos ? m_source.size() : open + 1;
            m_line.code += '"';
            m_in = In::RawString;
        } else if (c == '"' || (c == '\'' && !(m_at > 0 && isWordPart(m_source[m_at - 1])))) {
            m_in = c == '"' ? In::String : In::Character; // else it separates digits: 1'000
            m_line.code += c;
            ++m_at;
        } else {
            m_line.code += c;
            ++m_at;
        }
    }

    void stepInQuotes(char c)
    {
        if (c == '\\') {
            m_text += m_source.substr(m_at, 2);
            m_at += 2;
        } else if (c == (m_in == In::String ? '"' : '\'')) {
            close(1);
        } else {
            m_text += c;
            ++m_at;
        }
    }

    void close(std::size_t length)
    {
        m_line.code += '"';
        if (m_in != In::Character)
            m_line.strings.push_back(m_text);
        m_text.clear();
        m_in = In::Code;
        m_at += length;
    }

    std::string_view m_source;
    std::size_t m_at = 0;
    In m_in = In::Code;
    std::string m_rawEnd;
    std::string m_text;
    SourceLine m_line;
    std::vector<SourceLine> m_lines;
};

} // namespace

std::vector<SourceLine> takeApart(std::string_view source)
{
    return Scanner(source).run();
}

std::size_t findWord(std::string_view code, std::string_view word, std::size_t from)
{
    for (auto at = code.find(word, from); at != std::string_view::npos; at = code.find(word, at + 1)) {
        const auto after = at + word.size();
        if ((at == 0 || !isWordPart(code[at - 1])) && (after >= code.size() || !isWordPart(code[after])))
            return at;
    }
    return std::string_view::npos;
}

} // namespace firstcome::testing
