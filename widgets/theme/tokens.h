#pragma once

#include <QColor>

#include <cstddef>

namespace firstcome::theme {

/// Every colour of the console by what it is for. tokens.cpp is the only file that holds colours.
enum class Token {
    Canvas,        ///< the window's ground
    Surface,       ///< cards, strip, rail
    Raised,        ///< hovered, pressed, neutral pills
    Stroke,        ///< card borders and grid lines
    ControlStroke, ///< borders of what can be used
    Marks,         ///< quiet marks: scroll handles, empty bars
    Text,
    SoftText,
    FaintText, ///< on surface only, never on selected or raised rows
    Accent,
    OnAccent,
    SoftAccent, ///< current page, selected row, chips
    Ok,
    OkGround,
    Warning,
    WarningGround,
    Critical,
    CriticalGround,
    Accepted, ///< from here on: layers of charts
    Duplicate,
    SoldOut,
    NotOpen, ///< not open, closed, paused
    Throttled,
    UnknownName, ///< unknown event or person
    Failed,
    P50,
    P95,
    P99,
    Stock,
    Outbox,
    Unconsumed,
    Ghost, ///< the rehearsal
    NotKnown
};
inline constexpr std::size_t kTokenCount = static_cast<std::size_t>(Token::NotKnown) + 1;

enum class Scheme { Dark, Light };

QColor tokenColor(Token token, Scheme scheme);

} // namespace firstcome::theme
