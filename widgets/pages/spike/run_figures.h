#pragma once

#include "models/spike_view_model.h"
#include "widgets/parts/card.h"
#include "widgets/parts/figure.h"

#include <array>

namespace firstcome::pages {

/// The four figures of a run: requests, accepted, p95 from the client and inside the server. GUI thread;
/// owned by its parent.
class RunFigures final : public parts::Card
{
    Q_OBJECT

public:
    explicit RunFigures(const theme::Theme& theme, QWidget* parent = nullptr);
    void setFigures(const models::SpikeFigures& figures);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::array<parts::Figure*, 4> m_figures{};
    std::array<QWidget*, 4> m_cells{};
};

} // namespace firstcome::pages
