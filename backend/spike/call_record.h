#pragma once

#include "backend/core/clock.h"
#include "backend/core/result.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace firstcome::spike {

/// The file that names every call of a run with its outcome, one JSON object a line:
/// `{"publicId":"p7","verdict":"accepted","slot":3,"at":"…Z"}`; slot 0 where none was told, `unknown` where
/// no whole reply came. Workers hand over whole lines in blocks; any thread. A failed write is remembered and
/// ends the recording, so that a gap can't pass for silence.
class CallRecord
{
public:
    static core::Result<std::unique_ptr<CallRecord>> create(const std::filesystem::path& file);
    ~CallRecord();
    CallRecord(const CallRecord&) = delete;
    CallRecord& operator=(const CallRecord&) = delete;

    void append(std::string_view lines);
    bool failed() const { return m_failed.load(); }

    /// Adds one line to a worker's block.
    static void addLine(std::string& block, std::string_view publicId, std::string_view verdict,
                        std::uint32_t slot, core::WallTime at);

private:
    explicit CallRecord(int descriptor);

    int m_descriptor;
    std::mutex m_mutex;
    std::atomic<bool> m_failed{false};
};

} // namespace firstcome::spike
