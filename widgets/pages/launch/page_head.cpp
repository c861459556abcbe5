#include "widgets/pages/launch/page_head.h"

#include "widgets/parts/event_words.h"
#include "widgets/parts/format.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace firstcome::pages::launch {

using models::CountView;
using parts::Label;
using theme::Token;
using theme::Type;
using namespace std::chrono_literals;

namespace {

constexpr int kHeadHeight = 80;
constexpr int kLateMs = 150;

QDateTime local(core::WallTime at)
{
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(ms);
}

/// The clock's digits at their widest: with hours once there are any.
QString templateFor(const CountView& count)
{
    if (count.span >= 48h)
        return QStringLiteral("T−88 d 88:88");
    const bool before = count.kind == CountView::Kind::Counting || count.kind == CountView::Kind::Held;
    const QString minutes = before ? QStringLiteral("T−88:88") : QStringLiteral("T+88:88.8");
    return count.span < 1h ? minutes : QString(minutes).insert(2, QStringLiteral("88:"));
}

} // namespace

PageHead::PageHead(const theme::Theme& theme, models::LaunchViewModel& launch, QWidget* parent)
    : QWidget(parent)
    , m_launch(launch)
    , m_title(new Label(theme, Type::PageTitle, Token::Text, this))
    , m_facts(new Label(theme, Type::Row, Token::SoftText, this))
    , m_clock(new parts::Figure(theme, Type::Clock, QStringLiteral("T+88:88.8"), this))
    , m_note(new Label(theme, Type::Row, Token::SoftText, this))
    , m_acts(new ActBar(theme, launch, this))
{
    setFixedHeight(kHeadHeight);
    m_title->setElided(true);
    m_facts->setElided(true);
    m_clock->setGround(Token::Canvas);
    m_clock->setAccessibleName(tr("Clock"));
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(m_title);
    words->addWidget(m_facts);
    words->addStretch(1);
    auto* clock = new QVBoxLayout;
    clock->setSpacing(0);
    clock->addStretch(1);
    clock->addWidget(m_clock, 0, Qt::AlignRight);
    clock->addWidget(m_note, 0, Qt::AlignRight);
    clock->addStretch(1);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kEdge);
    row->addLayout(words, 1);
    row->addLayout(clock);
    row->addWidget(m_acts);

    m_late.setInterval(kLateMs);
    connect(&m_late, &QTimer::timeout, this, &PageHead::refreshClock);
    connect(&launch, &models::LaunchViewModel::updated, this, &PageHead::refresh);
    refresh();
}

QString PageHead::facts(bool years) const
{
    const EventView* view = m_launch.view();
    if (!view)
        return {};
    const QString coupon = QString::fromStdString(view->event.draft.couponId.str());
    const auto& instance = view->event.instance;
    const auto opens = instance ? instance->opensAt : view->event.draft.opensAt;
    const auto closes = instance ? instance->closesAt : view->event.draft.closesAt;
    const auto date = [years](core::WallTime at) { return parts::formatDateTime(at).mid(years ? 0 : 5); };
    const QString opening = opens ? date(*opens) : QString();
    const QString zone = opens || closes ? local(opens ? *opens : *closes).timeZoneAbbreviation() : QString();
    if (opens && closes) {
        const bool sameDay = local(*opens).date() == local(*closes).date();
        const QString closing = sameDay ? parts::formatTimeOfDay(*closes) : date(*closes);
        return tr("%1 · opens %2, closes %3 %4").arg(coupon, opening, closing, zone);
    }
    if (opens)
        return tr("%1 · opens %2 %3, closed by hand").arg(coupon, opening, zone);
    if (closes)
        return tr("%1 · opened by hand, closes %2 %3").arg(coupon, date(*closes), zone);
    return tr("%1 · opened and closed by hand").arg(coupon);
}

void PageHead::refresh()
{
    const EventView* view = m_launch.view();
    const QString title = view ? QString::fromStdString(view->shownName) : tr("Launch");
    if (m_title->text() != title)
        m_title->setText(title);
    refreshFacts();
    m_late.start();
    refreshClock();
}

void PageHead::refreshFacts()
{
    QString line = facts(true);
    if (m_facts->fontMetrics().horizontalAdvance(line) > m_facts->width())
        line = facts(false);
    if (m_facts->text() != line)
        m_facts->setText(line);
}

void PageHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    refreshFacts();
}

void PageHead::refreshClock()
{
    const CountView count = m_launch.count();
    const bool shown = count.kind != CountView::Kind::None;
    m_clock->setVisible(shown);
    if (shown)
        m_clock->setWidest(templateFor(count));
    QString note;
    switch (count.kind) {
    case CountView::Kind::None:
        break;
    case CountView::Kind::Counting:
        m_clock->setText(parts::formatCountdown(-count.span));
        break;
    case CountView::Kind::Held:
        m_clock->setText(parts::formatCountdown(-count.span));
        note = tr("held · would open %1").arg(parts::formatTimeOfDay(*count.wouldOpenAt));
        break;
    case CountView::Kind::Since:
        m_clock->setText(parts::formatCountdown(count.span, true));
        break;
    case CountView::Kind::Ended:
        m_clock->setText(parts::formatCountdown(count.span, true));
        note = tr("ended");
        break;
    }
    if (m_launch.view() && m_launch.view()->event.shadow())
        note = tr("rehearsal");
    if (m_note->text() != note)
        m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

} // namespace firstcome::pages::launch
