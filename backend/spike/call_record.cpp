#include "backend/spike/call_record.h"

#include "backend/core/rfc3339.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace firstcome::spike {

core::Result<std::unique_ptr<CallRecord>> CallRecord::create(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return core::fail(core::ErrorKind::Io, "record_io", file.string() + ": " + std::strerror(errno));
    return std::unique_ptr<CallRecord>(new CallRecord(descriptor));
}

CallRecord::CallRecord(int descriptor)
    : m_descriptor(descriptor)
{
}

CallRecord::~CallRecord()
{
    ::close(m_descriptor);
}

void CallRecord::append(std::string_view lines)
{
    const std::lock_guard lock(m_mutex);
    while (!lines.empty() && !m_failed) {
        const auto written = ::write(m_descriptor, lines.data(), lines.size());
        if (written > 0)
            lines.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            m_failed = true;
    }
}

void CallRecord::addLine(std::string& block, std::string_view publicId, std::string_view verdict,
                         std::uint32_t slot, core::WallTime at)
{
    char time[core::kRfc3339Length];
    core::writeRfc3339(at, time);
    block.append("{\"publicId\":\"").append(publicId).append("\",\"verdict\":\"").append(verdict);
    block.append("\",\"slot\":").append(std::to_string(slot));
    block.append(",\"at\":\"").append(time, sizeof time).append("\"}\n");
}

} // namespace firstcome::spike
