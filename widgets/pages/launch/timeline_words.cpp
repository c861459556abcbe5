#include "widgets/pages/launch/timeline_words.h"

#include "models/timeline_model.h"
#include "widgets/pages/launch/go_words.h"
#include "widgets/parts/event_words.h"
#include "widgets/parts/format.h"
#include "widgets/parts/problem_words.h"

#include <QHash>

namespace firstcome::pages::launch {

using issuing::Severity;
using models::TimelineModel;

namespace {

QString count(const QStringList& arguments, int at)
{
    bool ok = false;
    const auto value = arguments.value(at).toLongLong(&ok);
    return ok ? parts::formatCount(value) : arguments.value(at);
}

QString goLine(const QString& name)
{
    for (std::size_t i = 0; i < issuing::kGoLineCount; ++i) {
        const auto line = static_cast<issuing::GoLine>(i);
        if (name.toStdString() == issuing::goLineName(line))
            return GoWords::name(line);
    }
    return name;
}

parts::Mark markOf(Severity severity)
{
    switch (severity) {
    case Severity::Info: return parts::Mark::NotKnown;
    case Severity::Good: return parts::Mark::Fine;
    case Severity::Warning: return parts::Mark::Warning;
    case Severity::Critical: return parts::Mark::Critical;
    }
    return parts::Mark::NotKnown;
}

} // namespace

QString TimelineWords::title(const QString& code, const QStringList& arguments)
{
    if (code == u"created")
        return tr("Created with a stock of %1").arg(count(arguments, 0));
    if (code == u"edited")
        return tr("Stock set to %1").arg(count(arguments, 0));
    if (code == u"stock_corrected")
        return tr("Stock corrected to %1").arg(count(arguments, 0));
    if (code == u"lag_critical" || code == u"lag_warning")
        return tr("Not yet saved: above %1").arg(count(arguments, 0));
    if (code == u"lag_recovered")
        return tr("Not yet saved: below %1 again").arg(count(arguments, 0));
    if (code == u"people_created")
        return tr("%1 test people added").arg(count(arguments, 0));
    if (code == u"people_imported")
        return tr("%1 people imported").arg(count(arguments, 0));
    if (code == u"suspended")
        return arguments.value(0) == u"1" ? tr("Suspended: one accept at risk")
                                          : tr("Suspended: %1 accepts at risk").arg(count(arguments, 0));
    if (code == u"dead_letters")
        return tr("%1 issues could not be saved: dead letters").arg(count(arguments, 2));
    if (code == u"audit_differs")
        return arguments.value(0) == u"1" ? tr("Audit: one difference")
                                          : tr("Audit: %1 differences").arg(count(arguments, 0));
    static const QHash<QString, const char*> sentences{
        {QStringLiteral("deleted"), QT_TR_NOOP("Deleted")},
        {QStringLiteral("armed"), QT_TR_NOOP("Armed")},
        {QStringLiteral("disarmed"), QT_TR_NOOP("Disarmed")},
        {QStringLiteral("held"), QT_TR_NOOP("Countdown held")},
        {QStringLiteral("held_by_no_go"), QT_TR_NOOP("Countdown held by no-go")},
        {QStringLiteral("countdown_resumed"), QT_TR_NOOP("Countdown resumed")},
        {QStringLiteral("countdown_10s"), QT_TR_NOOP("Countdown: 10 s")},
        {QStringLiteral("opened"), QT_TR_NOOP("Opened by hand")},
        {QStringLiteral("opened_on_schedule"), QT_TR_NOOP("Opened on schedule")},
        {QStringLiteral("sold_out"), QT_TR_NOOP("Sold out")},
        {QStringLiteral("paused"), QT_TR_NOOP("Paused")},
        {QStringLiteral("resumed"), QT_TR_NOOP("Resumed")},
        {QStringLiteral("closing"), QT_TR_NOOP("Closing by hand")},
        {QStringLiteral("closing_on_schedule"), QT_TR_NOOP("Closing on schedule")},
        {QStringLiteral("closed"), QT_TR_NOOP("Closed: nothing lost, nothing twice")},
        {QStringLiteral("closed_unopened"), QT_TR_NOOP("Closed without having opened")},
        {QStringLiteral("waived"), QT_TR_NOOP("No-go waived")},
        {QStringLiteral("waiver_withdrawn"), QT_TR_NOOP("Waiver withdrawn")},
        {QStringLiteral("audited"), QT_TR_NOOP("Audited")},
        {QStringLiteral("access_refused"), QT_TR_NOOP("Refused: no or a wrong token")},
        {QStringLiteral("dead_letter"), QT_TR_NOOP("An issue could not be saved: a dead letter")},
        {QStringLiteral("unidentified_record"), QT_TR_NOOP("The log has a record that names no event")},
        {QStringLiteral("dead_letters_replayed"), QT_TR_NOOP("Dead letters replayed")},
        {QStringLiteral("rebuilt"), QT_TR_NOOP("Rebuilt after the store lost something")},
        {QStringLiteral("store_recovered"), QT_TR_NOOP("The store works again")},
    };
    const auto found = sentences.constFind(code);
    return found == sentences.constEnd() ? code : tr(*found);
}

QString TimelineWords::detail(const QString& code, const QStringList& arguments)
{
    if (code == u"waived" && arguments.size() > 1)
        return tr("“%1”").arg(arguments[1]);
    if (code == u"waiver_withdrawn" && !arguments.isEmpty())
        return goLine(arguments[0]);
    if (code == u"stock_corrected" && arguments.size() > 1)
        return tr("“%1”").arg(arguments[1]);
    if (code == u"held_by_no_go" && arguments.value(0) == u"stock_as_planned" && arguments.size() > 2)
        return tr("stock loaded %1 ≠ planned %2").arg(count(arguments, 1), count(arguments, 2));
    if (code == u"held_by_no_go" && !arguments.isEmpty())
        return goLine(arguments[0]);
    if (code == u"sold_out" && arguments.size() > 1)
        return tr("%1 in %2 s").arg(count(arguments, 0), QString::number(arguments[1].toDouble() / 1000, 'f', 2));
    if (code == u"opened_on_schedule" && !arguments.isEmpty())
        return tr("first slot after %1").arg(parts::formatMilliseconds(arguments[0].toDouble()));
    if ((code == u"lag_critical" || code == u"lag_warning") && arguments.size() > 1)
        return tr("saving %1/s").arg(count(arguments, 1));
    if (code == u"rebuilt" && arguments.size() > 2)
        return tr("%1 people, %2 saved again, %3 slots voided")
            .arg(count(arguments, 0), count(arguments, 1), count(arguments, 2));
    if (code == u"dead_letter" && arguments.size() > 1)
        return tr("%1, slot %2").arg(arguments[0], arguments[1]);
    if (code == u"dead_letters" && arguments.size() > 1)
        return tr("the last: %1, slot %2").arg(arguments[0], arguments[1]);
    if (code == u"unidentified_record")
        return arguments.value(0);
    if (code == u"people_imported" && arguments.value(1).toLongLong() > 0)
        return tr("%1 bad rows").arg(count(arguments, 1));
    return {};
}

QString TimelineWords::actor(const QString& actor)
{
    static const QHash<QString, const char*> names{
        {QStringLiteral("operator"), QT_TR_NOOP("operator")},
        {QStringLiteral("console"), QT_TR_NOOP("console")},
    };
    const auto found = names.constFind(actor);
    return found == names.constEnd() ? QString() : tr(*found);
}

TimelineWords::Line TimelineWords::line(const QModelIndex& index)
{
    const QString code = index.data(TimelineModel::CodeRole).toString();
    const QStringList arguments = index.data(TimelineModel::ArgumentsRole).toStringList();
    const QString outcome = index.data(TimelineModel::OutcomeRole).toString();
    Line line;
    line.title = title(code, arguments);
    line.mark = markOf(static_cast<Severity>(index.data(TimelineModel::SeverityRole).toInt()));
    line.detail = detail(code, arguments);
    if (code == u"paused" && index.data(TimelineModel::ActorRole).toString() == u"system")
        line.detail = tr("by itself, for the dead letter");
    if (!outcome.isEmpty() && outcome != u"ok") {
        line.title = tr("Refused: %1").arg(line.title);
        line.detail = parts::ProblemWords::refusal(outcome);
        line.mark = parts::Mark::Warning;
    } else if (line.detail.isEmpty()) {
        line.detail = actor(index.data(TimelineModel::ActorRole).toString());
    }
    return line;
}

std::optional<QString> TimelineWords::flag(const QString& code, const QString& outcome)
{
    if (!outcome.isEmpty() && outcome != u"ok")
        return std::nullopt;
    if (code == u"opened" || code == u"opened_on_schedule")
        return tr("Opened");
    if (code == u"sold_out")
        return tr("Sold out");
    if (code == u"held" || code == u"held_by_no_go")
        return tr("Held");
    if (code == u"countdown_resumed" || code == u"resumed")
        return tr("Resumed");
    if (code == u"paused")
        return tr("Paused");
    if (code == u"closing" || code == u"closing_on_schedule")
        return tr("Closed");
    return std::nullopt;
}

} // namespace firstcome::pages::launch
