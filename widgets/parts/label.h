#pragma once

#include "widgets/theme/theme.h"

#include <QLabel>

namespace firstcome::parts {

/// Plain text in a role of type and a token of colour, that follows the theme by itself. For texts that
/// change rarely: for live figures use Figure. GUI thread; owned by its parent.
class Label : public QLabel
{
    Q_OBJECT

public:
    Label(const theme::Theme& theme, theme::Type type, theme::Token token, QWidget* parent = nullptr);
    Label(const theme::Theme& theme, const QString& text, theme::Type type = theme::Type::Row,
          theme::Token token = theme::Token::Text, QWidget* parent = nullptr);

    void setToken(theme::Token token);
    /// Cuts one line with … where it does not fit, and shows the whole in the tooltip; may become narrow.
    void setElided(bool elided);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    const theme::Theme& m_theme;
    theme::Token m_token;
    bool m_elided = false;
};

} // namespace firstcome::parts
