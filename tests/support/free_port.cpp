#include "tests/support/free_port.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace firstcome::testing {

namespace {

// Below those that the kernel gives to outgoing connections (from 32768 on): of the thousands that tests make, one could
// have the port by the time that a server is started on it, or started again.
constexpr int kFirst = 10'000;
constexpr int kLast = 32'000;

/// Keeps the port from other test programs until this one ends: each locks its byte of one file.
bool reserve(int port)
{
    static const int file = [] {
        const auto name = "firstcome-ports-" + std::to_string(::getuid());
        return ::open((std::filesystem::temp_directory_path() / name).c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    }();
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = port;
    lock.l_len = 1;
    return file >= 0 && ::fcntl(file, F_OFD_SETLK, &lock) == 0;
}

bool canBeBound(int port)
{
    using boost::asio::ip::tcp;
    boost::asio::io_context context;
    tcp::acceptor acceptor(context);
    boost::system::error_code error;
    acceptor.open(tcp::v4(), error);
    acceptor.bind({boost::asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port)}, error);
    return !error;
}

} // namespace

std::uint16_t freePort()
{
    static std::mutex mutex; // guards the two below
    static std::mt19937 random{std::random_device()()};
    static std::set<int> given;
    const std::lock_guard lock(mutex);
    for (int tries = 0; tries < 10'000; ++tries) {
        const int port = std::uniform_int_distribution(kFirst, kLast)(random);
        if (!given.contains(port) && reserve(port) && canBeBound(port)) {
            given.insert(port);
            return static_cast<std::uint16_t>(port);
        }
    }
    throw std::runtime_error("no free port");
}

} // namespace firstcome::testing
