#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

namespace firstcome::parts {

/// A live figure: as wide as the widest text it may show, right-aligned unless told otherwise, and a change
/// only repaints, never asks for a new layout. Opaque on its ground. GUI thread; owned by its parent.
class Figure final : public QWidget
{
    Q_OBJECT

public:
    /// `widest` is the template of its width, e.g. "888,888" or "88.8 ms".
    Figure(const theme::Theme& theme, theme::Type type, const QString& widest, QWidget* parent = nullptr);

    /// A text wider than the template is drawn in a narrower font rather than cut.
    void setText(const QString& text);
    const QString& text() const { return m_text; }
    void setToken(theme::Token token);
    /// What it stands on; transparent where the parent paints something else than a flat colour.
    void setGround(theme::Token ground);
    void setTransparent(bool transparent);
    void setAlignment(Qt::Alignment alignment);
    void setWidest(const QString& widest);

    QSize sizeHint() const override { return m_size; }
    QSize minimumSizeHint() const override { return m_size; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void measure();

    const theme::Theme& m_theme;
    QString m_widest;
    QString m_text;
    theme::Token m_token = theme::Token::Text;
    theme::Token m_ground = theme::Token::Surface;
    Qt::Alignment m_alignment = Qt::AlignRight | Qt::AlignVCenter;
    QSize m_size;
};

} // namespace firstcome::parts
