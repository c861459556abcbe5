#include "widgets/pages/spike/run_figures.h"

#include "widgets/parts/format.h"
#include "widgets/theme/paint.h"

#include <QPainter>

namespace firstcome::pages {

using theme::Token;
using theme::Type;

namespace {

std::optional<std::int64_t> asSigned(std::optional<std::uint64_t> value)
{
    return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
}

} // namespace

RunFigures::RunFigures(const theme::Theme& theme, QWidget* parent)
    : Card(theme, {}, parent)
{
    setAccessibleName(tr("Figures of the run"));
    const std::array names{tr("Requests"), tr("Accepted"), tr("p95 from the client"),
                           tr("p95 inside the server")};
    const std::array widest{QStringLiteral("888,888,888"), QStringLiteral("8,888,888"),
                            QStringLiteral("88.8 ms"), QStringLiteral("88.8 ms")};
    auto* row = new QHBoxLayout;
    row->setContentsMargins(4, 0, 4, 0);
    row->setSpacing(0);
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto* cell = new QWidget(this);
        auto* column = new QVBoxLayout(cell);
        column->setContentsMargins(i == 0 ? 0 : 11, 0, 8, 0);
        column->setSpacing(0);
        auto* name = new parts::Label(theme, names[i], Type::Caption, Token::SoftText, cell);
        name->setElided(true);
        m_figures[i] = new parts::Figure(theme, Type::FunnelFigure, widest[i], cell);
        m_figures[i]->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        m_figures[i]->setAccessibleName(names[i]);
        column->addWidget(name);
        column->addWidget(m_figures[i]);
        row->addWidget(cell, 1);
        m_cells[i] = cell;
    }
    body()->addLayout(row);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFigures({});
}

void RunFigures::setFigures(const models::SpikeFigures& figures)
{
    m_figures[0]->setText(parts::formatCount(asSigned(figures.requests)));
    m_figures[1]->setText(parts::formatCount(asSigned(figures.accepted)));
    m_figures[2]->setText(parts::formatMilliseconds(figures.clientP95Ms));
    m_figures[3]->setText(parts::formatMilliseconds(figures.serverP95Ms));
}

void RunFigures::paintEvent(QPaintEvent* event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    for (std::size_t i = 1; i < m_cells.size(); ++i)
        theme::paintVerticalHairline(painter, m_cells[i]->x(), theme::kGap, height() - theme::kGap,
                                     theme().color(Token::Stroke));
}

} // namespace firstcome::pages
