#include "tests/support/faulty_disk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace firstcome::testing {

namespace {

constexpr std::size_t kSectorBytes = 512;

std::string contentsOf(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool coin(std::mt19937_64& random)
{
    return random() & 1;
}

} // namespace

void DurableDisk::opened(const std::string& path)
{
    const std::lock_guard lock(m_mutex);
    const auto [found, fresh] = m_files.try_emplace(path);
    if (fresh && std::filesystem::exists(path) && std::filesystem::file_size(path) > 0)
        found->second.durable = contentsOf(path);
    found->second.present = true;
}

void DurableDisk::written(const std::string& path, std::int64_t offset, std::string_view bytes)
{
    const std::lock_guard lock(m_mutex);
    m_files[path].pending.push_back({offset, std::string(bytes), false});
}

void DurableDisk::truncated(const std::string& path, std::int64_t size)
{
    const std::lock_guard lock(m_mutex);
    m_files[path].pending.push_back({size, {}, true});
}

void DurableDisk::removed(const std::string& path, bool folderSynced)
{
    const std::lock_guard lock(m_mutex);
    auto& file = m_files[path];
    file.pending.clear();
    file.present = false;
    file.recreated = true;
    if (folderSynced)
        file.durable.reset();
}

void DurableDisk::synced(const std::string& path)
{
    const std::lock_guard lock(m_mutex);
    auto& file = m_files[path];
    if (file.recreated || !file.durable)
        file.durable.emplace();
    file.recreated = false;
    for (const auto& change : file.pending)
        apply(*file.durable, change);
    file.pending.clear();
}

void DurableDisk::syncFailed(const std::string& path)
{
    const std::lock_guard lock(m_mutex);
    auto& file = m_files[path];
    file.pending.clear();
    ++file.failedSyncs;
}

std::uint64_t DurableDisk::failedSyncs(const std::string& path)
{
    const std::lock_guard lock(m_mutex);
    return m_files[path].failedSyncs;
}

void DurableDisk::apply(std::string& bytes, const Change& change)
{
    const auto offset = static_cast<std::size_t>(change.offset);
    if (change.truncation) {
        bytes.resize(offset);
        return;
    }
    if (bytes.size() < offset + change.bytes.size())
        bytes.resize(offset + change.bytes.size());
    std::ranges::copy(change.bytes, bytes.begin() + change.offset);
}

std::vector<DurableDisk::Change> DurableDisk::survivors(const std::vector<Change>& pending,
                                                        std::mt19937_64& random, PowerLoss loss)
{
    std::vector<Change> kept;
    if (loss == PowerLoss::DropAll || pending.empty())
        return kept;
    if (loss == PowerLoss::KeepSome) {
        std::ranges::copy_if(pending, std::back_inserter(kept), [&](const Change&) { return coin(random); });
        return kept;
    }
    kept.assign(pending.begin(),
                pending.begin() + static_cast<std::ptrdiff_t>(random() % (pending.size() + 1)));
    if (!kept.empty() && !kept.back().truncation) { // torn
        const std::size_t sectors = kept.back().bytes.size() / kSectorBytes;
        kept.back().bytes.resize(kSectorBytes * (random() % (sectors + 1)));
    }
    return kept;
}

void DurableDisk::restore(std::mt19937_64& random, PowerLoss loss)
{
    const std::lock_guard lock(m_mutex);
    for (auto& [path, file] : m_files) {
        const bool removalLost = file.recreated && file.durable && loss != PowerLoss::DropAll && coin(random);
        const bool removalDone = file.recreated && !removalLost && loss != PowerLoss::DropAll;
        if (removalDone)
            file.durable.reset();
        const bool base = !file.recreated || removalDone;
        const auto kept =
            base && file.present ? survivors(file.pending, random, loss) : std::vector<Change>();
        if (!kept.empty() && !file.durable)
            file.durable.emplace();
        for (const auto& change : kept)
            apply(*file.durable, change);
        file.pending.clear();
        file.recreated = false;
        file.present = file.durable.has_value();
        std::filesystem::remove(path);
        if (file.durable)
            std::ofstream(path, std::ios::binary) << *file.durable;
        std::filesystem::remove(path + "-shm");
    }
    std::erase_if(m_files, [](const auto& entry) { return !entry.second.durable; });
}

} // namespace firstcome::testing
