#pragma once

#include "models/backend_model.h"

#include <QAbstractTableModel>

#include <optional>

namespace firstcome::models {

/// Adding people to the directory: test people by number, or a CSV file. The rows of this table are the bad
/// rows of the last import (line, reason code, text), the first 100. Files are read off the GUI thread, at most
/// 64 MB. GUI thread; owned by the people panel.
class PeopleModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr qint64 kMostBytes = 64LL * 1024 * 1024;
    static constexpr std::uint64_t kMostTestPeople = 5'000'000;

    explicit PeopleModel(BackendModel& backend, QObject* parent = nullptr);

    void create(std::uint64_t count, const QString& prefix);
    void importFile(const QString& path);

    bool busy() const { return m_busy; }
    const std::optional<issuing::PeopleReport>& report() const { return m_report; }
    /// Stable code of what went wrong last; empty when nothing did.
    const QString& problem() const { return m_problem; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Busy, report or problem changed.
    void changed();

private:
    void begin();
    void take(const core::Result<Reply>& reply);
    void fail(const QString& code);
    void importText(std::string csv);

    BackendModel& m_backend;
    bool m_busy = false;
    QString m_problem;
    std::optional<issuing::PeopleReport> m_report;
};

} // namespace firstcome::models
