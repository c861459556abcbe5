#pragma once

#include "backend/core/result.h"
#include "backend/spike/report_texts.h"
#include "backend/spike/run_result.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace firstcome::models {

enum class ReportFormat { Html, Json, Csv };
/// By the ending of the file's name; HTML where it says nothing.
ReportFormat reportFormatOf(const QString& fileName);

/// The report of a run: a page to read, all figures, or the series by 100 ms. Any thread; takes a moment.
std::string reportText(const spike::RunResult& result, ReportFormat format, spike::ReportLanguage language);

/// Writes the report of a run to a file on a worker thread and says how it went on the GUI thread. The file
/// appears whole or not at all. The destructor waits for what is being written.
class ReportSaver final : public QObject
{
    Q_OBJECT

public:
    /// Makes the text of a report; called on a worker thread.
    using Render = std::function<std::string(const spike::RunResult&, ReportFormat)>;

    explicit ReportSaver(Render render, QObject* parent = nullptr);
    ~ReportSaver() override;

    void save(std::shared_ptr<const spike::RunResult> result, const QString& fileName);
    bool isSaving() const { return m_saving > 0; }

Q_SIGNALS:
    void saved(const QString& fileName);
    /// `reason` is the system's word.
    void failed(const QString& fileName, const QString& reason);

private:
    void finish(const QString& fileName, const QString& problem);

    Render m_render;
    QThreadPool m_pool;
    int m_saving = 0;
};

} // namespace firstcome::models
