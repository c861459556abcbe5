#include "widgets/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QToolTip>

namespace firstcome::theme {
namespace {

struct Cut
{
    double pixels;
    QFont::Weight weight;
};

Cut cutOf(Type type)
{
    switch (type) {
    case Type::Caption:
        return {11, QFont::Normal};
    case Type::CaptionStrong:
        return {11, QFont::DemiBold};
    case Type::Row:
        return {12.5, QFont::Normal};
    case Type::RowStrong:
        return {12.5, QFont::DemiBold};
    case Type::CardTitle:
        return {12.5, QFont::DemiBold};
    case Type::Body:
        return {13, QFont::Normal};
    case Type::BodyStrong:
        return {13, QFont::DemiBold};
    case Type::StripFigure:
        return {14, QFont::DemiBold};
    case Type::PageTitle:
        return {20, QFont::DemiBold};
    case Type::FunnelFigure:
        return {21, QFont::DemiBold};
    case Type::Clock:
        return {34, QFont::DemiBold};
    }
    return {13, QFont::Normal};
}

} // namespace

Theme::Theme(Scheme scheme, QObject* parent)
    : QObject(parent)
    , m_scheme(scheme)
{
}

QColor Theme::color(Token token, qreal opacity) const
{
    QColor c = color(token);
    c.setAlphaF(static_cast<float>(opacity));
    return c;
}

QFont Theme::font(Type type) const
{
    const Cut cut = cutOf(type);
    QFont font;
    font.setFamilies({QStringLiteral("Open Sans"), QStringLiteral("Noto Sans CJK KR"),
                      QFontDatabase::systemFont(QFontDatabase::GeneralFont).family()});
    font.setPointSizeF(cut.pixels * 0.75);
    font.setWeight(cut.weight);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

QPalette Theme::palette() const
{
    using P = QPalette;
    P p;
    const auto set = [&](P::ColorRole role, Token token) { p.setColor(role, color(token)); };
    set(P::Window, Token::Canvas);
    set(P::WindowText, Token::Text);
    set(P::Base, Token::Surface);
    set(P::AlternateBase, Token::Raised);
    set(P::Text, Token::Text);
    set(P::PlaceholderText, Token::FaintText);
    set(P::Button, Token::Raised);
    set(P::ButtonText, Token::Text);
    set(P::BrightText, Token::Critical);
    set(P::Highlight, Token::Accent);
    set(P::HighlightedText, Token::OnAccent);
    set(P::Link, Token::Accent);
    set(P::LinkVisited, Token::Accent);
    set(P::ToolTipBase, Token::Raised);
    set(P::ToolTipText, Token::Text);
    set(P::Light, Token::Raised);
    set(P::Midlight, Token::Raised);
    set(P::Mid, Token::Stroke);
    set(P::Dark, Token::Marks);
    set(P::Shadow, Token::Canvas);
    for (const auto role : {P::WindowText, P::Text, P::ButtonText})
        p.setColor(P::Disabled, role, color(Token::FaintText));
    p.setColor(P::Disabled, P::Highlight, color(Token::Marks));
    p.setColor(P::Disabled, P::HighlightedText, color(Token::Text));
    return p;
}

void Theme::apply()
{
    QApplication::setFont(font(Type::Body));
    QApplication::setPalette(palette());
    QToolTip::setPalette(palette());
    QToolTip::setFont(font(Type::Row));
}

void Theme::setScheme(Scheme scheme)
{
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    Q_EMIT changed();
    QApplication::setPalette(palette());
    QToolTip::setPalette(palette());
}

} // namespace firstcome::theme
