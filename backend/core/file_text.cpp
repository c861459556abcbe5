#include "backend/core/file_text.h"

#include <array>
#include <cerrno>
#include <fstream>

namespace firstcome::core {

std::optional<std::string> textOf(std::istream& in)
{
    std::string text;
    std::array<char, 64 * 1024> chunk; // read() says bad() where the disk fails; an istreambuf_iterator would throw
    while (in.read(chunk.data(), chunk.size()) || in.gcount() > 0)
        text.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
    return in.bad() ? std::nullopt : std::optional(std::move(text));
}

std::optional<std::string> textOf(const std::filesystem::path& file)
{
    errno = 0;
    std::ifstream in(file, std::ios::binary);
    auto text = in ? textOf(in) : std::nullopt;
    if (!text && errno == 0)
        errno = EIO;
    return text;
}

} // namespace firstcome::core
