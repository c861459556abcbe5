#pragma once

#include <cstdio>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace firstcome::bench {

/// `--name value` pairs of a command line. Ask for each with what it is where it was not given; `finish` then ends
/// the program with 2 and the names that it knows, where there was another.
class CommandLine
{
public:
    CommandLine(int argc, char** argv)
    {
        for (int i = 1; i < argc; i += 2)
            m_given[argv[i]] = i + 1 < argc ? argv[i + 1] : "";
    }
    std::string text(const std::string& name, const std::string& otherwise)
    {
        m_known += " --" + name + " " + (otherwise.empty() ? "..." : otherwise);
        const auto given = m_given.extract("--" + name);
        return given.empty() ? otherwise : given.mapped();
    }
    int number(const std::string& name, int otherwise)
    {
        return std::atoi(text(name, std::to_string(otherwise)).c_str());
    }
    std::vector<std::string> list(const std::string& name, const std::string& otherwise)
    {
        std::vector<std::string> parts;
        std::istringstream all(text(name, otherwise));
        for (std::string part; std::getline(all, part, ',');)
            parts.push_back(part);
        return parts;
    }
    std::vector<int> numbers(const std::string& name, const std::string& otherwise)
    {
        std::vector<int> numbers;
        for (const auto& part : list(name, otherwise))
            numbers.push_back(std::atoi(part.c_str()));
        return numbers;
    }
    void finish() const
    {
        if (m_given.empty())
            return;
        std::fprintf(stderr, "unknown: %s; known, as they are without:%s\n", m_given.begin()->first.c_str(),
                     m_known.c_str());
        std::exit(2);
    }

private:
    std::map<std::string, std::string> m_given;
    std::string m_known;
};

} // namespace firstcome::bench
