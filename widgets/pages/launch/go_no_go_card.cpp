#include "widgets/pages/launch/go_no_go_card.h"

#include "widgets/pages/launch/go_words.h"
#include "widgets/parts/format.h"

#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace firstcome::pages::launch {

using issuing::GoLine;
using parts::Label;
using parts::Tone;
using theme::Token;
using theme::Type;
using namespace std::chrono_literals;

namespace {

constexpr int kMargin = theme::kGap - 2; ///< at the right of the rows; the card's stroke and body have the rest

} // namespace

GoNoGoCard::GoNoGoCard(const theme::Theme& theme, models::LaunchViewModel& launch, QWidget* parent)
    : Card(theme, tr("Go / no-go"), parent)
    , m_launch(launch)
    , m_banner(new parts::Banner(theme, this))
    , m_rowsHost(new QWidget)
    , m_rowsColumn(new QVBoxLayout(m_rowsHost))
    , m_foot(new Label(theme, Type::Caption, Token::SoftText, this))
{
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_rowsHost);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    m_rowsHost->setAutoFillBackground(false);
    m_rowsColumn->setContentsMargins(0, 0, kMargin, 0);
    m_rowsColumn->setSpacing(0);
    m_rowsColumn->addWidget(m_foot);
    m_rowsColumn->addStretch(1);
    m_foot->setWordWrap(true);
    m_foot->setContentsMargins(0, 12, 0, 8);
    body()->setSpacing(4);
    auto* banner = new QHBoxLayout;
    banner->setContentsMargins(0, 0, kMargin, 0);
    banner->addWidget(m_banner);
    body()->addLayout(banner);
    body()->addWidget(scroll, 1);
    body()->setContentsMargins(theme::kGap - 1, 0, 1, 4);
    m_banner->hide();
    // The bar stands in the margin: rows keep their width, and so their lines, when it comes.
    connect(scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this, scroll](int least, int most) {
        const int bar = most > least ? scroll->verticalScrollBar()->sizeHint().width() : 0;
        m_rowsColumn->setContentsMargins(0, 0, std::max(0, kMargin - bar), 0);
    });

    connect(&m_model, &QAbstractItemModel::modelReset, this, &GoNoGoCard::rebuildRows);
    connect(&launch, &models::LaunchViewModel::updated, this, &GoNoGoCard::refresh);
    rebuildRows();
    refresh();
}

GoLineRow* GoNoGoCard::row(GoLine line) const
{
    for (auto* row : m_rows)
        if (row->line() == line)
            return row;
    return nullptr;
}

QString GoNoGoCard::barReason() const
{
    return m_reason;
}

void GoNoGoCard::rebuildRows()
{
    qDeleteAll(m_rows);
    m_rows.clear();
    for (int i = 0; i < m_model.rowCount(); ++i) {
        const auto line = static_cast<GoLine>(m_model.index(i).data(models::GoNoGoModel::LineRole).toInt());
        auto* row = new GoLineRow(theme(), line, m_rowsHost);
        connect(row, &GoLineRow::fixWanted, this, &GoNoGoCard::fix);
        connect(row, &GoLineRow::waiverWanted, &m_launch, &models::LaunchViewModel::waive);
        m_rowsColumn->insertWidget(i, row);
        m_rows.append(row);
    }
}

void GoNoGoCard::refresh()
{
    m_model.update(m_launch.view(), m_launch.now());
    for (int i = 0; i < m_rows.size(); ++i)
        m_rows[i]->show(m_model.index(i), m_model.live());
    refreshHead();
}

/// How many lines stand where, as far as there is room: the least serious words go first. Beside a no-go or an
/// unknown line a waived one counts as go.
QString GoNoGoCard::summary() const
{
    const auto counts = m_model.counts();
    const bool serious = counts.noGo > 0 || counts.unknown > 0;
    QStringList words{tr("%n go", nullptr, counts.go + (serious ? counts.waived : 0))};
    if (counts.waived > 0 && !serious)
        words << tr("%n waived", nullptr, counts.waived);
    if (counts.warning > 0)
        words << tr("%n warning", nullptr, counts.warning);
    if (counts.noGo > 0)
        words << tr("%n no-go", nullptr, counts.noGo);
    if (counts.unknown > 0)
        words << tr("%n unknown", nullptr, counts.unknown);
    const QString dot = QStringLiteral(" · ");
    const int room = width() - 2 * theme::kGap - 16 - QFontMetrics(theme().font(Type::CardTitle)).horizontalAdvance(title());
    const QFontMetrics caption(theme().font(Type::Caption));
    while (words.size() > 1 && caption.horizontalAdvance(words.join(dot)) > room)
        words.removeFirst();
    return words.join(dot);
}

void GoNoGoCard::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    refreshHead();
}

void GoNoGoCard::refreshHead()
{
    const bool any = m_model.rowCount() > 0;
    setSummary(any ? summary() : QString());
    const auto forbidding = m_model.live() ? m_model.firstForbidding() : std::nullopt;
    const EventView* view = m_launch.view();
    const bool held = view && view->event.state == issuing::EventState::Held;
    const bool red = forbidding.has_value();
    if (red)
        m_banner->setState(Tone::Critical, held ? tr("No-go: countdown held") : tr("No-go: opening forbidden"));
    m_banner->setVisible(red);
    for (auto* row : m_rows)
        row->setFixFilled(forbidding == row->line());

    QString foot = tr("Measured again each second. A hard line that fails holds the countdown.");
    if (!any)
        foot = tr("The conditions for opening are measured here while an event is draft, armed or held.");
    else if (!m_model.live())
        foot = tr("As it stood before opening.");
    else if (m_model.age() && *m_model.age() > 2s)
        foot = tr("Oldest measurement: %1.").arg(parts::formatAge(*m_model.age()));
    if (m_foot->text() != foot)
        m_foot->setText(foot);

    const QString reason = forbidding ? GoWords::forbids(*forbidding) : QString();
    if (red == m_red && reason == m_reason)
        return;
    m_red = red;
    m_reason = reason;
    Q_EMIT standingChanged();
}

void GoNoGoCard::fix(GoLine line)
{
    if (line == GoLine::PeopleLoaded) {
        Q_EMIT peopleWanted();
        return;
    }
    const EventView* view = m_launch.view();
    if (view && view->event.plannedTotal > 0)
        m_launch.correctStock(view->event.plannedTotal, tr("Loaded to the planned stock from go/no-go"),
                              m_launch.decision());
}

} // namespace firstcome::pages::launch
