#pragma once

#include "backend/issuing/ids.h"

#include <boost/pfr.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace firstcome::testing {

/// Fills every member of an aggregate, however deep, with a value of its own that is not its default, and compares two
/// such values member by member. It asks the compiler for the members, so that one which somebody adds is filled and
/// compared without a line here.
class WholeValue
{
public:
    void fill(bool& to) { to = !to; }
    void fill(double& to) { to = ++m_next + 0.25; }
    void fill(float& to) { to = static_cast<float>(++m_next) + 0.5f; }
    void fill(std::string& to) { to = "값 " + std::to_string(++m_next); }
    void fill(issuing::InstanceId& to) { to = issuing::InstanceId::random(); }
    template <class Tag>
    void fill(issuing::BoundedId<Tag>& to)
    {
        to = *issuing::BoundedId<Tag>::parse("id-" + std::to_string(++m_next));
    }
    template <class Clock, class Duration>
    void fill(std::chrono::time_point<Clock, Duration>& to)
    {
        to += std::chrono::seconds(++m_next);
    }
    template <class Rep, class Period>
    void fill(std::chrono::duration<Rep, Period>& to)
    {
        to += std::chrono::duration<Rep, Period>(++m_next);
    }
    template <class T>
    void fill(std::optional<T>& to)
    {
        fill(to.emplace());
    }
    template <class T>
    void fill(std::vector<T>& to)
    {
        to.resize(2);
        for (auto& value : to)
            fill(value);
    }
    template <class T, std::size_t N>
    void fill(std::array<T, N>& to)
    {
        for (auto& value : to)
            fill(value);
    }
    template <class Key, class T>
    void fill(std::map<Key, T>& to)
    {
        for (int i = 0; i < 2; ++i) {
            Key key{};
            fill(key);
            fill(to[key]);
        }
    }
    template <class T>
    void fill(std::shared_ptr<const T>& to)
    {
        auto value = std::make_shared<T>();
        fill(*value);
        to = std::move(value);
    }
    template <class T>
    void fill(T& to)
    {
        if constexpr (std::is_enum_v<T>)
            to = static_cast<T>(1); // every enum has a second word
        else if constexpr (std::is_integral_v<T>)
            to = static_cast<T>(++m_next);
        else
            boost::pfr::for_each_field(to, [this](auto& field) { fill(field); });
    }

private:
    int m_next = 100;
};

/// The path of the first member in which the two differ, such as `.4.0[1]`; empty where they are the same.
template <class T>
std::string difference(const T& a, const T& b);

template <class T>
std::string differenceOfEach(const T& a, const T& b)
{
    if (a.size() != b.size())
        return " has another size";
    std::size_t i = 0;
    for (auto left = a.begin(), right = b.begin(); left != a.end(); ++left, ++right, ++i)
        if (auto found = difference(*left, *right); !found.empty())
            return "[" + std::to_string(i) + "]" + found;
    return {};
}
template <class T>
std::string difference(const std::vector<T>& a, const std::vector<T>& b)
{
    return differenceOfEach(a, b);
}
template <class T, std::size_t N>
std::string difference(const std::array<T, N>& a, const std::array<T, N>& b)
{
    return differenceOfEach(a, b);
}
template <class Key, class T>
std::string difference(const std::map<Key, T>& a, const std::map<Key, T>& b)
{
    std::vector<T> left, right;
    for (const auto& [key, value] : a)
        left.push_back(value);
    for (const auto& [key, value] : b) {
        right.push_back(value);
        if (!a.contains(key))
            return " has another key";
    }
    return differenceOfEach(left, right);
}
template <class T>
std::string difference(const std::optional<T>& a, const std::optional<T>& b)
{
    if (a.has_value() != b.has_value())
        return " is in one alone";
    return a ? difference(*a, *b) : std::string();
}
template <class T>
std::string difference(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b)
{
    if (!a != !b)
        return " is in one alone";
    return a ? difference(*a, *b) : std::string();
}
template <class T>
std::string difference(const T& a, const T& b)
{
    if constexpr (std::is_floating_point_v<T>) {
        return a == b || (std::isnan(a) && std::isnan(b)) ? "" : " differs";
    } else if constexpr (requires { a == b; }) {
        return a == b ? "" : " differs";
    } else {
        std::string found;
        boost::pfr::for_each_field(a, [&](const auto& field, std::size_t i) {
            const auto other = [&]<std::size_t... I>(std::index_sequence<I...>) {
                std::string text;
                (void)((I == i && ([&] {
                            if constexpr (std::is_same_v<decltype(boost::pfr::get<I>(b)), decltype(field)>)
                                text = difference(field, boost::pfr::get<I>(b));
                        }(),
                                   true))
                       || ...);
                return text;
            }(std::make_index_sequence<boost::pfr::tuple_size_v<T>>());
            if (found.empty() && !other.empty())
                found = "." + std::to_string(i) + other;
        });
        return found;
    }
}

} // namespace firstcome::testing
