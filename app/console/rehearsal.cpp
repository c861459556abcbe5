#include "app/console/rehearsal.h"

#include <cstdio>
#include <fstream>

namespace firstcome::console {

namespace {

using spike::RunPhase;

constexpr auto kServingWithin = std::chrono::seconds(20);
constexpr auto kBeyondScenario = std::chrono::seconds(150); ///< draining, audit and report, at the very most

QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

bool write(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    return out.good();
}

std::string number(const std::optional<std::uint64_t>& value)
{
    return value ? std::to_string(*value) : "not measured";
}

void print(const spike::RunResult& result, const std::filesystem::path& outDir)
{
    const bool closed = result.audit && result.audit->closed;
    std::printf("%s: %s. %s of %s issued, %s twice, %s above total; audit %s; measurement %s.\n",
                result.scenario.c_str(), result.passed ? "passed" : "not passed", number(result.issued).c_str(),
                number(result.stock).c_str(), number(result.duplicates).c_str(), number(result.oversold).c_str(),
                closed ? "closed" : "NOT CLOSED", std::string(spike::validityName(result.validity)).c_str());
    std::printf("%llu requests, %.0f/s, p95 %.1f ms from the client", static_cast<unsigned long long>(result.requests),
                result.requestsPerSecond, result.client.p95.value_or(0));
    if (result.server && result.server->p95)
        std::printf(", %.1f ms inside the server", *result.server->p95);
    std::printf("; all saved after %.2f s.\n", result.ledgerAfterSeconds);
    for (const auto& threshold : result.thresholds)
        if (!threshold.passed)
            std::printf("crossed: %s %s\n", threshold.metric.c_str(), threshold.expression.c_str());
    for (const auto& reason : result.validityReasons)
        std::printf("validity: %s\n", reason.c_str());
    if (result.gui)
        std::printf("window: longest stall %.1f ms, CPU a tick p50 %.1f ms, max %.1f ms.\n",
                    result.gui->longestStallMs, result.gui->tickCpuP50Ms, result.gui->tickCpuMaxMs);
    std::printf("report: %s\n", (outDir / "report.html").c_str());
    std::fflush(stdout);
}

} // namespace

Rehearsal::Rehearsal(models::BackendModel& backend, Parts parts, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_parts(std::move(parts))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { giveUp(QStringLiteral("it took too long")); });
    connect(&m_backend, &models::BackendModel::updated, this, &Rehearsal::look);
}

void Rehearsal::start()
{
    std::error_code failed;
    std::filesystem::create_directories(m_parts.outDir, failed);
    if (failed)
        return giveUp(pathText(m_parts.outDir) + QStringLiteral(": ") + QString::fromStdString(failed.message()));
    m_patience.start(kServingWithin);
}

void Rehearsal::look(const Snapshot& snapshot)
{
    if (m_step == Step::Waiting && !snapshot.starting) {
        if (snapshot.api.health == PartHealth::Critical)
            return giveUp(QString::fromStdString(snapshot.api.code + " " + snapshot.api.detail));
        if (snapshot.port != 0 && snapshot.store.health == PartHealth::Fine)
            begin();
    } else if (m_step == Step::Running) {
        follow(snapshot.spike.run);
    }
}

void Rehearsal::begin()
{
    m_step = Step::Starting;
    m_patience.start(m_parts.scenario.duration() + kBeyondScenario);
    m_parts.resetReadings();
    m_backend.submit(StartSpike{"console", m_parts.scenario, {}, true, std::nullopt}, this,
                     [this](const core::Result<Reply>& reply) {
                         if (!reply)
                             return giveUp(QString::fromStdString(reply.error().code + " " + reply.error().detail));
                         m_step = Step::Running;
                     });
}

void Rehearsal::follow(const spike::RunProgress& run)
{
    // The shadow event exists until the run is over: its Launch page is taken while it is audited.
    const bool audited = run.phase == RunPhase::Draining || run.phase == RunPhase::Auditing
        || run.phase == RunPhase::Reporting;
    if (!m_launchTaken && audited) {
        m_launchTaken = true;
        m_parts.holdReadings();
        take("launch");
    }
    if (run.phase == RunPhase::Failed)
        giveUp(QString::fromStdString(run.problem + " " + run.detail));
    else if (run.phase == RunPhase::Done && run.result)
        finish(*run.result);
}

void Rehearsal::take(const char* page)
{
    const auto file = m_parts.outDir / (std::string(page) + ".png");
    if (!m_parts.picture(QString::fromLatin1(page), pathText(file)))
        std::fprintf(stderr, "firstcome: no picture could be written to %s\n", file.c_str());
}

void Rehearsal::finish(const spike::RunResult& result)
{
    m_step = Step::Over;
    m_patience.stop();
    if (!m_launchTaken)
        take("launch");
    take("spike");
    if (!writeReports(result))
        return giveUp(QStringLiteral("the report could not be written to ") + pathText(m_parts.outDir));
    print(result, m_parts.outDir);
    Q_EMIT finished(static_cast<int>(result.exitCode));
}

bool Rehearsal::writeReports(const spike::RunResult& result)
{
    return write(m_parts.outDir / "result.json", spike::toJson(result))
        && write(m_parts.outDir / "report.html", m_parts.report(result));
}

void Rehearsal::giveUp(const QString& reason)
{
    m_step = Step::Over;
    m_patience.stop();
    std::fprintf(stderr, "firstcome: the rehearsal could not be finished: %s\n", qPrintable(reason));
    Q_EMIT finished(static_cast<int>(spike::ExitCode::Error));
}

} // namespace firstcome::console
