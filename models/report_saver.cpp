#include "models/report_saver.h"

#include "backend/spike/report.h"

#include <QFileInfo>
#include <QMetaObject>
#include <QSaveFile>

namespace firstcome::models {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The system's word where it failed, else empty.
QString write(const QString& fileName, const std::string& text)
{
    QSaveFile file(fileName);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    const auto size = static_cast<qint64>(text.size());
    if (file.write(text.data(), size) != size || !file.commit())
        return file.errorString();
    return {};
}

} // namespace

ReportFormat reportFormatOf(const QString& fileName)
{
    const QString ending = QFileInfo(fileName).suffix().toLower();
    if (ending == "json"_L1)
        return ReportFormat::Json;
    return ending == "csv"_L1 ? ReportFormat::Csv : ReportFormat::Html;
}

std::string reportText(const spike::RunResult& result, ReportFormat format, spike::ReportLanguage language)
{
    switch (format) {
    case ReportFormat::Json:
        return spike::toJson(result);
    case ReportFormat::Csv:
        return spike::csvReport(result, true);
    case ReportFormat::Html:
        break;
    }
    return spike::htmlReport(result, {}, language);
}

ReportSaver::ReportSaver(Render render, QObject* parent)
    : QObject(parent)
    , m_render(std::move(render))
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
}

ReportSaver::~ReportSaver()
{
    m_pool.waitForDone();
}

void ReportSaver::save(std::shared_ptr<const spike::RunResult> result, const QString& fileName)
{
    ++m_saving;
    m_pool.start([this, result = std::move(result), fileName, render = m_render] {
        const QString problem = write(fileName, render(*result, reportFormatOf(fileName)));
        // Safe: the destructor waits for this function, and drops what is posted.
        QMetaObject::invokeMethod(
            this, [this, fileName, problem] { finish(fileName, problem); }, Qt::QueuedConnection);
    });
}

void ReportSaver::finish(const QString& fileName, const QString& problem)
{
    --m_saving;
    if (problem.isEmpty())
        Q_EMIT saved(fileName);
    else
        Q_EMIT failed(fileName, problem);
}

} // namespace firstcome::models
