#include "widgets/shell/status_strip.h"

#include "widgets/parts/announce.h"
#include "widgets/parts/event_words.h"
#include "widgets/parts/format.h"
#include "widgets/parts/problem_words.h"
#include "widgets/theme/paint.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace firstcome::shell {

using models::StatusView;
using parts::EventWords;
using parts::Mark;
using parts::ProblemWords;
using parts::Tone;
using theme::Token;
using theme::Type;

namespace {

Mark markOf(PartHealth health)
{
    switch (health) {
    case PartHealth::Unknown:
        return Mark::NotKnown;
    case PartHealth::Fine:
        return Mark::Fine;
    case PartHealth::Warning:
        return Mark::Warning;
    case PartHealth::Critical:
        return Mark::Critical;
    }
    return Mark::NotKnown;
}

QString figureText(std::optional<std::uint64_t> value)
{
    return value ? parts::formatCount(std::int64_t(*value)) : parts::notKnown();
}

} // namespace

StatusStrip::StatusStrip(const theme::Theme& theme, models::StatusViewModel& status, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_status(status)
{
    setFixedHeight(theme::kStripHeight);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Status"));
    const QString templates[] = {QStringLiteral("88,888"), QStringLiteral("8.8\u00a0ms"),
                                 QStringLiteral("8,888"), QStringLiteral("8,888")};
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        m_slots[i] = textWidth(theme, Type::StripFigure, templates[i]);
    connect(&status, &models::StatusViewModel::updated, this, &StatusStrip::refresh);
    refresh();
}

QString StatusStrip::profileWord(const QString& profile)
{
    if (profile == QLatin1String("embedded"))
        return tr("embedded");
    return profile == QLatin1String("cluster") ? tr("cluster") : profile;
}

void StatusStrip::addProfile(std::vector<StripEntry>& entries) const
{
    const StatusView& view = m_status.view();
    if (!view.profile.isEmpty())
        entries.push_back({StripKind::Pill,
                           profileWord(view.profile),
                           {},
                           Tone::Neutral,
                           Mark::None,
                           tr("Profile"),
                           {StripPart::Profile}});
    if (!view.attached)
        return;
    const auto& attached = *view.attached;
    const bool whole = attached.live == attached.nodes;
    entries.push_back({StripKind::Pill,
                       attached.nodes == 1 ? attached.first : tr("%1 of %2 nodes").arg(attached.live).arg(attached.nodes),
                       {},
                       whole ? Tone::Accent : attached.live == 0 ? Tone::Critical : Tone::Warning,
                       whole ? Mark::None : attached.live == 0 ? Mark::Critical : Mark::Warning,
                       tr("This console is attached to running nodes; closing it stops nothing"),
                       {StripPart::Fixed}});
}

void StatusStrip::addHealth(std::vector<StripEntry>& entries) const
{
    const StatusView& view = m_status.view();
    constexpr ProblemWords::Part kParts[] = {ProblemWords::Part::Store, ProblemWords::Part::Log,
                                             ProblemWords::Part::Ledger, ProblemWords::Part::Api};
    for (std::size_t i = 0; i < view.parts.size(); ++i) {
        QString name = ProblemWords::part(kParts[i]);
        if (kParts[i] == ProblemWords::Part::Api && view.port)
            name = tr("%1 :%2").arg(name).arg(view.port);
        const auto problem = ProblemWords::problem(kParts[i], view.parts[i]);
        entries.push_back({StripKind::Health,
                           name,
                           {},
                           Tone::Neutral,
                           markOf(view.parts[i].health),
                           view.parts[i].health == PartHealth::Fine ? name : problem.sentence(),
                           {StripPart::HealthWords}});
    }
}

void StatusStrip::addFocus(std::vector<StripEntry>& entries) const
{
    const auto& focus = m_status.view().focus;
    if (!focus)
        return;
    entries.push_back({StripKind::Line, {}, {}, {}, {}, {}, {}});
    entries.push_back({StripKind::Text,
                       focus->shadow ? tr("Rehearsal: %1").arg(focus->name) : focus->name,
                       {},
                       {},
                       {},
                       focus->name,
                       {StripPart::Name}});
    const EventWords::State state =
        focus->suspended ? EventWords::suspended() : EventWords::state(focus->state);
    entries.push_back({StripKind::Pill, state.text.toUpper(), {}, state.tone, state.mark, {}, {}});
    if (focus->shadow)
        entries.push_back({StripKind::Pill,
                           tr("SHADOW"),
                           {},
                           Tone::Neutral,
                           Mark::None,
                           tr("A rehearsal: real events are not touched"),
                           {}});
    if (focus->count != StatusView::Count::None)
        entries.push_back({StripKind::Count, parts::formatCountdown(focus->fromZero), {}, {}, {}, {}, {}});
}

StripEntry StatusStrip::figure(std::size_t slot, StripPart part, const QString& caption, const QString& text)
{
    m_slots[slot] = std::max(m_slots[slot], textWidth(m_theme, Type::StripFigure, widestDigits(text)));
    StripEntry entry{StripKind::Figure, text, caption, Tone::Neutral, Mark::None, {}, {part, m_slots[slot]}};
    entry.item.onRight = true;
    return entry;
}

void StatusStrip::addFigures(std::vector<StripEntry>& entries)
{
    const StatusView& view = m_status.view();
    const auto line = [&](StripPart part) {
        StripEntry entry{StripKind::Line, {}, {}, {}, {}, {}, {part}};
        entry.item.onRight = true;
        entries.push_back(entry);
    };
    if (view.freshness == StatusView::Freshness::Old) {
        StripEntry age{StripKind::Age, parts::formatAge(view.age), {}, Tone::Warning, {}, {}, {}};
        age.item.onRight = true;
        entries.push_back(age);
    }
    const QString rate = view.requestsPerSecond ? parts::formatCount(std::llround(*view.requestsPerSecond))
                                                : parts::notKnown();
    line(StripPart::Rate);
    entries.push_back(figure(0, StripPart::Rate, tr("RPS"), rate));
    line(StripPart::Fixed);
    entries.push_back(
        figure(1, StripPart::Fixed, view.attached && view.attached->nodes > 1 ? tr("Worst p95") : QStringLiteral("p95"),
               parts::formatMilliseconds(view.p95Ms)));
    line(StripPart::Fixed);
    const auto remaining = view.focus ? view.focus->remaining : std::nullopt;
    entries.push_back(figure(2, StripPart::Fixed, tr("Remaining"), figureText(remaining)));
    line(StripPart::Fixed);
    const auto lag = view.focus ? view.focus->lag : std::nullopt;
    entries.push_back(figure(3, StripPart::Fixed, tr("Lag"), figureText(lag)));
    line(StripPart::Clock);
    StripEntry clock{StripKind::Clock, parts::formatTimeOfDay(view.now), {}, {}, {}, {}, {StripPart::Clock}};
    clock.item.onRight = true;
    entries.push_back(clock);
}

std::vector<StripEntry> StatusStrip::entries()
{
    std::vector<StripEntry> entries;
    entries.push_back({StripKind::Logo, {}, {}, {}, {}, {}, {}});
    addProfile(entries);
    addHealth(entries);
    addFocus(entries);
    addFigures(entries);
    for (StripEntry& entry : entries)
        measureEntry(m_theme, entry);
    place(entries);
    return entries;
}

void StatusStrip::place(std::vector<StripEntry>& entries) const
{
    std::vector<StripItem> items;
    for (const StripEntry& entry : entries)
        items.push_back(entry.item);
    layoutStrip(items, 0, width() - theme::kEdge, height() - 1, kStripGap);
    for (std::size_t i = 0; i < entries.size(); ++i)
        entries[i].item = items[i];
}

QString StatusStrip::silence() const
{
    const StatusView& view = m_status.view();
    if (view.freshness != StatusView::Freshness::Silent)
        return {};
    return tr("No data for %1\u00a0s").arg(parts::formatCount(view.age.count() / 1000));
}

void StatusStrip::refresh()
{
    const QString silence = this->silence();
    auto next = entries();
    if (silence != m_silence || next.size() != m_entries.size()) {
        m_silence = silence;
        m_entries = std::move(next);
        update();
        speak();
        return;
    }
    for (std::size_t i = 0; i < next.size(); ++i) {
        if (next[i] == m_entries[i])
            continue;
        update(m_entries[i].item.rect.toAlignedRect());
        update(next[i].item.rect.toAlignedRect());
    }
    m_entries = std::move(next);
    speak();
}

/// Says aloud what somebody must hear: state, health and silence; not the figures.
void StatusStrip::speak()
{
    const StatusView& view = m_status.view();
    QStringList states;
    for (const StripEntry& entry : m_entries)
        if ((entry.kind == StripKind::Health && entry.mark != Mark::Fine) ||
            (entry.kind == StripKind::Pill && view.focus))
            states.append(entry.kind == StripKind::Health ? entry.hint : entry.text);
    const QString said = m_silence.isEmpty() ? states.join(QStringLiteral(", ")) : QStringLiteral("silent");
    if (said == m_said)
        return;
    m_said = said;
    parts::announce(*this, spoken());
}

QString StatusStrip::spoken() const
{
    if (!m_silence.isEmpty())
        return m_silence;
    QStringList words;
    for (const StripEntry& entry : m_entries) {
        if (entry.kind == StripKind::Health)
            words.append(entry.hint);
        else if (entry.kind == StripKind::Figure)
            words.append(entry.caption + u' ' + entry.text);
        else if (!entry.text.isEmpty() && entry.kind != StripKind::Clock)
            words.append(entry.text);
    }
    return words.join(QStringLiteral(", "));
}

QStringList StatusStrip::shownTexts() const
{
    if (!m_silence.isEmpty())
        return {m_silence};
    QStringList texts;
    for (const StripEntry& entry : m_entries)
        if (entry.item.shown && !entry.text.isEmpty() &&
            !(entry.kind == StripKind::Health && entry.item.shortened))
            texts.append(entry.caption.isEmpty() ? entry.text : entry.caption + u' ' + entry.text);
    return texts;
}

void StatusStrip::resizeEvent(QResizeEvent*)
{
    m_entries = entries();
    update();
}

bool StatusStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QString hint;
        for (const StripEntry& entry : m_entries)
            if (entry.item.shown && entry.item.rect.contains(help->pos()))
                hint = entry.hint;
        QToolTip::showText(help->globalPos(), hint, this);
        return true;
    }
    return QWidget::event(event);
}

void StatusStrip::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const bool silent = !m_silence.isEmpty();
    painter.fillRect(rect(), m_theme.color(silent ? Token::CriticalGround : Token::Surface));
    theme::paintHairline(painter, 0, width(), height() - 1, m_theme.color(Token::Stroke));
    if (silent) {
        parts::paintMark(painter, m_theme, Mark::Critical, QRectF(theme::kRailWidth + 12, 0, 12, height()));
        painter.setFont(m_theme.font(Type::StripFigure));
        painter.setPen(m_theme.color(Token::Critical));
        painter.drawText(rect().adjusted(theme::kRailWidth + 36, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         m_silence);
        return;
    }
    for (const StripEntry& entry : m_entries)
        if (entry.item.shown && entry.item.rect.toAlignedRect().intersects(event->rect()))
            paintEntry(painter, m_theme, entry);
}

} // namespace firstcome::shell
