#pragma once

#include "widgets/theme/tokens.h"

#include <QFont>
#include <QObject>
#include <QPalette>

namespace firstcome::theme {

/// Roles of type; the sizes are pixels at 96 dpi.
enum class Type {
    Caption,       ///< 11
    CaptionStrong, ///< 11 semibold: pills
    Row,           ///< 12.5: rows of tables and lists
    RowStrong,     ///< 12.5 semibold
    CardTitle,     ///< 12.5 semibold
    Body,          ///< 13: buttons, fields, sentences
    BodyStrong,    ///< 13 semibold
    StripFigure,   ///< 14 semibold
    PageTitle,     ///< 20 semibold
    FunnelFigure,  ///< 21 semibold
    Clock          ///< 34 semibold
};

/// Distances in logical pixels; all spacing goes in steps of kStep.
inline constexpr int kStep = 4;
inline constexpr int kGap = 12;  ///< between cards, and inside a card
inline constexpr int kEdge = 16; ///< to the window's edge
inline constexpr int kRowHeight = 28;
inline constexpr int kControlHeight = 32;
inline constexpr int kStripHeight = 48;
inline constexpr int kRailWidth = 76;
inline constexpr qreal kCardRadius = 7;
inline constexpr qreal kControlRadius = 5;

/// Colours and fonts of the console. One object made by app, passed by const reference through constructors;
/// GUI thread. A change of scheme emits changed(), then sends one PaletteChange pass through all widgets, so
/// a widget that paints with color() needs to do nothing; one that keeps colours drops them on changed().
class Theme final : public QObject
{
    Q_OBJECT

public:
    explicit Theme(Scheme scheme, QObject* parent = nullptr);

    Scheme scheme() const { return m_scheme; }
    bool dark() const { return m_scheme == Scheme::Dark; }
    QColor color(Token token) const { return tokenColor(token, m_scheme); }
    /// `color` with this much of it left, 0 to 1.
    QColor color(Token token, qreal opacity) const;
    QFont font(Type type) const;
    QPalette palette() const;

    /// Sets palette and font of the application from this theme.
    void apply();
    void setScheme(Scheme scheme);

Q_SIGNALS:
    void changed();

private:
    Scheme m_scheme;
};

} // namespace firstcome::theme
