#pragma once

#include "backend/commands.h"
#include "backend/core/named_values.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

/// The words that enums are on the wire. Where the API has words already, those.
namespace firstcome::wire {

template <class Enum>
struct Words;

template <>
struct Words<PartHealth>
{
    static constexpr std::array<std::string_view, 4> kAll{"unknown", "fine", "warning", "critical"};
};
template <>
struct Words<LinkState>
{
    static constexpr std::array<std::string_view, 5> kAll{"connecting", "live", "stale", "unreachable", "refused"};
};
template <>
struct Words<eventlog::LagStatus>
{
    static constexpr std::array<std::string_view, 6> kAll{"unknown", "ok", "warn", "stall", "stop", "rewind"};
};
template <>
struct Words<issuing::GoStatus>
{
    static constexpr std::array<std::string_view, 4> kAll{"go", "warning", "no_go", "not_measured"};
};
template <>
struct Words<issuing::Severity>
{
    static constexpr std::array<std::string_view, 4> kAll{"info", "good", "warning", "critical"};
};
template <>
struct Words<issuing::Act>
{
    static constexpr std::array<std::string_view, issuing::kActCount> kAll{
        "arm", "disarm", "hold", "resume", "open", "pause", "unpause", "close", "finish", "delete"};
};
template <>
struct Words<spike::RunPhase>
{
    static constexpr std::array<std::string_view, 9> kAll{
        "idle", "preparing", "running", "stopping", "draining", "auditing", "reporting", "done", "failed"};
};
template <>
struct Words<spike::LoadModel>
{
    static constexpr std::array<std::string_view, 2> kAll{"users", "arrival_rate"};
};
template <>
struct Words<issuing::EventState>
{
    static constexpr std::size_t kCount = issuing::kEventStateCount;
    static std::string_view of(issuing::EventState state) { return issuing::stateName(state); }
};
template <>
struct Words<issuing::Audience>
{
    static constexpr std::size_t kCount = 2;
    static std::string_view of(issuing::Audience audience) { return issuing::audienceName(audience); }
};
template <>
struct Words<issuing::GoLine>
{
    static constexpr std::size_t kCount = issuing::kGoLineCount;
    static std::string_view of(issuing::GoLine line) { return issuing::goLineName(line); }
};
template <>
struct Words<issuing::Finding>
{
    static constexpr std::size_t kCount = 7;
    static std::string_view of(issuing::Finding finding) { return issuing::findingName(finding); }
};
template <>
struct Words<ledger::ReplayEffect>
{
    static constexpr std::size_t kCount = 4;
    static std::string_view of(ledger::ReplayEffect effect) { return ledger::replayEffectName(effect); }
};
template <>
struct Words<spike::Validity>
{
    static constexpr std::size_t kCount = 3;
    static std::string_view of(spike::Validity validity) { return spike::validityName(validity); }
};

template <class Enum>
std::string_view wordOf(Enum value)
{
    if constexpr (requires { Words<Enum>::kAll; })
        return core::nameOf(Words<Enum>::kAll, value);
    else
        return Words<Enum>::of(value);
}

template <class Enum>
std::optional<Enum> meaningOf(std::string_view word)
{
    if constexpr (requires { Words<Enum>::kAll; }) {
        return core::valueNamed<Enum>(Words<Enum>::kAll, word);
    } else {
        for (std::size_t i = 0; i < Words<Enum>::kCount; ++i)
            if (Words<Enum>::of(static_cast<Enum>(i)) == word)
                return static_cast<Enum>(i);
        return std::nullopt;
    }
}

} // namespace firstcome::wire
