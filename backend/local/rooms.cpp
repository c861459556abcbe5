#include "backend/local/rooms.h"

#include "backend/telemetry/exposition.h"

#include <future>

namespace firstcome::local {

namespace {

constexpr std::size_t kMostSaved = 20; ///< two seconds

} // namespace

namespace {

/// The slot up to which every person has a row. Rows alone do not tell: one may be missing among them, or be a
/// dead letter, and nobody may be told that theirs is there when it is not.
std::optional<std::uint32_t> savedThrough(const InstanceProgress& progress)
{
    if (!progress.consumed || !progress.published || progress.deadLetters + progress.voided != 0)
        return std::nullopt;
    const auto rows = std::min(progress.ledgerRows, *progress.published);
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(progress.savedThrough, rows));
}

double ageSeconds(core::WallTime now, core::WallTime then)
{
    return std::chrono::duration<double>(now - then).count();
}

/// What the past runs say for go/no-go.
void readPastRuns(issuing::GoReadings& readings, const spike::SpikePart& part, core::WallTime now)
{
    if (!part.pastRuns)
        return;
    for (const auto& run : *part.pastRuns) { // newest first
        if (!readings.rehearsalAgeSeconds && run.rehearsal && run.passed)
            readings.rehearsalAgeSeconds = issuing::Reading{ageSeconds(now, run.startedAt), now};
        if (!readings.lastRunLag && run.highestLag)
            readings.lastRunLag = issuing::Reading{static_cast<double>(*run.highestLag), now};
    }
}

} // namespace

LocalBackend::Rooms::Rooms(LocalParts given, http::OperatorPort& port, CommandRouter::Settle settle)
    : parts(std::move(given))
    , telemetry(parts.config.dataDir, *parts.clock,
                [this](const core::Error& error) { parts.logFile->error("telemetry", error); })
    , admission(parts.config.admission, parts.config.http.maxInFlight)
    , consumer(*parts.log, *parts.consumerLedger, parts.config.consumer, *parts.clock,
               [this](const eventlog::LogRecord& record, ledger::Conflict conflict) {
                   deadLetterAlarm.found(record, conflict);
               },
               {},
               [this](std::span<const eventlog::LogRecord> records, const ledger::WriteReport& report) {
                   noteConfirmed(records, report);
               })
    , desk(*parts.directory, *parts.store, *parts.clock, parts.session, [](const auto&) {})
    , auditor(*parts.store, *parts.log, std::move(parts.auditorLedger), *parts.clock)
    , deadLetterAlarm(desk, auditor, *parts.store, *parts.clock)
    , ledgerWatch(parts.watchLedger ? std::make_unique<LedgerWatch>(std::move(parts.watchLedger), *parts.store,
                                                                    *parts.clock)
                                    : nullptr)
    , rebuilder(*parts.store, *parts.log, std::move(parts.rebuilderLedger), rebuildPorts())
    , probe(*parts.store, *parts.clock, parts.config.dataDir)
    , servers(*parts.store, parts.topicDifferences, *parts.clock)
    , lag(std::move(parts.lagSource), std::move(parts.lagLedger), parts.config.kafka.group,
          parts.config.kafka.watchGroups, *parts.clock)
    , watch(desk, auditor, parts.config.consumer, [this] { return !presence || presence->leads(); })
    , builder(parts.config.profile, parts.config.node, parts.config.store.outboxLimit)
    , server(
          parts.config.http,
          [this](boost::asio::io_context& context, unsigned) {
              return std::make_unique<issuing::IssueService>(parts.store->openLane(context), admission,
                                                             telemetry.newRecorder(), *parts.clock,
                                                             parts.config.http.requestDeadline);
          },
          port, parts.operatorToken, *parts.clock)
    , conductor(desk, auditor, *parts.clock, conductorPorts(settle), parts.spikeProgram, parts.config.dataDir,
                parts.build)
    , commands(
          desk, auditor, rebuilder, conductor,
          [this](const ReadHistory& wanted) {
              return telemetry.readHistory(wanted.from, wanted.to, wanted.step);
          },
          settle)
{
}

RebuildPorts LocalBackend::Rooms::rebuildPorts()
{
    RebuildPorts ports;
    ports.republish = parts.republish;
    ports.relayIsQuiet = [this](const issuing::InstanceId& instance, core::SteadyTime since) {
        return !parts.relay || parts.relay->status()->hasLetGo(instance, since);
    };
    ports.copyAudience = [this](const issuing::CouponId& couponId) -> core::Result<void> {
        const auto copied =
            desk.call<std::monostate>([&](issuing::EventService& service) -> core::Result<std::monostate> {
                return service.copyAudience(couponId).map([] { return std::monostate{}; });
            });
        return copied ? core::Result<void>() : tl::unexpected(copied.error());
    };
    return ports;
}

ConductorPorts LocalBackend::Rooms::conductorPorts(CommandRouter::Settle settle)
{
    ConductorPorts ports;
    ports.settle = [settle] {
        auto done = std::make_shared<std::promise<void>>(); // outlives whoever is through first
        settle([done] { done->set_value(); });
        done->get_future().wait();
    };
    ports.unsaved = [this](const issuing::InstanceId& instance) -> std::optional<std::uint64_t> {
        const std::lock_guard lock(m_mutex);
        const auto found = m_unsaved.find(instance);
        return found == m_unsaved.end() ? std::nullopt : std::optional(found->second);
    };
    ports.markLatency = [this] {
        const std::lock_guard lock(m_mutex);
        m_mark = telemetry.mark();
    };
    ports.readLatency = [this](spike::RunResult& result) {
        telemetry::Telemetry::Mark mark;
        {
            const std::lock_guard lock(m_mutex);
            mark = m_mark;
        }
        const auto latency = telemetry.since(mark);
        result.server = latency.attempts;
        result.serverStages = latency.stages;
    };
    ports.readConfirmed = [this](spike::RunResult& result) {
        telemetry::Telemetry::Mark mark;
        {
            const std::lock_guard lock(m_mutex);
            mark = m_mark;
        }
        if (const auto confirmed = telemetry.since(mark).confirmed; confirmed.count > 0)
            result.confirmed = confirmed;
    };
    ports.port = [this] { return server.status().port; };
    ports.guiReadings = parts.guiReadings ? parts.guiReadings
                                          : [] { return std::optional<spike::RunResult::Gui>(); };
    return ports;
}

void LocalBackend::Rooms::setApiProblem(std::optional<core::Error> problem)
{
    const std::lock_guard lock(m_mutex);
    m_apiProblem = std::move(problem);
}

std::shared_ptr<const LocalBackend::Rooms::Saved> LocalBackend::Rooms::savedNow() const
{
    auto saved = std::make_shared<Saved>();
    const auto add = [&](const issuing::InstanceId& instance, const ledger::InstanceCounts& counts) -> auto& {
        auto& progress = (*saved)[instance];
        progress.ledgerRows = counts.rows;
        progress.deadLetters = counts.deadLetters;
        progress.voided = counts.voided;
        return progress;
    };
    if (ledgerWatch) {
        const auto ledgerSeen = ledgerWatch->seen();
        for (const auto& [instance, seen] : ledgerSeen->instances) {
            auto& progress = add(instance, seen.counts);
            progress.savedThrough = seen.savedThrough;
            // Rows come in any order from several consumers: by their number, then.
            progress.consumed = seen.counts.rows + seen.counts.deadLetters + seen.counts.voided;
        }
        return saved;
    }
    const auto consumed = consumer.status();
    for (const auto& seen : consumed->instances) {
        auto& progress = add(seen.instance, seen.counts);
        progress.savedThrough = seen.contiguousSlot;
        progress.consumed = seen.contiguousSlot;
    }
    return saved;
}

std::shared_ptr<const LocalBackend::Rooms::Saved> LocalBackend::Rooms::savedBefore(core::SteadyTime seenAt)
{
    const auto now = parts.clock->steady();
    m_saved.emplace_back(now, savedNow());
    // A store that is looked at now and then is compared with what the ledger had when it was looked at.
    while (m_saved.size() > 1 && (m_saved[1].first <= seenAt || m_saved.size() > kMostSaved))
        m_saved.pop_front();
    return m_saved.front().second;
}

std::optional<core::Error> LocalBackend::Rooms::ledgerProblem() const
{
    const auto consumed = consumer.status();
    if (!consumed->problem.empty())
        return core::Error{core::ErrorKind::Unavailable, consumed->problem, consumed->detail};
    return ledgerWatch ? ledgerWatch->seen()->problem : std::nullopt;
}

void LocalBackend::Rooms::measureProgress(SnapshotInputs& inputs)
{
    // The ledger's side first, then the store, the log's end, and the store again: see SnapshotInputs.
    inputs.progress = *savedBefore(parts.store->status().seenAt);
    inputs.consumerRunning = consumer.status()->running;
    inputs.ledgerProblem = ledgerProblem();
    inputs.storeBefore = parts.store->status();
    if (parts.relay) {
        if (const auto relayed = parts.relay->status(); !relayed->problem.empty())
            inputs.logProblem = core::Error{core::ErrorKind::Unavailable, relayed->problem, relayed->detail};
    } else if (const auto ends = parts.log->ends()) { // the store's own file: quickly read
        for (const auto& end : *ends)
            inputs.progress[end.instance].published =
                static_cast<std::uint64_t>(std::max<std::int64_t>(0, end.endOffset - 1));
    } else if (inputs.storeBefore.health == stock::StoreHealth::Ready) {
        inputs.logProblem = ends.error();
    }
    inputs.storeAfter = parts.store->status();
    for (const auto& [instance, through] : inputs.storeAfter.published) {
        auto& progress = inputs.progress[instance];
        progress.published = ledgerWatch ? std::max<std::uint64_t>(through, progress.consumed.value_or(0)) : through;
    }

    for (const auto& instance : m_suspended)
        if (!inputs.storeAfter.suspended.contains(instance))
            consumer.refresh(instance); // a rebuild may have voided slots
    m_suspended.clear();
    for (const auto& [instance, suspension] : inputs.storeAfter.suspended)
        m_suspended.insert(instance);
    std::map<issuing::InstanceId, std::uint64_t> unsaved;
    for (const auto& instance : inputs.storeAfter.instances) {
        const auto& progress = inputs.progress[instance.id];
        if (auto* const repair = parts.store->repair(); repair && progress.savedThrough > instance.issued)
            repair->expect(instance.id, progress.savedThrough); // put back to an older copy while no node looked
        if (!ledgerWatch && !progress.consumed && m_askedConsumer.insert(instance.id).second)
            consumer.refresh(instance.id);
        if (progress.consumed)
            unsaved[instance.id] = instance.issued > *progress.consumed ? instance.issued - *progress.consumed : 0;
    }
    m_savedThrough.clear();
    for (const auto& [instance, progress] : inputs.progress)
        if (const auto through = savedThrough(progress))
            m_savedThrough[instance] = *through;
    const std::lock_guard lock(m_mutex);
    m_unsaved = std::move(unsaved);
}

void LocalBackend::Rooms::sampleTelemetry(SnapshotInputs& inputs)
{
    std::map<issuing::InstanceId, telemetry::InstanceLevels> levels;
    for (const auto& instance : inputs.storeAfter.instances) {
        if (instance.state == issuing::EventState::Closed)
            continue; // nothing changes any more, and its ticks would be kept for ever
        auto& level = levels[instance.id];
        if (inputs.storeAfter.suspended.contains(instance.id))
            continue; // what the store shows is not what people were shown
        const auto& progress = inputs.progress[instance.id];
        level.remaining = instance.remaining();
        if (progress.published && progress.consumed) {
            level.outbox = instance.issued > *progress.published ? instance.issued - *progress.published : 0;
            level.unconsumed = *progress.published > *progress.consumed ? *progress.published - *progress.consumed : 0;
            level.ledger = static_cast<std::int64_t>(progress.ledgerRows);
        }
    }
    m_telemetryPart = telemetry.sample(levels);
}

/// Confirmed means that the ledger's transaction has committed; accepted and confirmed are told by one clock.
void LocalBackend::Rooms::noteConfirmed(std::span<const eventlog::LogRecord> records,
                                        const ledger::WriteReport& report)
{
    const auto now = parts.clock->wall() + parts.store->status().clockAhead;
    for (std::size_t i = 0; i < records.size(); ++i)
        if (report.outcomes[i] == ledger::RecordOutcome::Written)
            telemetry.confirmed(std::max(now - records[i].issue.acceptedAt, core::WallTime::duration(0)));
}

std::vector<FleetNode> LocalBackend::Rooms::fleetNow() const
{
    const auto seen = presence->seen();
    const auto since =
        std::chrono::duration_cast<std::chrono::microseconds>(parts.clock->steady() - seen->at);
    std::vector<FleetNode> fleet;
    for (const auto& node : seen->nodes) {
        const auto age = node.age + since;
        fleet.push_back({node.node, node.address, node.program, age < issuing::kNodeSilence,
                         std::chrono::duration_cast<std::chrono::milliseconds>(age)});
    }
    return fleet;
}

std::shared_ptr<const Snapshot> LocalBackend::Rooms::makeSnapshot(bool sample, bool starting)
{
    SnapshotInputs inputs;
    inputs.now = parts.clock->wall();
    inputs.desk = desk.state();
    const bool loading = !inputs.desk->loaded && inputs.desk->problem.empty();
    if (presence) {
        inputs.nodeProblem = presence->problem();
        inputs.fleet = fleetNow();
    }
    inputs.starting = starting || loading; // no act is taken before the desk has read its events
    measureProgress(inputs);
    nameShownAndLost();
    lookForDeadLetters(inputs);
    if (sample)
        sampleTelemetry(inputs);
    inputs.telemetry = m_telemetryPart;
    inputs.telemetry.inFlight = admission.inFlight();
    inputs.port = server.status().port;
    inputs.readings = probe.readings();
    servers.fill(inputs.readings);
    inputs.peopleLoaded = probe.audiences();
    inputs.audits = auditor.reports();
    inputs.spike = conductor.part();
    inputs.lag = lag.part();
    inputs.readings.lagWarning = static_cast<double>(parts.config.consumer.lagWarning);
    readPastRuns(inputs.readings, inputs.spike, inputs.now);
    {
        const std::lock_guard lock(m_mutex);
        inputs.apiProblem = m_apiProblem;
    }
    return builder.build(std::move(inputs));
}

std::optional<std::uint32_t> LocalBackend::Rooms::savedThroughOf(const issuing::Event& event) const
{
    const auto found = event.instance ? m_savedThrough.find(event.instance->id) : m_savedThrough.end();
    return found == m_savedThrough.end() ? std::nullopt : std::optional(found->second);
}

std::shared_ptr<const issuing::EventTable> LocalBackend::Rooms::eventTable(const Snapshot& snapshot) const
{
    if (!snapshot.eventsKnown)
        return std::make_shared<const issuing::EventTable>();
    std::vector<issuing::EventFacts> facts;
    for (const auto& view : snapshot.events)
        facts.push_back(issuing::factsOf(view.event, savedThroughOf(view.event)));
    return std::make_shared<const issuing::EventTable>(std::move(facts), snapshot.takenAt);
}

std::string LocalBackend::Rooms::exposition(const Snapshot& snapshot) const
{
    return telemetry::exposition(snapshot.telemetry, telemetry.since(nullptr));
}

} // namespace firstcome::local
