#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

namespace firstcome::pages {

/// What is being done now, how far it is, and a bar. GUI thread; owned by its parent.
class ProgressBar final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(bool textFits READ textFits)

public:
    explicit ProgressBar(const theme::Theme& theme, QWidget* parent = nullptr);

    /// `part` 0 to 1; `token` colours the bar.
    void setState(const QString& sentence, const QString& figures, double part, theme::Token token);
    const QString& sentence() const { return m_sentence; }

    /// The sentence is not cut short.
    bool textFits() const;

    QSize sizeHint() const override { return {360, theme::kControlHeight}; }
    QSize minimumSizeHint() const override { return {160, theme::kControlHeight}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme& m_theme;
    QString m_sentence;
    QString m_figures;
    double m_part = 0;
    theme::Token m_token = theme::Token::Accent;
};

} // namespace firstcome::pages
