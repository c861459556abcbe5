#pragma once

#include "models/conservation_check.h"
#include "widgets/theme/theme.h"

#include <QWidget>

namespace firstcome::pages::launch {

/// The conservation equation in one line, its verdict at the right: every term keeps its name, the wrong one is
/// red. A term's place only ever grows while the same total is shown, so that figures don't push each other. Where
/// the width is not enough the verdict goes to a second line. GUI thread; owned by its card.
class EquationLine final : public QWidget
{
    Q_OBJECT
    /// False where even two lines are too narrow, for the tests of the layout.
    Q_PROPERTY(bool textFits READ textFits)

public:
    explicit EquationLine(const theme::Theme& theme, QWidget* parent = nullptr);

    void setEquation(const models::EquationView& equation);
    bool textFits() const;
    QString spoken() const;

    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Piece
    {
        QString text;
        bool strong = false;
        theme::Token token = theme::Token::SoftText;
        int width = 0;      ///< of its place
        int gapAfter = 0;
        bool right = false; ///< figures stand at the right of their place
    };

    std::vector<Piece> pieces() const;
    QString verdict() const;
    theme::Token verdictToken() const;
    int termsWidth(qreal scale) const;
    int reservedVerdictWidth() const;
    bool oneLine(int width) const;
    void fitHeight();

    const theme::Theme& m_theme;
    models::EquationView m_equation;
    std::vector<int> m_places; ///< widest text of each term so far, in pixels
};

} // namespace firstcome::pages::launch
