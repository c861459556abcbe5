#pragma once

#include "tests/support/temporary_directory.h"

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace firstcome::testing {

/// A program that a test starts, with its output in files. The destructor kills what still runs.
class ChildProgram
{
public:
    /// `arguments[0]` is the program. Throws std::runtime_error where it can't be started.
    explicit ChildProgram(const std::vector<std::string>& arguments);
    ~ChildProgram();
    ChildProgram(const ChildProgram&) = delete;
    ChildProgram& operator=(const ChildProgram&) = delete;

    void signal(int number);
    /// Whether it has ended; wait() then returns at once.
    bool ended();
    /// It has ended, and nobody has waited for that.
    bool endedUnnoticed() { return !m_status && ended(); }
    /// Waits for its end; the exit status, or minus the signal that killed it.
    int wait();
    std::string out() const;
    std::string err() const;
    pid_t pid() const { return m_pid; }

private:
    TemporaryDirectory m_directory;
    pid_t m_pid = -1;
    std::optional<int> m_status;
};

/// The lines of `text`, without their ends.
std::vector<std::string> linesOf(const std::string& text);
std::string readFile(const std::filesystem::path& file);

} // namespace firstcome::testing
