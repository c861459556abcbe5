#pragma once

#include "backend/spike/json_fields.h"
#include "backend/wire/fields.h"
#include "backend/wire/words.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Writes and reads what fields.h describes. Times are microseconds since 1970, absent values are left out, and a
/// number that is not known is null. Reading is total: whatever comes is either read or said to be wrong.
namespace firstcome::wire {

/// The same text, with every byte that is not part of well-formed UTF-8 replaced: JSON must be UTF-8.
std::string wellFormed(std::string_view text);

/// Ticks come in long series: their rows carry values alone, in the order of their fields.
template <class T>
inline constexpr bool kAsRow = false;
template <>
inline constexpr bool kAsRow<telemetry::ServerTick> = true;
template <>
inline constexpr bool kAsRow<telemetry::InstanceTick> = true;
template <>
inline constexpr bool kAsRow<spike::ClientTick> = true;

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsDuration = false;
template <class Rep, class Period>
inline constexpr bool kIsDuration<std::chrono::duration<Rep, Period>> = true;
template <class T>
concept Id = requires(T id) { T::parse(std::string_view()); };

/// Largest magnitude of a signed number: what every JSON reader keeps exactly, and far from any overflow.
inline constexpr std::int64_t kMostSigned = (std::int64_t{1} << 53) - 1;
/// Of a time, in microseconds: the year 9999.
inline constexpr std::int64_t kMostMicros = 253'402'300'799'999'999;

class ObjectWriter
{
public:
    template <class T>
    void operator()(std::string_view name, const T& value);
    boost::json::object object;
};

class RowWriter
{
public:
    template <class T>
    void operator()(std::string_view, const T& value);
    boost::json::array row;
};

inline boost::json::value put(bool value)
{
    return value;
}
inline boost::json::value put(double value)
{
    return std::isfinite(value) ? boost::json::value(value) : boost::json::value();
}
inline boost::json::value put(float value)
{
    return spike::fields::fromFloat(value);
}
inline boost::json::value put(const std::string& value)
{
    return boost::json::string(wellFormed(value));
}
inline boost::json::value put(const issuing::InstanceId& id)
{
    return boost::json::string(id.isNil() ? std::string() : id.str());
}
template <class Tag>
boost::json::value put(const issuing::BoundedId<Tag>& id)
{
    return boost::json::string(id.view());
}
inline boost::json::value put(core::WallTime time)
{
    return time.time_since_epoch().count();
}
inline boost::json::value put(const std::shared_ptr<const spike::RunResult>& result)
{
    return result ? put(result->id) : boost::json::value();
}

/// Everything else: numbers, enums, containers, and what fields.h describes.
template <class T>
boost::json::value put(const T& value)
{
    if constexpr (std::is_enum_v<T>) {
        return boost::json::string(wordOf(value));
    } else if constexpr (std::is_integral_v<T>) {
        return value;
    } else if constexpr (kIsDuration<T>) {
        return value.count();
    } else if constexpr (kIsOptional<T>) {
        return value ? put(*value) : boost::json::value();
    } else if constexpr (kAsRow<T>) {
        RowWriter writer;
        describe(writer, value);
        return std::move(writer.row);
    } else {
        ObjectWriter writer;
        describe(writer, value);
        return std::move(writer.object);
    }
}
template <class T>
boost::json::value putEach(const T& values)
{
    boost::json::array array;
    array.reserve(values.size());
    for (const auto& value : values)
        array.push_back(put(value));
    return array;
}
template <class T>
boost::json::value put(const std::vector<T>& values)
{
    return putEach(values);
}
template <class T, std::size_t N>
boost::json::value put(const std::array<T, N>& values)
{
    return putEach(values);
}
template <class T>
boost::json::value put(const std::shared_ptr<const std::vector<T>>& values)
{
    return values ? putEach(*values) : boost::json::value();
}
template <class T>
boost::json::value put(const std::map<issuing::InstanceId, T>& values)
{
    boost::json::object object;
    for (const auto& [instance, value] : values)
        object.emplace(instance.str(), put(value));
    return object;
}

template <class T>
void ObjectWriter::operator()(std::string_view name, const T& value)
{
    if (auto written = put(value); !written.is_null())
        object.emplace(boost::json::string_view(name.data(), name.size()), std::move(written));
}

template <class T>
void RowWriter::operator()(std::string_view, const T& value)
{
    row.push_back(put(value));
}

/// Reads one value's fields, from an object or a row; keeps the path of the first that is missing or wrong.
class Reader
{
public:
    explicit Reader(const boost::json::value& from)
        : m_object(from.if_object())
        , m_row(from.if_array())
    {
        if (!m_object && !m_row)
            m_wrong = "value";
    }

    template <class T>
    void operator()(std::string_view name, T& to)
    {
        if (!m_wrong.empty())
            return;
        if (const auto* from = next(name); from && !from->is_null())
            take(*from, to, name);
        else
            takeAbsent(to, name);
    }
    /// Empty where everything was as described.
    const std::string& wrong() const { return m_wrong; }

private:
    const boost::json::value* next(std::string_view name)
    {
        if (m_object)
            return m_object->if_contains(boost::json::string_view(name.data(), name.size()));
        return m_index < m_row->size() ? &(*m_row)[m_index++] : nullptr;
    }
    template <class T>
    void takeAbsent(T& to, std::string_view name)
    {
        if constexpr (kIsOptional<T> || requires { to.use_count(); })
            to = {};
        else if constexpr (std::is_floating_point_v<T>)
            to = std::numeric_limits<T>::quiet_NaN();
        else
            m_wrong = name;
    }

    void check(bool read, std::string_view name)
    {
        if (!read)
            m_wrong = name;
    }
    template <class Number>
    static bool number(const boost::json::value& from, Number& to)
    {
        if constexpr (std::is_signed_v<Number>) {
            const auto* value = from.if_int64();
            if (!value || *value > kMostSigned || *value < -kMostSigned)
                return false;
            to = static_cast<Number>(*value);
            return to == *value;
        } else {
            const auto* value = from.if_int64();
            const auto* large = from.if_uint64();
            if (!large && (!value || *value < 0))
                return false;
            const auto count = large ? *large : static_cast<std::uint64_t>(*value);
            to = static_cast<Number>(count);
            return to == count;
        }
    }
    static bool text(const boost::json::value& from, std::string_view& to)
    {
        const auto* string = from.if_string();
        if (string)
            to = {string->data(), string->size()};
        return string != nullptr;
    }
    template <class T>
    void takeOwn(const boost::json::value& from, T& to, std::string_view name)
    {
        Reader reader(from);
        if (reader.wrong().empty())
            describe(reader, to);
        if (!reader.wrong().empty())
            m_wrong = std::string(name) + '.' + reader.wrong();
    }
    template <class T>
    void takeEach(const boost::json::value& from, std::vector<T>& to, std::string_view name)
    {
        const auto* array = from.if_array();
        if (!array)
            return check(false, name);
        to.clear(); // room is made as elements hold: a short text may promise millions of large ones
        for (const auto& value : *array) {
            if (!m_wrong.empty())
                return;
            take(value, to.emplace_back(), name);
        }
    }

    void take(const boost::json::value& from, bool& to, std::string_view name)
    {
        check(from.is_bool(), name);
        if (from.is_bool())
            to = from.get_bool();
    }
    void take(const boost::json::value& from, double& to, std::string_view name)
    {
        if (const auto* value = from.if_double())
            to = *value;
        else if (const auto* whole = from.if_int64())
            to = static_cast<double>(*whole);
        else if (const auto* large = from.if_uint64())
            to = static_cast<double>(*large);
        else
            check(from.is_null(), name);
        if (from.is_null())
            to = std::numeric_limits<double>::quiet_NaN();
    }
    void take(const boost::json::value& from, float& to, std::string_view name)
    {
        double wide = 0;
        take(from, wide, name);
        to = std::abs(wide) <= double(std::numeric_limits<float>::max()) ? static_cast<float>(wide)
                                                                          : telemetry::kUnknown;
    }
    void take(const boost::json::value& from, std::string& to, std::string_view name)
    {
        std::string_view view;
        check(text(from, view), name);
        to = view;
    }
    template <Id T>
    void take(const boost::json::value& from, T& to, std::string_view name)
    {
        std::string_view view;
        check(text(from, view), name);
        const auto id = T::parse(view);
        check(id || view.empty(), name);
        to = id.value_or(T());
    }
    void take(const boost::json::value& from, core::WallTime& to, std::string_view name)
    {
        const auto* micros = from.if_int64();
        const bool inRange = micros && *micros <= kMostMicros && *micros >= -kMostMicros;
        check(inRange, name);
        if (inRange)
            to = core::WallTime(std::chrono::microseconds(*micros));
    }
    void take(const boost::json::value& from, std::shared_ptr<const spike::RunResult>& to, std::string_view name)
    {
        auto result = std::make_shared<spike::RunResult>();
        take(from, result->id, name);
        to = std::move(result);
    }
    template <class T>
    void take(const boost::json::value& from, std::optional<T>& to, std::string_view name)
    {
        take(from, to.emplace(), name);
    }
    template <class T>
    void take(const boost::json::value& from, std::vector<T>& to, std::string_view name)
    {
        takeEach(from, to, name);
    }
    template <class T>
    void take(const boost::json::value& from, std::shared_ptr<const std::vector<T>>& to, std::string_view name)
    {
        auto values = std::make_shared<std::vector<T>>();
        takeEach(from, *values, name);
        to = std::move(values);
    }
    template <class T, std::size_t N>
    void take(const boost::json::value& from, std::array<T, N>& to, std::string_view name)
    {
        const auto* array = from.if_array();
        if (!array || array->size() != N)
            return check(false, name);
        for (std::size_t i = 0; i < N; ++i)
            take((*array)[i], to[i], name);
    }
    template <class T>
    void take(const boost::json::value& from, std::map<issuing::InstanceId, T>& to, std::string_view name)
    {
        const auto* object = from.if_object();
        if (!object)
            return check(false, name);
        to.clear();
        for (const auto& entry : *object) {
            const auto id = issuing::InstanceId::parse({entry.key().data(), entry.key().size()});
            if (!id)
                return check(false, name);
            take(entry.value(), to[*id], name);
        }
    }
    template <class T>
    void take(const boost::json::value& from, T& to, std::string_view name)
    {
        if constexpr (std::is_enum_v<T>) {
            std::string_view word;
            check(text(from, word), name);
            const auto meaning = meaningOf<T>(word);
            check(meaning.has_value(), name);
            to = meaning.value_or(T());
        } else if constexpr (std::is_integral_v<T>) {
            check(number(from, to), name);
        } else if constexpr (kIsDuration<T>) {
            std::int64_t count = 0;
            check(number(from, count), name);
            to = T(count);
        } else {
            takeOwn(from, to, name);
        }
    }

    const boost::json::object* m_object;
    const boost::json::array* m_row;
    std::size_t m_index = 0;
    std::string m_wrong;
};

} // namespace firstcome::wire
