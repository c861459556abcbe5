#include "widgets/pages/launch/funnel_card.h"

#include "widgets/parts/format.h"
#include "widgets/theme/paint.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace firstcome::pages::launch {

using theme::Token;
using theme::Type;

namespace {

constexpr int kBarHeight = 4;
constexpr int kStepsHeight = 74;

} // namespace

FunnelStep::FunnelStep(const theme::Theme& theme, const QString& name, Token bar, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_bar(bar)
    , m_figure(new parts::Figure(theme, Type::FunnelFigure, QStringLiteral("888,888,888"), this))
{
    m_figure->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_figure->setAccessibleName(name);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kEdge, 10, theme::kGap, 8 + kBarHeight + 4);
    column->setSpacing(0);
    column->addWidget(new parts::Label(theme, name, Type::Caption, Token::SoftText, this));
    column->addWidget(m_figure);
    column->addStretch(1);
}

void FunnelStep::setValue(std::optional<std::uint64_t> value, std::uint64_t total)
{
    const auto shown = value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
    m_figure->setText(parts::formatCount(shown));
    const double share = value && total ? std::min(1.0, double(*value) / double(total)) : 0;
    if (qFuzzyCompare(share + 1, m_share + 1))
        return;
    m_share = share;
    update();
}

void FunnelStep::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QRectF bar(theme::kEdge, height() - 8 - kBarHeight, width() - theme::kEdge - theme::kGap, kBarHeight);
    theme::paintPanel(painter, bar, kBarHeight / 2.0, m_theme.color(Token::Raised), {});
    bar.setWidth(bar.width() * m_share);
    if (m_share > 0)
        theme::paintPanel(painter, bar, kBarHeight / 2.0, m_theme.color(m_bar), {});
}

FunnelCard::FunnelCard(const theme::Theme& theme, const models::LaunchViewModel& launch, QWidget* parent)
    : Card(theme, {}, parent)
    , m_launch(launch)
    , m_equation(new EquationLine(theme, this))
{
    setFlush(true);
    setAccessibleName(tr("Funnel"));
    const std::array names{tr("Attempted"), tr("Accepted"), tr("Published"), tr("Confirmed")};
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        m_steps[i] = new FunnelStep(theme, names[i], i == 0 ? Token::SoldOut : Token::Accepted, this);
        m_steps[i]->setFixedHeight(kStepsHeight);
        row->addWidget(m_steps[i], 1);
    }
    body()->setSpacing(0);
    body()->addLayout(row);
    body()->addWidget(m_equation);
    addLineAbove(m_equation);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&launch, &models::LaunchViewModel::updated, this, &FunnelCard::refresh);
    refresh();
}

void FunnelCard::refresh()
{
    const auto funnel = m_launch.funnel();
    m_steps[0]->setValue(funnel.attempted, funnel.total);
    m_steps[1]->setValue(funnel.accepted, funnel.total);
    m_steps[2]->setValue(funnel.published, funnel.total);
    m_steps[3]->setValue(funnel.confirmed, funnel.total);
    m_equation->setEquation(m_launch.equation());
}

void FunnelCard::paintEvent(QPaintEvent* event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    for (std::size_t i = 1; i < m_steps.size(); ++i)
        theme::paintVerticalHairline(painter, m_steps[i]->x(), 12, kStepsHeight - 8,
                                     this->theme().color(Token::Stroke));
}

} // namespace firstcome::pages::launch
