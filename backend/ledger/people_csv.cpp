#include "backend/ledger/people_csv.h"

#include <QString>

#include <algorithm>
#include <array>
#include <csv.h>
#include <string>

namespace firstcome::ledger {

namespace {

constexpr std::size_t kShownBadRows = 100;
constexpr std::uint64_t kMaxUnclosedQuotes = 1'000;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// The first field of one row and how many there were.
struct Row
{
    std::string first;
    std::size_t columns = 0;
    bool complete = false;

    void clear()
    {
        first.clear();
        columns = 0;
        complete = false;
    }
};

/// libcsv's parser, fed one physical line at a time, so that every row has a line number.
class RowParser
{
public:
    RowParser() { csv_init(&m_parser, 0); }
    ~RowParser() { csv_free(&m_parser); }
    RowParser(const RowParser&) = delete;
    RowParser& operator=(const RowParser&) = delete;

    const Row& row() const { return m_row; }
    void restart()
    {
        csv_free(&m_parser);
        csv_init(&m_parser, 0);
        m_row.clear();
    }
    void nextRow() { m_row.clear(); }
    /// True where the row was complete at the line's end.
    bool feed(std::string_view line)
    {
        csv_parse(&m_parser, line.data(), line.size(), &RowParser::onField, &RowParser::onRow, &m_row);
        return m_row.complete;
    }

private:
    static void onField(void* text, std::size_t size, void* data)
    {
        Row& row = *static_cast<Row*>(data);
        if (row.columns++ == 0)
            row.first.assign(static_cast<const char*>(text), size);
    }
    static void onRow(int, void* data) { static_cast<Row*>(data)->complete = true; }

    csv_parser m_parser{};
    Row m_row;
};

/// Cuts a text into physical lines, each with its end: LF, CRLF or a lone CR.
class Lines
{
public:
    explicit Lines(std::string_view text)
        : m_text(text)
    {
    }
    bool atEnd() const { return m_at >= m_text.size(); }
    std::uint64_t number() const { return m_number; } ///< of the line that next() returns, from 1
    std::size_t offset() const { return m_at; }
    std::string_view next()
    {
        std::size_t end = std::min(m_text.find_first_of("\r\n", m_at), m_text.size());
        if (end < m_text.size())
            end += m_text.substr(end, 2) == "\r\n" ? 2 : 1;
        const std::string_view line = m_text.substr(m_at, end - m_at);
        m_at = end;
        ++m_number;
        return line;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    std::uint64_t m_number = 1;
};

struct Entry
{
    std::string_view id;
    std::uint64_t line;
};

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool isHeader(const std::string& field)
{
    return QString::fromUtf8(field).compare(QStringLiteral("publicId"), Qt::CaseInsensitive) == 0;
}

std::string shown(std::string_view text)
{
    const std::string_view start = text.substr(0, 400); // enough for 80 characters of UTF-8
    QString cut = QString::fromUtf8(start.data(), static_cast<qsizetype>(start.size())).left(80);
    for (QChar& c : cut)
        if (!c.isPrint() && !c.isSurrogate())
            c = QChar(QChar::ReplacementCharacter);
    return cut.toStdString();
}

/// Gathers what one file holds; the rows come in the order of their lines.
class Gatherer
{
public:
    explicit Gatherer(std::string_view text)
        : m_text(text)
    {
    }
    core::Result<void> readAll();
    PeopleCsv finish();

private:
    void take(const Row& row, std::string_view raw, std::uint64_t line);
    void bad(std::uint64_t line, const char* code, std::string_view text);

    std::string_view m_text;
    std::vector<Entry> m_entries;
    std::size_t m_columns = 0; ///< of the first row
    PeopleCsv m_result;
};

void Gatherer::bad(std::uint64_t line, const char* code, std::string_view text)
{
    ++m_result.badRowCount;
    if (m_result.badRows.size() < kShownBadRows)
        m_result.badRows.push_back({line, code, shown(text)});
}

void Gatherer::take(const Row& row, std::string_view raw, std::uint64_t line)
{
    const bool isFirst = m_columns == 0;
    if (isFirst)
        m_columns = row.columns;
    if (isFirst && isHeader(row.first))
        return;
    if (row.columns > m_columns)
        return bad(line, "too_many_columns", raw);
    const std::size_t at = issuing::PublicId::parse(row.first) ? raw.find(row.first) : std::string_view::npos;
    if (at == std::string_view::npos)
        return bad(line, "bad_public_id", row.first.empty() ? raw : std::string_view(row.first));
    m_entries.push_back({raw.substr(at, row.first.size()), line});
}

core::Result<void> Gatherer::readAll()
{
    std::uint64_t unclosed = 0;
    RowParser parser;
    Lines lines(m_text);
    while (!lines.atEnd()) {
        const Lines rowStart = lines;
        const std::string_view first = lines.next();
        if (isBlank(first))
            continue;
        if (first.size() > kMaxRowBytes) {
            bad(rowStart.number(), "bad_public_id", first);
            continue;
        }
        bool complete = parser.feed(first);
        const Lines afterFirst = lines;
        while (!complete && !lines.atEnd()) {
            const std::string_view more = lines.next();
            if (lines.offset() - rowStart.offset() > kMaxRowBytes)
                break;
            complete = parser.feed(more);
        }
        if (!complete && lines.atEnd())
            complete = parser.feed("\n"); // the last line may lack its end
        const std::string_view raw = m_text.substr(rowStart.offset(), lines.offset() - rowStart.offset());
        if (complete) {
            take(parser.row(), raw, rowStart.number());
            parser.nextRow();
        } else {
            bad(rowStart.number(), "bad_public_id", first);
            parser.restart();
            lines = afterFirst;
            if (++unclosed > kMaxUnclosedQuotes)
                return core::fail(core::ErrorKind::InvalidArgument, "bad_csv", "too many quotes never close");
        }
        if (m_entries.size() > kMaxPeopleAtOnce)
            return core::fail(core::ErrorKind::InvalidArgument, "bad_count",
                              "at most " + std::to_string(kMaxPeopleAtOnce) + " people at once");
    }
    return {};
}

PeopleCsv Gatherer::finish()
{
    std::ranges::sort(m_entries, [](const Entry& a, const Entry& b) {
        return a.id != b.id ? a.id < b.id : a.line < b.line;
    });
    std::vector<Entry> repeats;
    m_result.ids.reserve(m_entries.size());
    for (const Entry& entry : m_entries) {
        if (!m_result.ids.empty() && m_result.ids.back() == entry.id)
            repeats.push_back(entry);
        else
            m_result.ids.push_back(entry.id);
    }
    m_result.badRowCount += repeats.size();
    std::ranges::sort(repeats, {}, &Entry::line);
    if (repeats.size() > kShownBadRows)
        repeats.resize(kShownBadRows);
    for (const Entry& entry : repeats)
        m_result.badRows.push_back({entry.line, "duplicate_in_file", shown(entry.id)});
    std::ranges::stable_sort(m_result.badRows, {}, &issuing::BadRow::line);
    if (m_result.badRows.size() > kShownBadRows)
        m_result.badRows.resize(kShownBadRows);
    return std::move(m_result);
}

} // namespace

core::Result<PeopleCsv> parsePeopleCsv(std::string_view csv)
{
    if (csv.starts_with(kByteOrderMark))
        csv.remove_prefix(kByteOrderMark.size());
    Gatherer gatherer(csv);
    if (auto read = gatherer.readAll(); !read)
        return tl::unexpected<core::Error>(read.error());
    return gatherer.finish();
}

} // namespace firstcome::ledger
