#include "backend/stock/person_slots.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace firstcome::stock {

namespace {

constexpr std::size_t kBlockBytes = 1 << 20;
constexpr std::size_t kMostReserved = 16'000'000;

} // namespace

void PersonSlots::reserve(std::size_t people)
{
    m_index.reserve(std::min(people, kMostReserved));
}

const PersonSlots::Person* PersonSlots::find(std::string_view name) const
{
    const auto found = m_index.find(name);
    return found == m_index.end() ? nullptr : *found;
}

PersonSlots::Person* PersonSlots::add(std::string_view name)
{
    const std::size_t bytes = (sizeof(Person) + name.size() + alignof(Person) - 1) & ~(alignof(Person) - 1);
    if (m_blocks.empty() || m_used + bytes > kBlockBytes) {
        m_blocks.push_back(std::make_unique_for_overwrite<std::byte[]>(kBlockBytes));
        m_used = 0;
    }
    auto* person = new (m_blocks.back().get() + m_used) Person;
    m_used += bytes;
    person->length = static_cast<std::uint8_t>(name.size());
    std::memcpy(person + 1, name.data(), name.size());
    m_index.insert(person);
    return person;
}

bool PersonSlots::list(std::string_view name)
{
    if (find(name))
        return false;
    add(name);
    ++m_listed;
    return true;
}

bool PersonSlots::give(std::string_view name, std::uint32_t slot, core::WallTime acceptedAt)
{
    const auto found = m_index.find(name);
    Person* person = found == m_index.end() ? nullptr : *found;
    if (person && person->slot != 0)
        return false;
    if (!person)
        person = add(name);
    person->slot = slot;
    person->acceptedAtMicros = acceptedAt.time_since_epoch().count();
    return true;
}

std::size_t PersonSlots::bytes() const
{
    return m_blocks.size() * kBlockBytes + m_index.bucket_count() * (sizeof(Person*) + 1);
}

} // namespace firstcome::stock
