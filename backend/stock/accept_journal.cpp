#include "backend/stock/accept_journal.h"

#include "backend/core/file_text.h"
#include "backend/core/synced_folder.h"
#include "backend/core/thread_name.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <iterator>
#include <roaring/roaring.hh>
#include <sys/stat.h>
#include <unistd.h>

namespace firstcome::stock {

namespace {

constexpr std::string_view kSuffix = ".journal";
constexpr std::string_view kDamagedSuffix = ".damaged";
constexpr std::string_view kTrialName = "trial.tmp";
constexpr std::size_t kTrialBytes = 64 * 1024;

bool writeAll(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            if (written == 0)
                errno = ENOSPC;
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// `<number>.journal`, with `.damaged` behind it where it is kept for a person to look at.
struct SegmentName
{
    std::uint64_t number = 0;
    bool damaged = false;
};

std::optional<SegmentName> segmentName(const std::filesystem::path& file)
{
    const std::string name = file.filename().string();
    SegmentName found;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), found.number);
    std::string_view rest(end, name.data() + name.size());
    if (error != std::errc() || !rest.starts_with(kSuffix))
        return std::nullopt;
    rest.remove_prefix(kSuffix.size());
    found.damaged = rest == kDamagedSuffix;
    return rest.empty() || found.damaged ? std::optional(found) : std::nullopt;
}

} // namespace

struct AcceptJournal::Segment
{
    ~Segment()
    {
        if (file >= 0)
            ::close(file);
    }
    std::filesystem::path path;
    int file = -1; ///< the writer's until retired, then the journal's thread closes it
    std::atomic<bool> unsynced = false, spoilt = false;
    bool damaged = false; ///< as it was found
    bool retired = false; ///< complete; guarded by the journal's mutex, as is `highest` from then on
    Highest highest;
};

struct JournalWriter::Slots
{
    Roaring slots;
};

AcceptJournal::AcceptJournal(Options options)
    : m_options(std::move(options))
{
}

AcceptJournal::~AcceptJournal()
{
    close();
}

void AcceptJournal::open()
{
    std::error_code failed, ignored;
    std::filesystem::create_directories(m_options.directory, failed);
    std::filesystem::permissions(m_options.directory, std::filesystem::perms::owner_all, failed);
    std::map<std::uint64_t, std::filesystem::path> files;
    std::filesystem::directory_iterator listing(m_options.directory, failed);
    for (const std::filesystem::directory_iterator end; !failed && listing != end; listing.increment(failed))
        if (const auto name = segmentName(listing->path())) {
            m_nextNumber = std::max(m_nextNumber, name->number + 1);
            if (!name->damaged)
                files.emplace(name->number, listing->path());
        }
    if (failed)
        fail(failed.value(), m_options.directory.string());
    m_isWhole = !failed || !std::filesystem::is_directory(m_options.directory, ignored);
    for (const auto& [number, file] : files)
        adopt(file);
    const std::lock_guard lock(m_mutex);
    m_running = true;
    m_thread = std::thread([this] { run(); });
}

void AcceptJournal::adopt(const std::filesystem::path& file)
{
    const auto text = core::textOf(file);
    if (!text) {
        m_isWhole = false;
        return fail(errno, file.string());
    }
    auto segment = std::make_shared<Segment>();
    segment->path = file;
    segment->retired = true;
    JournalRecords records(*text);
    JournalEntry entry;
    while (records.next(entry)) {
        auto& highest = segment->highest[entry.issue.instance];
        highest = std::max(highest, entry.issue.slot);
        auto& found = m_found[entry.issue.instance];
        found.epoch = std::max(found.epoch, entry.epoch);
        found.slot = std::max(found.slot, entry.issue.slot);
    }
    m_damaged += records.damaged();
    segment->damaged = records.damaged() > 0;
    if (records.soundBytes() == 0 && !segment->damaged) {
        std::error_code ignored; // then it is looked at again at the next start
        std::filesystem::remove(file, ignored);
        return;
    }
    if (records.soundBytes() < text->size() && !segment->damaged &&
        ::truncate(file.c_str(), static_cast<off_t>(records.soundBytes())) != 0)
        fail(errno, file.string()); // nothing is ever appended to it, so the rest does no harm
    m_segments.push_back(std::move(segment));
}

void AcceptJournal::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_running = false;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

std::unique_ptr<JournalWriter> AcceptJournal::openWriter()
{
    return std::make_unique<JournalWriter>(*this);
}

core::Result<std::shared_ptr<AcceptJournal::Segment>> AcceptJournal::newSegment()
{
    auto segment = std::make_shared<Segment>();
    {
        const std::lock_guard lock(m_mutex);
        segment->path = m_options.directory / (std::to_string(m_nextNumber++) + std::string(kSuffix));
    }
    segment->file = ::open(segment->path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (segment->file < 0) {
        fail(errno, segment->path.string());
        return core::fail(core::ErrorKind::Io, "journal_io", segment->path.string());
    }
    const std::lock_guard lock(m_mutex);
    m_segments.push_back(segment);
    m_madeFiles = true;
    return segment;
}

void AcceptJournal::retire(const std::shared_ptr<Segment>& segment, Highest highest)
{
    const std::lock_guard lock(m_mutex);
    segment->highest = std::move(highest);
    segment->retired = true;
}

void AcceptJournal::fail(int error, const std::string& what)
{
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    const std::lock_guard lock(m_mutex);
    m_failure = {core::ErrorKind::Io, full ? "journal_full" : "journal_io",
                 what + ": " + std::strerror(error)};
    m_failing = true;
}

void AcceptJournal::confirmed(std::map<issuing::InstanceId, std::uint32_t> through)
{
    const std::lock_guard lock(m_mutex);
    for (const auto& [instance, slot] : through) {
        auto& known = m_confirmed[instance];
        known = std::max(known, slot);
    }
}

void AcceptJournal::forget(const issuing::InstanceId& instance)
{
    const std::lock_guard lock(m_mutex);
    m_forgotten.insert(instance);
}

std::optional<core::Error> AcceptJournal::failure() const
{
    const std::lock_guard lock(m_mutex);
    return m_failing ? std::optional(m_failure) : std::nullopt;
}

std::size_t AcceptJournal::segmentCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_segments.size();
}

core::Result<std::vector<JournalEntry>> AcceptJournal::read(const issuing::InstanceId& instance,
                                                            std::uint32_t afterSlot) const
{
    std::vector<std::shared_ptr<Segment>> wanted;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isWhole)
            return tl::unexpected(m_failure);
        for (const auto& segment : m_segments) {
            const auto highest = segment->highest.find(instance);
            if (!segment->retired || (highest != segment->highest.end() && highest->second > afterSlot))
                wanted.push_back(segment);
        }
    }
    std::vector<JournalEntry> entries;
    for (const auto& segment : wanted) {
        const auto text = core::textOf(segment->path);
        if (!text && errno == ENOENT)
            continue; // confirmed meanwhile
        if (!text)
            return core::fail(core::ErrorKind::Io, "journal_io", segment->path.string() + ": " + std::strerror(errno));
        JournalRecords records(*text);
        JournalEntry entry;
        while (records.next(entry))
            if (entry.issue.instance == instance && entry.issue.slot > afterSlot)
                entries.push_back(entry);
    }
    return entries;
}

void AcceptJournal::run()
{
    core::nameThisThread("fc-journal");
    for (;;) {
        bool last = false;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, m_options.syncEvery, [this] { return !m_running; });
            last = !m_running;
        }
        if (m_failing && m_isWhole && trial())
            m_failing = false;
        syncAll();
        trim();
        if (last)
            return;
    }
}

void AcceptJournal::syncAll()
{
    std::vector<std::shared_ptr<Segment>> segments;
    std::vector<bool> retired;
    bool madeFiles = false;
    {
        const std::lock_guard lock(m_mutex);
        madeFiles = std::exchange(m_madeFiles, false);
        for (const auto& segment : m_segments)
            if (segment->file >= 0) {
                segments.push_back(segment);
                retired.push_back(segment->retired);
            }
    }
    if (madeFiles && !core::syncFolder(m_options.directory)) {
        fail(errno, m_options.directory.string());
        const std::lock_guard lock(m_mutex);
        m_madeFiles = true;
    }
    for (std::size_t i = 0; i < segments.size(); ++i) {
        Segment& segment = *segments[i];
        if (segment.unsynced.exchange(false) && ::fdatasync(segment.file) != 0) {
            segment.spoilt = true; // what the kernel held of it may be gone: it is written to no more
            fail(errno, segment.path.string());
        }
        if (!retired[i])
            continue;
        const std::lock_guard lock(m_mutex);
        ::close(std::exchange(segment.file, -1));
    }
}

void AcceptJournal::trim()
{
    std::vector<std::shared_ptr<Segment>> gone;
    {
        const std::lock_guard lock(m_mutex);
        const auto isDone = [&](const auto& entry) {
            const auto through = m_confirmed.find(entry.first);
            return m_forgotten.contains(entry.first) ||
                   (through != m_confirmed.end() && entry.second <= through->second);
        };
        const auto first = std::stable_partition(m_segments.begin(), m_segments.end(), [&](const auto& segment) {
            return !segment->retired || segment->file >= 0 ||
                   !std::ranges::all_of(segment->highest, isDone);
        });
        gone.assign(std::make_move_iterator(first), std::make_move_iterator(m_segments.end()));
        m_segments.erase(first, m_segments.end());
    }
    for (const auto& segment : gone) {
        std::error_code ignored; // it is found again at the next start
        if (segment->damaged)
            std::filesystem::rename(segment->path, segment->path.string() + std::string(kDamagedSuffix), ignored);
        else
            std::filesystem::remove(segment->path, ignored);
    }
}

bool AcceptJournal::trial()
{
    std::error_code ignored;
    std::filesystem::create_directories(m_options.directory, ignored);
    const auto path = m_options.directory / kTrialName;
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    const bool works = writeAll(file, std::string(kTrialBytes, '\0')) && ::fdatasync(file) == 0;
    ::close(file);
    std::filesystem::remove(path, ignored);
    return works && core::syncFolder(m_options.directory);
}

JournalWriter::~JournalWriter()
{
    abandon();
}

void JournalWriter::abandon()
{
    if (auto segment = std::exchange(m_segment, nullptr))
        m_journal.retire(segment, std::exchange(m_highest, {}));
}

bool JournalWriter::append(std::span<const JournalEntry> entries)
{
    if (m_journal.isFailing())
        return false;
    m_buffer.clear();
    for (const auto& entry : entries)
        appendRecord(m_buffer, entry);
    if (m_segment && (m_segment->spoilt || m_size + m_buffer.size() > m_journal.m_options.segmentBytes))
        abandon();
    if (!m_segment) {
        auto made = m_journal.newSegment();
        if (!made)
            return false;
        m_segment = std::move(*made);
        m_size = 0;
    }
    if (!writeAll(m_segment->file, m_buffer)) {
        const int error = errno;
        (void)::ftruncate(m_segment->file, static_cast<off_t>(m_size)); // else its end is torn, and cut later
        m_journal.fail(error, m_segment->path.string());
        abandon();
        return false;
    }
    m_size += m_buffer.size();
    m_segment->unsynced = true;
    for (const auto& entry : entries) {
        auto& highest = m_highest[entry.issue.instance];
        highest = std::max(highest, entry.issue.slot);
        auto& slots = m_slots[entry.issue.instance];
        if (!slots)
            slots = std::make_shared<Slots>();
        slots->slots.add(entry.issue.slot);
    }
    return true;
}

bool JournalWriter::has(const issuing::InstanceId& instance, std::uint32_t slot) const
{
    const auto known = m_slots.find(instance);
    return known != m_slots.end() && known->second->slots.contains(slot);
}

} // namespace firstcome::stock
