#pragma once

#include "models/launch_view_model.h"
#include "widgets/pages/launch/equation_line.h"
#include "widgets/parts/card.h"
#include "widgets/parts/figure.h"

#include <array>

namespace firstcome::pages::launch {

/// One step of the funnel: its word, its figure, and a bar that says how much of the stock that is. GUI thread.
class FunnelStep final : public QWidget
{
    Q_OBJECT

public:
    FunnelStep(const theme::Theme& theme, const QString& name, theme::Token bar, QWidget* parent = nullptr);
    /// An absent value is not known.
    void setValue(std::optional<std::uint64_t> value, std::uint64_t total);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme& m_theme;
    theme::Token m_bar;
    parts::Figure* m_figure;
    double m_share = 0;
};

/// Attempted, accepted, published, confirmed, and the equation below. GUI thread; owned by the page.
class FunnelCard final : public parts::Card
{
    Q_OBJECT

public:
    FunnelCard(const theme::Theme& theme, const models::LaunchViewModel& launch, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    const models::LaunchViewModel& m_launch;
    std::array<FunnelStep*, 4> m_steps{};
    EquationLine* m_equation;
};

} // namespace firstcome::pages::launch
