#include "backend/http/operator_token.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

namespace firstcome::http {

namespace {

constexpr std::size_t kMinLength = 32;

core::Error ioError(const std::filesystem::path& file)
{
    return {core::ErrorKind::Io, "token_io", file.string() + ": " + std::strerror(errno)};
}

/// Closes the descriptor at the end of its scope.
struct OpenFile
{
    explicit OpenFile(int descriptor)
        : fd(descriptor)
    {
    }
    ~OpenFile()
    {
        if (fd >= 0)
            ::close(fd);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int fd;
};

core::Result<std::string> create(const std::filesystem::path& file)
{
    std::array<unsigned char, 32> random;
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        return core::fail(core::ErrorKind::Io, "token_io", "no random bytes");
    static constexpr char kDigits[] = "0123456789abcdef";
    std::array<char, 2 * random.size() + 1> line;
    for (std::size_t i = 0; i < random.size(); ++i) {
        line[2 * i] = kDigits[random[i] >> 4];
        line[2 * i + 1] = kDigits[random[i] & 15];
    }
    line.back() = '\n';
    // Written whole under another name first: a crash leaves no half token, and of two programs that start at
    // once only one gets to name it.
    const std::filesystem::path draft = file.string() + "." + std::to_string(::getpid());
    ::unlink(draft.c_str());
    {
        const OpenFile out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (out.fd < 0 || ::write(out.fd, line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
            ::fsync(out.fd) != 0) {
            const core::Error error = ioError(draft);
            ::unlink(draft.c_str());
            return tl::unexpected(error);
        }
    }
    const bool named = ::link(draft.c_str(), file.c_str()) == 0;
    const core::Error error = ioError(file);
    const bool lostTheRace = !named && errno == EEXIST;
    ::unlink(draft.c_str());
    if (lostTheRace)
        return loadOrCreateOperatorToken(file.parent_path());
    if (!named)
        return tl::unexpected(error);
    return std::string(line.data(), line.size() - 1);
}

} // namespace

core::Result<std::string> loadOrCreateOperatorToken(const std::filesystem::path& dataDir)
{
    const std::filesystem::path file = dataDir / "operator.token";
    const OpenFile in(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (in.fd < 0)
        return errno == ENOENT ? create(file) : tl::unexpected(ioError(file));
    struct stat facts
    {
    };
    if (::fstat(in.fd, &facts) != 0)
        return tl::unexpected(ioError(file));
    if ((facts.st_mode & 077) != 0 && ::fchmod(in.fd, 0600) != 0)
        return tl::unexpected(ioError(file));
    std::array<char, 512> text;
    const ssize_t size = ::read(in.fd, text.data(), text.size());
    if (size < 0)
        return tl::unexpected(ioError(file));
    std::string_view token(text.data(), static_cast<std::size_t>(size));
    token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
    if (token.size() < kMinLength)
        return core::fail(core::ErrorKind::Corrupt, "bad_token", file.string() + " holds no token");
    return std::string(token);
}

bool bearsToken(std::string_view authorization, std::string_view token)
{
    static constexpr std::string_view kScheme = "bearer ";
    if (token.empty() || authorization.size() != kScheme.size() + token.size())
        return false;
    for (std::size_t i = 0; i < kScheme.size(); ++i) {
        const char c = authorization[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != kScheme[i])
            return false;
    }
    return CRYPTO_memcmp(authorization.data() + kScheme.size(), token.data(), token.size()) == 0;
}

} // namespace firstcome::http
