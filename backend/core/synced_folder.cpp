#include "backend/core/synced_folder.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace firstcome::core {

bool syncFolder(const std::filesystem::path& folder)
{
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    errno = error;
    return synced;
}

} // namespace firstcome::core
