#pragma once

#include <toml++/toml.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firstcome::core {

/// Gathers every problem of one file, each with its line.
struct ConfigProblems
{
    std::string file;
    std::vector<std::string> lines;

    void add(const toml::source_region& where, const std::string& what);
};

/// Reads one table of a TOML file key by key, and then knows which keys nobody asked for. What is wrong goes
/// to the problems, with its line, and leaves the value as it was. An absent table has no keys. One thread.
class ConfigTable
{
public:
    /// `keys` learns every key that is asked for, with its path.
    ConfigTable(const toml::table* table, std::string path, ConfigProblems& problems,
                std::vector<std::string>& keys);

    template <class Integer>
    void integer(std::string_view key, Integer& out, std::int64_t lowest, std::int64_t highest)
    {
        auto value = static_cast<std::int64_t>(out);
        if (wholeNumber(key, value, lowest, highest))
            out = static_cast<Integer>(value);
    }
    void milliseconds(std::string_view key, std::chrono::milliseconds& out, std::int64_t lowest,
                      std::int64_t highest);
    /// From 0 to a thousand million a second.
    void rate(std::string_view key, double& out);
    /// `rule` says, after the key's name, what `holds` asks for.
    template <class Check>
    void text(std::string_view key, std::string& out, Check&& holds, std::string_view rule)
    {
        const auto* node = find(key);
        if (!node)
            return;
        auto value = node->value_exact<std::string>();
        if (value && holds(*value))
            out = std::move(*value);
        else
            refuse(*node, key, rule);
    }
    /// A list, each of which must hold.
    template <class Check>
    void texts(std::string_view key, std::vector<std::string>& out, Check&& holds, std::string_view rule)
    {
        const auto* node = find(key);
        if (!node)
            return;
        if (!node->is_array()) {
            refuse(*node, key, rule);
            return;
        }
        std::vector<std::string> values;
        for (const auto& element : *node->as_array()) {
            auto value = element.value_exact<std::string>();
            if (value && holds(*value))
                values.push_back(std::move(*value));
            else
                refuse(element, key, rule);
        }
        out = std::move(values);
    }
    /// A password, or with `_env` behind the key the name of the variable that holds it.
    void secret(std::string_view key, std::string& out);
    /// Every key of a table whose keys are not ours, with its text.
    void anyTexts(std::map<std::string, std::string>& out);
    ConfigTable table(std::string_view key);

    /// Refuses what `secret` read, at the line that it came from.
    void refuseSecret(std::string_view key, std::string_view rule);
    /// Refuses a key that others know and this program does not, in better words than that.
    void refuseAny(std::string_view key, std::string_view rule);
    /// Refuses the pair of keys at the line of the first that was given.
    void refusePair(std::string_view first, std::string_view second, std::string_view rule);
    /// Refuses every key that nobody asked for.
    void finish();

private:
    const toml::node* find(std::string_view key);
    bool wholeNumber(std::string_view key, std::int64_t& out, std::int64_t lowest, std::int64_t highest);
    void refuse(const toml::node& node, std::string_view key, std::string_view rule);

    const toml::table* m_table;
    std::string m_path;
    ConfigProblems& m_problems;
    std::vector<std::string>& m_keys;
    std::set<std::string, std::less<>> m_known;
};

} // namespace firstcome::core
