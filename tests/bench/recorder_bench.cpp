#include "backend/telemetry/sampler.h"

#include <chrono>
#include <cstdio>
#include <random>
#include <vector>

using namespace firstcome;
using namespace firstcome::telemetry;

namespace {

double secondsOf(auto&& work)
{
    const auto before = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

} // namespace

/// What measuring costs: an attempt with its five stages on an io thread, and one sample on the control
/// thread.
int main()
{
    constexpr std::size_t kAttempts = 5'000'000, kShapes = 1 << 14;
    std::mt19937_64 random(1);
    std::lognormal_distribution<double> shape(std::log(1e6), 1.0); // median 1 ms
    std::vector<std::chrono::nanoseconds> times(kShapes);
    for (auto& time : times)
        time = std::chrono::nanoseconds(static_cast<std::int64_t>(shape(random)));

    Sampler sampler;
    auto& one = sampler.newRecorder();
    auto& two = sampler.newRecorder();
    const auto instance = issuing::InstanceId::random();
    const double attempts = secondsOf([&] {
        for (std::size_t i = 0; i < kAttempts; ++i)
            one.attempt(instance, issuing::kVerdicts[i % issuing::kVerdictCount], times[i % kShapes]);
    });
    const double stages = secondsOf([&] {
        for (std::size_t i = 0; i < kAttempts; ++i)
            for (std::size_t s = 0; s < kStageCount; ++s)
                two.stage(static_cast<Stage>(s), times[(i + s) % kShapes]);
    });
    constexpr int kSamples = 500;
    core::WallTime now{std::chrono::seconds(1'800'000'000)};
    const double samples = secondsOf([&] {
        for (int i = 0; i < kSamples; ++i) {
            now += std::chrono::milliseconds(kTickMs);
            sampler.sample(now, {{instance, {}}});
        }
    });
    std::printf("attempt            %6.1f ns\n", attempts / kAttempts * 1e9);
    std::printf("its five stages    %6.1f ns\n", stages / kAttempts * 1e9);
    std::printf("sample, 2 threads  %6.1f us\n", samples / kSamples * 1e6);
}
