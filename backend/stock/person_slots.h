#pragma once

#include "backend/core/clock.h"

#include <boost/unordered/unordered_flat_set.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace firstcome::stock {

/// The people of one instance: who has which slot and, where the audience is listed, who may have one. The
/// only duplicate check of the embedded store. Names live in an append-only arena, so nothing moves; the
/// index beside it holds 8 bytes a person and does not grow after `reserve`. One thread; throws
/// std::bad_alloc.
class PersonSlots
{
public:
    struct Person
    {
        std::int64_t acceptedAtMicros = 0;
        std::uint32_t slot = 0; ///< 0: listed, has none yet
        std::uint8_t length = 0;
        std::string_view name() const { return {reinterpret_cast<const char*>(this + 1), length}; }
    };

    PersonSlots() = default;
    PersonSlots(PersonSlots&&) noexcept = default;
    PersonSlots& operator=(PersonSlots&&) noexcept = default;

    /// Room for so many people without growing the index, up to a bound that no usual event reaches.
    void reserve(std::size_t people);
    const Person* find(std::string_view name) const;
    /// Adds somebody to the audience; false where they are known already.
    bool list(std::string_view name);
    /// Gives somebody a slot; false where they have one already.
    bool give(std::string_view name, std::uint32_t slot, core::WallTime acceptedAt);
    std::size_t listed() const { return m_listed; } ///< people added by `list`
    std::size_t bytes() const;                      ///< memory held, about

private:
    struct NameHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
        std::size_t operator()(const Person* person) const { return (*this)(person->name()); }
    };
    struct NameEqual
    {
        using is_transparent = void;
        bool operator()(const Person* a, const Person* b) const { return a->name() == b->name(); }
        bool operator()(std::string_view a, const Person* b) const { return a == b->name(); }
        bool operator()(const Person* a, std::string_view b) const { return a->name() == b; }
    };

    Person* add(std::string_view name);

    boost::unordered_flat_set<Person*, NameHash, NameEqual> m_index;
    std::vector<std::unique_ptr<std::byte[]>> m_blocks;
    std::size_t m_used = 0; ///< of the last block
    std::size_t m_listed = 0;
};

} // namespace firstcome::stock
