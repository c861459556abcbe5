#include "models/people_model.h"

#include <QAbstractEventDispatcher>
#include <QFile>
#include <QPointer>
#include <QThread>
#include <QThreadPool>

namespace firstcome::models {

PeopleModel::PeopleModel(BackendModel& backend, QObject* parent)
    : QAbstractTableModel(parent)
    , m_backend(backend)
{
}

void PeopleModel::begin()
{
    beginResetModel();
    m_busy = true;
    m_problem.clear();
    m_report.reset();
    endResetModel();
    Q_EMIT changed();
}

void PeopleModel::create(std::uint64_t count, const QString& prefix)
{
    if (m_busy)
        return;
    begin();
    m_backend.submit(CreatePeople{"console", count, prefix.trimmed().toStdString()}, this,
                     [this](const core::Result<Reply>& reply) { take(reply); });
}

void PeopleModel::importFile(const QString& path)
{
    if (m_busy)
        return;
    begin();
    QThreadPool::globalInstance()->start([path, self = QPointer<PeopleModel>(this), app = QThread::currentThread()] {
        QFile file(path);
        const bool readable = file.open(QIODevice::ReadOnly);
        const bool tooLarge = readable && file.size() > kMostBytes;
        QByteArray bytes = readable && !tooLarge ? file.read(kMostBytes + 1) : QByteArray();
        const QString code = !readable ? QStringLiteral("unreadable_file")
            : tooLarge || bytes.size() > kMostBytes ? QStringLiteral("file_too_large") : QString();
        auto* context = QAbstractEventDispatcher::instance(app);
        if (!context)
            return; // the program is ending
        QMetaObject::invokeMethod(context, [self, code, bytes = std::move(bytes)] {
            if (!self)
                return;
            if (code.isEmpty())
                self->importText(bytes.toStdString());
            else
                self->fail(code);
        }, Qt::QueuedConnection);
    });
}

void PeopleModel::importText(std::string csv)
{
    m_backend.submit(ImportPeople{"console", std::move(csv)}, this,
                     [this](const core::Result<Reply>& reply) { take(reply); });
}

void PeopleModel::fail(const QString& code)
{
    m_busy = false;
    m_problem = code;
    Q_EMIT changed();
}

void PeopleModel::take(const core::Result<Reply>& reply)
{
    if (!reply) {
        fail(QString::fromStdString(reply.error().code));
        return;
    }
    beginResetModel();
    m_busy = false;
    if (const auto* report = std::get_if<issuing::PeopleReport>(&*reply))
        m_report = *report;
    endResetModel();
    Q_EMIT changed();
}

int PeopleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_report ? 0 : static_cast<int>(m_report->badRows.size());
}

int PeopleModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 3;
}

QVariant PeopleModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)
        || role != Qt::DisplayRole)
        return {};
    const auto& row = m_report->badRows[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case 0:
        return static_cast<qulonglong>(row.line);
    case 1:
        return QString::fromStdString(row.code);
    default:
        return QString::fromStdString(row.text);
    }
}

} // namespace firstcome::models
