#include "widgets/parts/problem_words.h"

#include <QHash>

#include <algorithm>
#include <iterator>

namespace firstcome::parts {

namespace {

using Part = ProblemWords::Part;

/// What a fault of a part means for people, whatever its cause.
QString meaningOf(Part part, const QString& code)
{
    if (code == u"store_lost_accepts")
        return ProblemWords::tr("Nobody gets a coupon of the event now: attempts are answered 503. What people were "
                                "shown is kept in the journals, the log and the ledger.");
    if (code == u"durability_differs")
        return ProblemWords::tr("Coupons are issued as usual, but fewer faults are survived than promised.");
    switch (part) {
    case Part::Store:
        return ProblemWords::tr("Nobody gets a coupon now: attempts are answered 503 and can be sent again. "
                                "Coupons already shown as accepted are safe.");
    case Part::Log:
    case Part::Ledger:
        return ProblemWords::tr(
            "Coupons are still issued and safe in the store; they are saved to the ledger "
            "later.");
    case Part::Api:
        return ProblemWords::tr("Nobody can reach the event. Coupons already shown as accepted are safe.");
    }
    return {};
}

/// What is said of stable codes: what happened (%1 is the part) and what to do.
struct Words
{
    const char* codes; ///< with blanks between
    const char* happened;
    const char* todo;
    const char* meaning = nullptr; ///< where it is not what a fault of the part means
};

constexpr Words kWords[] = {
    {"disk_full", QT_TRANSLATE_NOOP("ProblemWords", "%1: the disk is full."),
     QT_TRANSLATE_NOOP("ProblemWords", "Free some space; service returns by itself.")},
    {"read_only", QT_TRANSLATE_NOOP("ProblemWords", "%1: the disk can only be read."),
     QT_TRANSLATE_NOOP("ProblemWords", "Check the disk of the data directory; service returns by itself.")},
    {"io_error ledger_io directory_io", QT_TRANSLATE_NOOP("ProblemWords", "%1: the disk reports an error."),
     QT_TRANSLATE_NOOP("ProblemWords", "Check the disk of the data directory; service returns by itself.")},
    {"corrupt ledger_corrupt directory_corrupt",
     QT_TRANSLATE_NOOP("ProblemWords", "%1: the stored data is damaged."),
     QT_TRANSLATE_NOOP("ProblemWords", "Keep the data directory as it is and restore it from a copy.")},
    {"ledger_down store_down directory_down log_down",
     QT_TRANSLATE_NOOP("ProblemWords", "%1: it cannot be opened."),
     QT_TRANSLATE_NOOP("ProblemWords",
                       "It is tried again by itself; the log in the data directory says more.")},
    {"ledger_busy directory_busy", QT_TRANSLATE_NOOP("ProblemWords", "%1: another program keeps it locked."),
     QT_TRANSLATE_NOOP("ProblemWords", "End the other program that uses the data directory.")},
    {"port_in_use bind_failed",
     QT_TRANSLATE_NOOP("ProblemWords", "%1: the port is taken by another program."),
     QT_TRANSLATE_NOOP("ProblemWords", "End the other program or choose another port in Settings.")},
    {"lag_warning lag_critical", QT_TRANSLATE_NOOP("ProblemWords", "%1: saving falls behind."),
     QT_TRANSLATE_NOOP("ProblemWords",
                       "Nothing need be done while it shrinks; watch \"Accepted, not yet saved\".")},
    {"recovering starting opening", QT_TRANSLATE_NOOP("ProblemWords", "%1: it is getting ready."),
     QT_TRANSLATE_NOOP("ProblemWords", "Wait; it goes on by itself.")},
    {"redis_down", QT_TRANSLATE_NOOP("ProblemWords", "%1: Redis does not answer."),
     QT_TRANSLATE_NOOP("ProblemWords", "Start Redis or mend the way to it; service returns by itself.")},
    {"node_in_use", QT_TRANSLATE_NOOP("ProblemWords", "%1: another live node has this node's name."),
     QT_TRANSLATE_NOOP("ProblemWords", "Give each node a name of its own in its configuration.")},
    {"redis_loading", QT_TRANSLATE_NOOP("ProblemWords", "%1: Redis is reading its data."),
     QT_TRANSLATE_NOOP("ProblemWords", "Wait; it goes on by itself.")},
    {"redis_busy", QT_TRANSLATE_NOOP("ProblemWords", "%1: a script keeps Redis busy."),
     QT_TRANSLATE_NOOP("ProblemWords", "End it with SCRIPT KILL; service returns by itself.")},
    {"redis_read_only", QT_TRANSLATE_NOOP("ProblemWords", "%1: this Redis is a replica and takes no writes."),
     QT_TRANSLATE_NOOP("ProblemWords", "Make it the master again, or name the master in the configuration.")},
    {"redis_out_of_memory", QT_TRANSLATE_NOOP("ProblemWords", "%1: Redis is out of memory."),
     QT_TRANSLATE_NOOP("ProblemWords", "Raise its maxmemory; service returns by itself.")},
    {"redis_cannot_persist", QT_TRANSLATE_NOOP("ProblemWords", "%1: Redis cannot write to its disk."),
     QT_TRANSLATE_NOOP("ProblemWords", "Check the disk of the Redis server; service returns by itself.")},
    {"redis_no_cluster", QT_TRANSLATE_NOOP("ProblemWords", "%1: the Redis server is not one of a cluster."),
     QT_TRANSLATE_NOOP("ProblemWords", "Name it as host in the configuration, or name servers of a cluster.")},
    {"redis_moved", QT_TRANSLATE_NOOP("ProblemWords", "%1: the Redis cluster is moving the event's data."),
     QT_TRANSLATE_NOOP("ProblemWords", "Wait for the move to end; service returns by itself.")},
    {"store_impaired", QT_TRANSLATE_NOOP("ProblemWords", "%1: a server of the Redis cluster is in trouble."),
     QT_TRANSLATE_NOOP("ProblemWords", "Bring it or its replica back; service returns by itself."),
     QT_TRANSLATE_NOOP("ProblemWords", "Nobody gets a coupon of the events on it now: attempts are answered 503 and can "
                                       "be sent again. The other events go on.")},
    {"redis_no_replicas", QT_TRANSLATE_NOOP("ProblemWords", "%1: Redis has too few replicas."),
     QT_TRANSLATE_NOOP("ProblemWords", "Bring the replicas back; service returns by itself.")},
    {"redis_no_master", QT_TRANSLATE_NOOP("ProblemWords", "%1: the Sentinels know of no Redis master."),
     QT_TRANSLATE_NOOP("ProblemWords",
                       "Wait for the failover to end, or bring the Sentinels back; service returns by itself.")},
    {"redis_cluster_down", QT_TRANSLATE_NOOP("ProblemWords", "%1: the Redis cluster is not whole."),
     QT_TRANSLATE_NOOP("ProblemWords", "Bring its masters back; service returns by itself.")},
    {"redis_refuses_us", QT_TRANSLATE_NOOP("ProblemWords", "%1: Redis refuses us."),
     QT_TRANSLATE_NOOP("ProblemWords", "Correct user and password in the configuration and start again.")},
    {"store_lost_accepts",
     QT_TRANSLATE_NOOP("ProblemWords", "%1: Redis has lost coupons that people were shown."),
     QT_TRANSLATE_NOOP("ProblemWords", "Rebuild the event on the Launch page.")},
    {"outbox_full", QT_TRANSLATE_NOOP("ProblemWords", "%1: the outbox is full, so many coupons wait for the log."),
     QT_TRANSLATE_NOOP("ProblemWords", "Bring log and ledger back; service returns by itself."),
     QT_TRANSLATE_NOOP("ProblemWords", "Nobody gets a coupon of the event now: attempts are answered 503 and can be "
                                       "sent again. Coupons already shown as accepted are safe.")},
    {"outbox_filling", QT_TRANSLATE_NOOP("ProblemWords", "%1: the outbox is %2 % full of coupons that wait for the log."),
     QT_TRANSLATE_NOOP("ProblemWords", "Bring log and ledger back before it is full: attempts are answered 503 then."),
     QT_TRANSLATE_NOOP("ProblemWords", "Coupons are issued as usual.")},
    {"waiting_for_nodes",
     QT_TRANSLATE_NOOP("ProblemWords", "%1: Redis was started anew, and not every node has spoken yet."),
     QT_TRANSLATE_NOOP("ProblemWords", "Wait, or start the nodes that are missing; it goes on by itself.")},
    {"journal_full", QT_TRANSLATE_NOOP("ProblemWords", "%1: the disk for the journal of accepts is full."),
     QT_TRANSLATE_NOOP("ProblemWords", "Free some space; service returns by itself.")},
    {"journal_io", QT_TRANSLATE_NOOP("ProblemWords", "%1: the journal of accepts cannot be written."),
     QT_TRANSLATE_NOOP("ProblemWords", "Check the disk of the data directory; service returns by itself.")},
    {"journal_damaged",
     QT_TRANSLATE_NOOP("ProblemWords", "%1: places of this node's journal of accepts that cannot be read: %2."),
     QT_TRANSLATE_NOOP("ProblemWords", "Check this machine's disk. The damaged files stay in the folder journal of the "
                                       "data directory."),
     QT_TRANSLATE_NOOP("ProblemWords", "Coupons are issued as usual. Should Redis lose some now, those in the damaged "
                                       "places could not be given back from here.")},
    {"durability_differs",
     QT_TRANSLATE_NOOP("ProblemWords", "%1: Redis keeps less than the configuration asks for."),
     QT_TRANSLATE_NOOP("ProblemWords", "Set appendonly and appendfsync of Redis as the configuration says.")},
    {"topic_differs",
     QT_TRANSLATE_NOOP("ProblemWords", "%1: a Kafka topic is not set up as the promise needs it."),
     QT_TRANSLATE_NOOP("ProblemWords", "Correct the topic, or name another in the configuration.")},
    {"log_refuses_us", QT_TRANSLATE_NOOP("ProblemWords", "%1: Kafka refuses us."),
     QT_TRANSLATE_NOOP("ProblemWords", "Correct user, password and rights in [kafka.properties] and start again.")},
    {"log_not_trusted",
     QT_TRANSLATE_NOOP("ProblemWords", "%1: no secure connection to Kafka: its certificate is not trusted."),
     QT_TRANSLATE_NOOP("ProblemWords", "Name its authority in ssl.ca.location, or have its certificate corrected.")},
    {"log_silent", QT_TRANSLATE_NOOP("ProblemWords", "%1: Kafka does not confirm what is sent to it."),
     QT_TRANSLATE_NOOP("ProblemWords", "Start Kafka or mend the way to it; what waits is sent by itself then.")},
    {"kafka_setting", QT_TRANSLATE_NOOP("ProblemWords", "%1: a Kafka setting is not known."),
     QT_TRANSLATE_NOOP("ProblemWords",
                       "Correct the settings for Kafka in the configuration and start again.")},
    {"no_node", QT_TRANSLATE_NOOP("ProblemWords", "%1: this console hears no node."),
     QT_TRANSLATE_NOOP("ProblemWords", "The table of nodes says why; it is tried again by itself."),
     QT_TRANSLATE_NOOP("ProblemWords", "What is shown is old, and nothing can be done from here.")},
    {"nodes_missing", QT_TRANSLATE_NOOP("ProblemWords", "%1: not every node is heard."),
     QT_TRANSLATE_NOOP("ProblemWords", "The table of nodes says why; it is tried again by itself."),
     QT_TRANSLATE_NOOP("ProblemWords", "The sums are without the missing ones; the others go on.")},
};

const Words* wordsFor(const QString& code)
{
    const auto* found = std::ranges::find_if(kWords, [&](const Words& words) {
        return QString::fromLatin1(words.codes).split(u' ').contains(code);
    });
    return found == std::end(kWords) ? nullptr : found;
}

QString happenedOf(Part part, const QString& code, const QString& detail)
{
    const QString name = ProblemWords::part(part);
    if (const Words* words = wordsFor(code))
        return ProblemWords::tr(words->happened).replace(QStringLiteral("%2"), detail).arg(name);
    const QString said = detail.isEmpty() ? code : detail;
    return said.isEmpty() ? ProblemWords::tr("%1: it does not answer.").arg(name)
                          : ProblemWords::tr("%1: %2.").arg(name, said);
}

QString todoOf(const QString& code)
{
    if (const Words* words = wordsFor(code))
        return ProblemWords::tr(words->todo);
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
    case Part::Store:
        return tr("Store");
    case Part::Log:
        return tr("Log");
    case Part::Ledger:
        return tr("Ledger");
    case Part::Api:
        return tr("API");
    }
    return {};
}

ProblemWords::Problem ProblemWords::problem(Part part, const PartStatus& status)
{
    const QString code = QString::fromStdString(status.code);
    const QString detail = QString::fromStdString(status.detail);
    const Words* words = wordsFor(code);
    const QString meaning = words && words->meaning ? tr(words->meaning) : meaningOf(part, code);
    return {part, status.health, happenedOf(part, code, detail), meaning, todoOf(code)};
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
        {QStringLiteral("version_conflict"),
         tr("Not done: the event has changed since you looked. Look again.")},
        {QStringLiteral("wrong_state"), tr("Not done: that is not possible in the present state.")},
        {QStringLiteral("no_go"), tr("Not done: a go/no-go line forbids it.")},
        {QStringLiteral("unknown_event"), tr("Not done: there is no such event any more.")},
        {QStringLiteral("coupon_exists"), tr("Not saved: an event with this coupon ID exists already.")},
        {QStringLiteral("opens_in_the_past"),
         tr("Not armed: the opening time has passed. Edit the event first.")},
        {QStringLiteral("closes_in_the_past"),
         tr("Not armed: the closing time has passed. Edit the event first.")},
        {QStringLiteral("stock_below_issued"), tr("Not done: more coupons than that are issued already.")},
        {QStringLiteral("bad_total"), tr("Not done: the stock must be between 1 and 100,000,000.")},
        {QStringLiteral("bad_reason"), tr("Not done: the reason must have 1 to 300 bytes.")},
        {QStringLiteral("bad_prefix"),
         tr("Not added: the prefix must begin with a letter or digit and have only "
            "letters, digits, dot, underscore or hyphen.")},
        {QStringLiteral("bad_count"), tr("Not added: the number must be between 1 and 5,000,000.")},
        {QStringLiteral("audience_differs"),
         tr("Not armed: not everybody on the list could be loaded. Try again.")},
        {QStringLiteral("unreadable_file"), tr("The file cannot be read.")},
        {QStringLiteral("file_too_large"), tr("The file is larger than 64 MB.")},
        {QStringLiteral("store_down"), tr("Not done: the store does not answer. Nothing was changed.")},
        {QStringLiteral("directory_down"),
         tr("Not done: the directory of events does not answer. Nothing was "
            "changed.")},
        {QStringLiteral("disk_full"), tr("Not done: the disk is full. Nothing was changed.")},
        {QStringLiteral("not_drained"), tr("Not audited: not everything is saved yet.")},
        {QStringLiteral("no_node"), tr("Not done: this console hears no node.")},
        {QStringLiteral("connection_refused"), tr("Not done: the node is gone. Nothing was changed.")},
        {QStringLiteral("connection_lost"),
         tr("The connection broke before the answer: it may or may not have been done. Look again.")},
        {QStringLiteral("node_silent"),
         tr("The node did not answer in time: it may or may not have been done. Look again.")},
        {QStringLiteral("suspended"), tr("Not done: the event is suspended. Rebuild it first.")},
        {QStringLiteral("not_suspended"), tr("Not rebuilt: the event is not suspended any more.")},
        {QStringLiteral("node_missing"),
         tr("Not rebuilt: a node has not handed over its journal. Start it again, or wait until it counts as gone, "
            "and try again.")},
        {QStringLiteral("rebuild_not_drained"),
         tr("Not rebuilt: not everything in the log is saved yet. Try again when it is.")},
        {QStringLiteral("rebuild_overtaken"), tr("Not rebuilt: another rebuild came first. Look again.")},
        {QStringLiteral("log_down"), tr("Not done: the log does not answer. Try again when it does.")},
        {QStringLiteral("run_in_progress"), tr("Not started: another run is under way.")},
    };
    const auto found = sentences.constFind(code);
    if (found != sentences.constEnd())
        return *found;
    return detail.isEmpty() ? tr("Not done (%1).").arg(code) : tr("Not done (%1): %2").arg(code, detail);
}

} // namespace firstcome::parts
