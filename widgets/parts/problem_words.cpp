#include "widgets/parts/problem_words.h"

#include <QHash>

namespace firstcome::parts {

namespace {

using Part = ProblemWords::Part;

/// What a fault of a part means for people, whatever its cause.
QString meaningOf(Part part)
{
    switch (part) {
    case Part::Store:
        return ProblemWords::tr("Nobody gets a coupon now: attempts are answered 503 and can be sent again. "
                                "Coupons already shown as accepted are safe.");
    case Part::Log:
    case Part::Ledger:
        return ProblemWords::tr("Coupons are still issued and safe in the store; they are saved to the ledger "
                                "later.");
    case Part::Api:
        return ProblemWords::tr("Nobody can reach the event. Coupons already shown as accepted are safe.");
    }
    return {};
}

QString happenedOf(Part part, const QString& code, const QString& detail)
{
    const QString name = ProblemWords::part(part);
    if (code == u"disk_full")
        return ProblemWords::tr("%1: the disk is full.").arg(name);
    if (code == u"read_only")
        return ProblemWords::tr("%1: the disk can only be read.").arg(name);
    if (code == u"io_error" || code == u"ledger_io" || code == u"directory_io")
        return ProblemWords::tr("%1: the disk reports an error.").arg(name);
    if (code == u"corrupt" || code == u"ledger_corrupt" || code == u"directory_corrupt")
        return ProblemWords::tr("%1: the stored data is damaged.").arg(name);
    if (code == u"ledger_down" || code == u"store_down" || code == u"directory_down" || code == u"log_down")
        return ProblemWords::tr("%1: it cannot be opened.").arg(name);
    if (code == u"ledger_busy" || code == u"directory_busy")
        return ProblemWords::tr("%1: another program keeps it locked.").arg(name);
    if (code == u"port_in_use" || code == u"bind_failed")
        return ProblemWords::tr("%1: the port is taken by another program.").arg(name);
    if (code == u"lag_warning" || code == u"lag_critical")
        return ProblemWords::tr("%1: saving falls behind.").arg(name);
    if (code == u"recovering" || code == u"starting" || code == u"opening")
        return ProblemWords::tr("%1: it is getting ready.").arg(name);
    const QString said = detail.isEmpty() ? code : detail;
    return said.isEmpty() ? ProblemWords::tr("%1: it does not answer.").arg(name)
                          : ProblemWords::tr("%1: %2.").arg(name, said);
}

QString todoOf(const QString& code)
{
    if (code == u"disk_full")
        return ProblemWords::tr("Free some space; service returns by itself.");
    if (code == u"read_only" || code == u"io_error" || code == u"ledger_io" || code == u"directory_io")
        return ProblemWords::tr("Check the disk of the data directory; service returns by itself.");
    if (code == u"corrupt" || code == u"ledger_corrupt" || code == u"directory_corrupt")
        return ProblemWords::tr("Keep the data directory as it is and restore it from a copy.");
    if (code == u"port_in_use" || code == u"bind_failed")
        return ProblemWords::tr("End the other program or choose another port in Settings.");
    if (code == u"ledger_busy" || code == u"directory_busy")
        return ProblemWords::tr("End the other program that uses the data directory.");
    if (code == u"lag_warning" || code == u"lag_critical")
        return ProblemWords::tr("Nothing need be done while it shrinks; watch \"Accepted, not yet saved\".");
    if (code == u"recovering" || code == u"starting" || code == u"opening")
        return ProblemWords::tr("Wait; it goes on by itself.");
    return ProblemWords::tr("It is tried again by itself; the log in the data directory says more.");
}

} // namespace

QString ProblemWords::Problem::sentence() const
{
    return happened + u' ' + meaning + u' ' + todo;
}

QString ProblemWords::part(Part part)
{
    switch (part) {
    case Part::Store: return tr("Store");
    case Part::Log: return tr("Log");
    case Part::Ledger: return tr("Ledger");
    case Part::Api: return tr("API");
    }
    return {};
}

ProblemWords::Problem ProblemWords::problem(Part part, const PartStatus& status)
{
    const QString code = QString::fromStdString(status.code);
    const QString detail = QString::fromStdString(status.detail);
    return {part, status.health, happenedOf(part, code, detail), meaningOf(part), todoOf(code)};
}

std::optional<ProblemWords::Problem> ProblemWords::worst(const Snapshot& snapshot)
{
    const std::pair<Part, const PartStatus*> parts[] = {{Part::Store, &snapshot.store},
                                                        {Part::Api, &snapshot.api},
                                                        {Part::Log, &snapshot.log},
                                                        {Part::Ledger, &snapshot.ledger}};
    for (const auto health : {PartHealth::Critical, PartHealth::Warning})
        for (const auto& [part, status] : parts)
            if (status->health == health)
                return problem(part, *status);
    return std::nullopt;
}

QString ProblemWords::refusal(const QString& code, const QString& detail)
{
    const QHash<QString, QString> sentences{
        {QStringLiteral("version_conflict"), tr("Not done: the event has changed since you looked. Look again.")},
        {QStringLiteral("wrong_state"), tr("Not done: that is not possible in the present state.")},
        {QStringLiteral("no_go"), tr("Not done: a go/no-go line forbids it.")},
        {QStringLiteral("unknown_event"), tr("Not done: there is no such event any more.")},
        {QStringLiteral("coupon_exists"), tr("Not saved: an event with this coupon ID exists already.")},
        {QStringLiteral("opens_in_the_past"), tr("Not armed: the opening time has passed. Edit the event first.")},
        {QStringLiteral("closes_in_the_past"), tr("Not armed: the closing time has passed. Edit the event first.")},
        {QStringLiteral("stock_below_issued"), tr("Not done: more coupons than that are issued already.")},
        {QStringLiteral("bad_total"), tr("Not done: the stock must be between 1 and 100,000,000.")},
        {QStringLiteral("bad_reason"), tr("Not done: the reason must have 1 to 300 bytes.")},
        {QStringLiteral("bad_prefix"), tr("Not added: the prefix must begin with a letter or digit and have only "
                                          "letters, digits, dot, underscore or hyphen.")},
        {QStringLiteral("bad_count"), tr("Not added: the number must be between 1 and 5,000,000.")},
        {QStringLiteral("audience_differs"), tr("Not armed: not everybody on the list could be loaded. Try again.")},
        {QStringLiteral("unreadable_file"), tr("The file cannot be read.")},
        {QStringLiteral("file_too_large"), tr("The file is larger than 64 MB.")},
        {QStringLiteral("store_down"), tr("Not done: the store does not answer. Nothing was changed.")},
        {QStringLiteral("directory_down"), tr("Not done: the directory of events does not answer. Nothing was "
                                              "changed.")},
        {QStringLiteral("disk_full"), tr("Not done: the disk is full. Nothing was changed.")},
        {QStringLiteral("not_drained"), tr("Not audited: not everything is saved yet.")},
        {QStringLiteral("run_in_progress"), tr("Not started: another run is under way.")},
    };
    const auto found = sentences.constFind(code);
    if (found != sentences.constEnd())
        return *found;
    return detail.isEmpty() ? tr("Not done (%1).").arg(code) : tr("Not done (%1): %2").arg(code, detail);
}

} // namespace firstcome::parts
