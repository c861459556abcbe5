#include "backend/core/config_table.h"

#include <cmath>
#include <cstdlib>
#include <optional>

namespace firstcome::core {

void ConfigProblems::add(const toml::source_region& where, const std::string& what)
{
    lines.push_back(file + ":" + std::to_string(where.begin.line) + ": " + what);
}

ConfigTable::ConfigTable(const toml::table* table, std::string path, ConfigProblems& problems,
                         std::vector<std::string>& keys)
    : m_table(table)
    , m_path(std::move(path))
    , m_problems(problems)
    , m_keys(keys)
{
}

void ConfigTable::milliseconds(std::string_view key, std::chrono::milliseconds& out, std::int64_t lowest,
                               std::int64_t highest)
{
    auto count = out.count();
    integer(key, count, lowest, highest);
    out = std::chrono::milliseconds(count);
}

void ConfigTable::rate(std::string_view key, double& out)
{
    const auto* node = find(key);
    if (!node)
        return;
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (value && std::isfinite(*value) && *value >= 0 && *value <= 1e9)
        out = *value;
    else
        refuse(*node, key, "must be a number from 0 to 1000000000");
}

void ConfigTable::secret(std::string_view key, std::string& out)
{
    text(
        key, out, [](const std::string&) { return true; }, "must be a text");
    std::string variable;
    text(
        std::string(key) + "_env", variable,
        [](const std::string& name) { return std::getenv(name.c_str()) != nullptr; },
        "must name a variable that is set in the environment");
    if (!variable.empty())
        out = std::getenv(variable.c_str());
}

void ConfigTable::anyTexts(std::map<std::string, std::string>& out)
{
    m_keys.push_back(m_path + "*");
    if (!m_table)
        return;
    for (const auto& [key, node] : *m_table) {
        m_known.emplace(key.str());
        if (const auto value = node.value_exact<std::string>())
            out.emplace(key.str(), *value);
        else
            refuse(node, key.str(), "must be a text");
    }
}

ConfigTable ConfigTable::table(std::string_view key)
{
    m_known.emplace(key);
    const toml::node* node = m_table ? m_table->get(key) : nullptr;
    if (node && !node->is_table())
        refuse(*node, key, "must be a table");
    return {node ? node->as_table() : nullptr, m_path + std::string(key) + ".", m_problems, m_keys};
}

void ConfigTable::refuseSecret(std::string_view key, std::string_view rule)
{
    const std::string variableKey = std::string(key) + "_env";
    const bool fromVariable = m_table && m_table->contains(variableKey);
    if (const auto* node = m_table ? m_table->get(fromVariable ? variableKey : key) : nullptr)
        refuse(*node, fromVariable ? variableKey : key, rule);
}

void ConfigTable::refuseAny(std::string_view key, std::string_view rule)
{
    m_known.emplace(key);
    if (const toml::node* node = m_table ? m_table->get(key) : nullptr)
        refuse(*node, key, rule);
}

void ConfigTable::refusePair(std::string_view first, std::string_view second, std::string_view rule)
{
    const toml::node* node = m_table ? m_table->get(first) : nullptr;
    if (!node && m_table)
        node = m_table->get(second);
    if (node)
        refuse(*node, first, rule);
}

void ConfigTable::finish()
{
    if (!m_table)
        return;
    for (const auto& [key, node] : *m_table)
        if (!m_known.contains(key.str()))
            m_problems.add(key.source(), "unknown key " + m_path + std::string(key.str()));
}

const toml::node* ConfigTable::find(std::string_view key)
{
    m_known.emplace(key);
    m_keys.push_back(m_path + std::string(key));
    return m_table ? m_table->get(key) : nullptr;
}

bool ConfigTable::wholeNumber(std::string_view key, std::int64_t& out, std::int64_t lowest,
                              std::int64_t highest)
{
    const auto* node = find(key);
    if (!node)
        return false;
    const auto value = node->value_exact<std::int64_t>();
    if (!value || *value < lowest || *value > highest) {
        refuse(*node, key,
               "must be a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest));
        return false;
    }
    out = *value;
    return true;
}

void ConfigTable::refuse(const toml::node& node, std::string_view key, std::string_view rule)
{
    m_problems.add(node.source(), m_path + std::string(key) + " " + std::string(rule));
}

} // namespace firstcome::core
