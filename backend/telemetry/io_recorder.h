#pragma once

#include "backend/issuing/ids.h"
#include "backend/issuing/verdict.h"
#include "backend/telemetry/ticks.h"

#include <chrono>

namespace firstcome::telemetry {

/// What one io thread writes down about every attempt. One writer (that thread), read by the control thread
/// without stopping it: plain relaxed atomics, no lock, no allocation but at the first sight of an instance.
class IoRecorder
{
public:
    virtual ~IoRecorder() = default;
    /// One answered attempt. A nil instance stands for attempts at no known event.
    virtual void attempt(const issuing::InstanceId& instance, issuing::Verdict verdict,
                         std::chrono::nanoseconds latency) = 0;
    virtual void stage(Stage stage, std::chrono::nanoseconds took) = 0;
    virtual void connectionOpened() = 0;
    virtual void connectionClosed() = 0;
};

} // namespace firstcome::telemetry
