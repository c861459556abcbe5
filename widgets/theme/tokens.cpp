#include "widgets/theme/tokens.h"

#include <array>

namespace firstcome::theme {
namespace {

struct Pair
{
    QRgb dark;
    QRgb light;
};

/// In the order of Token.
constexpr std::array<Pair, kTokenCount> kColors{{
    {0xff13161b, 0xfff3f5f8}, // Canvas
    {0xff1a1e25, 0xffffffff}, // Surface
    {0xff222731, 0xfff7f8fa}, // Raised
    {0xff2c323d, 0xffdfe3ea}, // Stroke
    {0xff6b7688, 0xff868f9d}, // ControlStroke
    {0xff3a4250, 0xffc6cdd8}, // Marks
    {0xffe7eaf0, 0xff181c23}, // Text
    {0xffa3acba, 0xff535d6d}, // SoftText
    {0xff808a9a, 0xff6a7383}, // FaintText
    {0xff5b9bff, 0xff1f63dc}, // Accent
    {0xff0b1220, 0xffffffff}, // OnAccent
    {0xff1e2c45, 0xffe6eefc}, // SoftAccent
    {0xff3fbf8f, 0xff08744f}, // Ok
    {0xff16302a, 0xffe2f4ec}, // OkGround
    {0xffe9a93c, 0xff9a5b00}, // Warning
    {0xff33290f, 0xfffdf0d8}, // WarningGround
    {0xffff6b61, 0xffc62f26}, // Critical
    {0xff3a1e1d, 0xfffce5e3}, // CriticalGround
    {0xff3fbf8f, 0xff12966a}, // Accepted
    {0xffe9a93c, 0xffc27803}, // Duplicate
    {0xff8b96aa, 0xff76829a}, // SoldOut
    {0xff3d95b8, 0xff3a86ad}, // NotOpen
    {0xffb793ff, 0xff7a4fd0}, // Throttled
    {0xffb3a48a, 0xff8a7654}, // UnknownName
    {0xffff6b61, 0xffd03a30}, // Failed
    {0xff8cc6ff, 0xff2f8bd8}, // P50
    {0xff5b9bff, 0xff1f63dc}, // P95
    {0xffb793ff, 0xff7a4fd0}, // P99
    {0xfff0c85a, 0xffb98900}, // Stock
    {0xffff9e63, 0xffd9701c}, // Outbox
    {0xffd1719b, 0xffb0447a}, // Unconsumed
    {0xff6d788a, 0xff89929f}, // Ghost
    {0xff8d97a7, 0xff667081}, // NotKnown
}};

} // namespace

QColor tokenColor(Token token, Scheme scheme)
{
    const Pair& pair = kColors[static_cast<std::size_t>(token)];
    return QColor::fromRgb(scheme == Scheme::Dark ? pair.dark : pair.light);
}

} // namespace firstcome::theme
