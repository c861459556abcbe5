#include "tests/support/child_program.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace firstcome::testing {

ChildProgram::ChildProgram(const std::vector<std::string>& arguments)
{
    const auto out = (m_directory.path() / "out").string(), err = (m_directory.path() / "err").string();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                     0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                     0600);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    std::vector<std::string> copies = arguments;
    std::vector<char*> pointers;
    for (auto& copy : copies)
        pointers.push_back(copy.data());
    pointers.push_back(nullptr);
    const int error =
        ::posix_spawn(&m_pid, copies.front().c_str(), &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        throw std::runtime_error(copies.front() + ": " + std::strerror(error));
}

ChildProgram::~ChildProgram()
{
    if (!m_status) {
        ::kill(m_pid, SIGKILL);
        wait();
    }
}

void ChildProgram::signal(int number)
{
    if (!m_status)
        ::kill(m_pid, number);
}

int ChildProgram::wait()
{
    if (!m_status) {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
        m_status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    return *m_status;
}

bool ChildProgram::ended()
{
    if (m_status)
        return true;
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT);
    return info.si_pid == m_pid;
}

std::string ChildProgram::out() const
{
    return readFile(m_directory.path() / "out");
}

std::string ChildProgram::err() const
{
    return readFile(m_directory.path() / "err");
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

std::string readFile(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
}

} // namespace firstcome::testing
