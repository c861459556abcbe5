#include "tests/support/architecture.h"

#include "tests/support/source_text.h"

#include <QLibraryInfo>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

namespace firstcome::testing {

namespace {

/// A layer, and the modules of Qt that it may see; an empty list is any.
struct Layer
{
    std::string_view name;
    std::vector<std::string_view> qtModules;
};

/// From the bottom up: each may include itself and those before it.
const std::vector<Layer>& layers()
{
    static const std::vector<Layer> kLayers{
        {"backend", {"QtCore", "QtSql"}},
        {"models", {"QtCore"}},
        {"widgets", {"QtCore", "QtGui", "QtWidgets", "QtCharts", "QtSvg", "QtDBus"}},
        {"app", {}},
    };
    return kLayers;
}

constexpr std::string_view kTokens = "widgets/theme/tokens.";
constexpr std::string_view kCharts = "widgets/charts/";
constexpr std::string_view kTests = "tests/";
constexpr std::string_view kPages = "widgets/pages/";

/// What speaks to sockets and databases, and has no place in models and widgets.
constexpr std::array<std::string_view, 5> kEngines{"<boost/asio", "<boost/beast", "<sqlite3.h",
                                                   "<sys/socket.h", "<hiredis"};

constexpr std::array<std::string_view, 19> kColourNames{
    "white",    "black",    "red",       "darkRed", "green",       "darkGreen", "blue",
    "darkBlue", "cyan",     "darkCyan",  "magenta", "darkMagenta", "yellow",    "darkYellow",
    "gray",     "darkGray", "lightGray", "color0",  "color1"};

std::optional<std::size_t> layerOf(std::string_view path)
{
    for (std::size_t i = 0; i < layers().size(); ++i)
        if (path.starts_with(layers()[i].name) && path.substr(layers()[i].name.size()).starts_with('/'))
            return i;
    return std::nullopt;
}

std::string pageOf(std::string_view path)
{
    if (!path.starts_with(kPages))
        return {};
    const auto rest = path.substr(kPages.size());
    const auto slash = rest.find('/');
    return slash == std::string_view::npos ? std::string() : std::string(rest.substr(0, slash));
}

bool isHexColour(std::string_view text, std::size_t hash)
{
    std::size_t digits = 0;
    while (hash + 1 + digits < text.size() &&
           std::isxdigit(static_cast<unsigned char>(text[hash + 1 + digits])))
        ++digits;
    const auto after = hash + 1 + digits;
    const bool endsThere = after >= text.size() || !std::isalnum(static_cast<unsigned char>(text[after]));
    return endsThere && (digits == 3 || digits == 4 || digits == 6 || digits == 8);
}

std::string colourInString(std::string_view text)
{
    for (auto at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1))
        if (isHexColour(text, at))
            return std::string(text.substr(at, 9));
    for (const std::string_view function : {"rgb(", "rgba(", "hsl(", "hsla("})
        if (text.find(function) != std::string_view::npos)
            return std::string(function);
    return {};
}

/// A call of `function` whose first argument begins with a digit or a quote: a colour written down.
bool callsWithLiteral(std::string_view code, std::string_view function)
{
    for (auto at = findWord(code, function); at != std::string_view::npos;
         at = findWord(code, function, at + function.size())) {
        auto after = at + function.size();
        while (after < code.size() &&
               (std::isalnum(static_cast<unsigned char>(code[after])) || code[after] == ' '))
            ++after; // the name in a declaration: QColor edge(1, 2, 3)
        if (after < code.size() && (code[after] == '(' || code[after] == '{')) {
            ++after;
            while (after < code.size() && code[after] == ' ')
                ++after;
            if (after < code.size() &&
                (std::isdigit(static_cast<unsigned char>(code[after])) || code[after] == '"'))
                return true;
        }
    }
    return false;
}

std::string colourInCode(std::string_view code)
{
    for (const std::string_view function :
         {"QColor", "QColorConstants", "fromRgb", "fromRgbF", "fromRgba", "fromHsv", "fromHsl", "fromString",
          "setRgb", "setNamedColor", "qRgb", "qRgba"})
        if (callsWithLiteral(code, function))
            return std::string(function);
    for (auto at = code.find("Qt::"); at != std::string_view::npos; at = code.find("Qt::", at + 4))
        for (const auto name : kColourNames)
            if (findWord(code.substr(at + 4), name) == 0)
                return "Qt::" + std::string(name);
    if (code.find("QColorConstants::") != std::string_view::npos)
        return "QColorConstants";
    return {};
}

bool isMemberChain(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '>' || c == '-';
    });
}

/// A member of what a call's result points to, in a loop's head or bound to a reference: a shared_ptr that the call
/// returns by value is gone before the first use (C++20, [stmt.ranged]; P2718 mends the loop in C++23 only).
std::string danglingInCode(std::string_view code)
{
    const auto arrow = code.find(")->");
    if (arrow == std::string_view::npos || code.find("_cast<") < arrow) // a cast owns nothing
        return {};
    const auto chain = code.substr(arrow + 3);
    const auto loop = findWord(code, "for");
    if (const auto colon = code.find(" : "); loop != std::string_view::npos && colon != std::string_view::npos &&
                                             loop < colon && colon < arrow) {
        const auto end = chain.find(')');
        if (end != std::string_view::npos && isMemberChain(chain.substr(0, end)))
            return std::string(code.substr(colon + 3));
    }
    if (const auto reference = code.find("& "); reference != std::string_view::npos && reference < arrow) {
        const auto equals = code.find(" = ", reference);
        const bool named = equals < arrow && isMemberChain(code.substr(reference + 2, equals - reference - 2));
        const auto first = chain.substr(0, chain.find_first_of("([;"));
        if (named && chain.ends_with(';') && code.find('{') > arrow && isMemberChain(first))
            return std::string(code.substr(equals + 3));
    }
    return {};
}

/// Collects what one file breaks.
class Checker
{
public:
    /// `layer`: none for a test, which may include what it likes.
    Checker(std::string file, std::optional<std::size_t> layer)
        : m_file(std::move(file))
        , m_layer(layer)
    {
    }

    void check(const SourceLine& line)
    {
        m_line = line.number;
        if (const auto dangling = danglingInCode(line.code); !dangling.empty())
            add("dangling", dangling);
        if (!m_layer)
            return;
        if (!line.included.empty()) {
            const auto name = std::string_view(line.included).substr(1, line.included.size() - 2);
            checkLayers(name);
            checkQt(name);
            checkEngines(line.included);
            return;
        }
        if (findWord(line.code, "setStyleSheet") != std::string::npos)
            add("style_sheet", "setStyleSheet");
        if (!m_file.starts_with(kTokens))
            checkColours(line);
    }

    std::vector<Violation> take() { return std::move(m_found); }

private:
    bool onScreen() const
    {
        return layers()[*m_layer].name == "models" || layers()[*m_layer].name == "widgets";
    }

    void checkLayers(std::string_view name)
    {
        const auto target = layerOf(name);
        if (target && *target > *m_layer)
            add("climbs", name);
        const auto from = pageOf(m_file), to = pageOf(name);
        if (!from.empty() && !to.empty() && from != to)
            add("page_in_page", name);
    }

    void checkQt(std::string_view name)
    {
        const auto module = qtModuleOf(name);
        if (module.empty())
            return;
        const auto& allowed = layers()[*m_layer].qtModules;
        if (!allowed.empty() && std::ranges::find(allowed, module) == allowed.end())
            add("qt_module", name);
        else if (module == "QtCharts" && !m_file.starts_with(kCharts))
            add("qt_module", name); // deprecated from 6.10 on: one thin class stands before it
    }

    void checkEngines(std::string_view included)
    {
        for (const auto engine : kEngines)
            if (onScreen() && included.starts_with(engine))
                add("engine_in_screen", included);
    }

    void checkColours(const SourceLine& line)
    {
        if (const auto colour = colourInCode(line.code); !colour.empty())
            add("colour", colour);
        for (const auto& text : line.strings)
            if (const auto colour = colourInString(text); !colour.empty())
                add("colour", colour);
    }

    void add(std::string_view rule, std::string_view text)
    {
        m_found.push_back({m_file, m_line, std::string(rule), std::string(text)});
    }

    std::string m_file;
    std::optional<std::size_t> m_layer;
    int m_line = 0;
    std::vector<Violation> m_found;
};

} // namespace

std::string qtModuleOf(std::string_view name)
{
    if (!name.starts_with("Q") && !name.starts_with("q"))
        return {};
    if (const auto slash = name.find('/'); slash != std::string_view::npos)
        return std::string(name.substr(0, slash));
    static std::map<std::string, std::string, std::less<>> known;
    if (const auto found = known.find(name); found != known.end())
        return found->second;
    const std::filesystem::path headers = QLibraryInfo::path(QLibraryInfo::HeadersPath).toStdString();
    std::error_code ignored;
    std::string module;
    if (std::filesystem::exists(headers / name / name, ignored))
        module = name; // <QtWidgets>: a whole module
    for (const auto& entry : std::filesystem::directory_iterator(headers, ignored))
        if (module.empty() && entry.is_directory() && std::filesystem::exists(entry.path() / name, ignored))
            module = entry.path().filename();
    known.emplace(name, module);
    return module;
}

std::vector<Violation> checkSource(const std::string& file, std::string_view source)
{
    const auto layer = layerOf(file);
    if (!layer && !file.starts_with(kTests))
        return {};
    Checker checker(file, layer);
    for (const auto& line : takeApart(source))
        checker.check(line);
    return checker.take();
}

TreeReport checkTree(const std::filesystem::path& root)
{
    TreeReport report;
    std::vector<std::string_view> folders{kTests};
    for (const auto& layer : layers())
        folders.push_back(layer.name);
    for (const auto folder : folders) {
        if (!std::filesystem::exists(root / folder))
            continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
            const auto extension = entry.path().extension();
            if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp"))
                continue;
            std::ostringstream source;
            source << std::ifstream(entry.path()).rdbuf();
            ++report.files;
            auto found = checkSource(entry.path().lexically_relative(root).generic_string(), source.str());
            report.violations.insert(report.violations.end(), found.begin(), found.end());
        }
    }
    return report;
}

} // namespace firstcome::testing
