#include "backend/core/json_text.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace firstcome::core {

namespace json = boost::json;

namespace {

class Writer
{
public:
    explicit Writer(JsonLayout layout)
        : m_indented(layout == JsonLayout::Indented)
    {
    }

    void write(const json::value& value, std::size_t depth)
    {
        switch (value.kind()) {
        case json::kind::object:
            writeObject(value.get_object(), depth);
            break;
        case json::kind::array:
            writeArray(value.get_array(), depth);
            break;
        case json::kind::double_:
            writeDouble(value.get_double());
            break;
        case json::kind::int64:
            writeNumber(value.get_int64());
            break;
        case json::kind::uint64:
            writeNumber(value.get_uint64());
            break;
        case json::kind::bool_:
            m_out += value.get_bool() ? "true" : "false";
            break;
        case json::kind::string:
            m_out += json::serialize(value.get_string());
            break;
        case json::kind::null:
            m_out += "null";
            break;
        }
    }

    std::string take() { return std::move(m_out); }

private:
    template <class Number>
    void writeNumber(Number number)
    {
        char text[40];
        m_out.append(text, std::to_chars(text, text + sizeof text, number).ptr);
    }

    void writeDouble(double number)
    {
        char text[40];
        if (std::isfinite(number))
            m_out.append(text,
                         std::to_chars(text, text + sizeof text, number, std::chars_format::general, 15).ptr);
        else
            m_out += "null";
    }

    void breakLine(std::size_t depth)
    {
        if (m_indented)
            m_out.append("\n").append(2 * depth, ' ');
    }

    void writeObject(const json::object& object, std::size_t depth)
    {
        m_out += '{';
        bool first = true;
        for (const auto& [key, value] : object) {
            if (!first)
                m_out += ',';
            first = false;
            breakLine(depth + 1);
            m_out += json::serialize(json::string_view(key));
            m_out += m_indented ? ": " : ":";
            write(value, depth + 1);
        }
        if (!first)
            breakLine(depth);
        m_out += '}';
    }

    void writeArray(const json::array& array, std::size_t depth)
    {
        const bool plain = std::none_of(array.begin(), array.end(), [](const json::value& value) {
            return value.is_object() || value.is_array();
        });
        m_out += '[';
        bool first = true;
        for (const auto& value : array) {
            if (!first)
                m_out += plain && m_indented ? ", " : ",";
            first = false;
            if (!plain)
                breakLine(depth + 1);
            write(value, depth + 1);
        }
        if (!first && !plain)
            breakLine(depth);
        m_out += ']';
    }

    bool m_indented;
    std::string m_out;
};

} // namespace

std::string jsonText(const json::value& value, JsonLayout layout)
{
    Writer writer(layout);
    writer.write(value, 0);
    return writer.take();
}

} // namespace firstcome::core
