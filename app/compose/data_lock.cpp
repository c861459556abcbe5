#include "app/compose/data_lock.h"

#include "backend/core/clock.h"
#include "backend/core/rfc3339.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace firstcome::app {

using namespace Qt::Literals::StringLiterals;

DataLock::DataLock(std::filesystem::path dataDir)
    : m_path(std::move(dataDir) / "console.lock")
{
}

DataLock::~DataLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

core::Result<bool> DataLock::acquire()
{
    if (isHeld())
        return true;
    const int file = ::open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return core::fail(core::ErrorKind::Io, "data_dir_unwritable",
                          m_path.parent_path().string() + ": " + std::strerror(errno));
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) {
        m_file = file;
        describe({::getpid(), core::toRfc3339(core::SystemClock().wall()), {}});
        return true;
    }
    const int why = errno;
    ::close(file);
    if (why != EWOULDBLOCK)
        return core::fail(core::ErrorKind::Io, "data_dir_unwritable",
                          m_path.string() + ": " + std::strerror(why));
    readHolder();
    return false;
}

void DataLock::describe(Holder holder)
{
    m_holder = std::move(holder);
    const QJsonObject object{{u"pid"_s, qint64(m_holder.pid)},
                             {u"since"_s, QString::fromStdString(m_holder.since)},
                             {u"socket"_s, QString::fromStdString(m_holder.socket)}};
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    if (::ftruncate(m_file, 0) == 0) // the lock itself does not depend on it
        [[maybe_unused]]
        const auto written = ::pwrite(m_file, text.constData(), static_cast<size_t>(text.size()), 0);
}

void DataLock::readHolder()
{
    m_holder = {};
    QFile file(QString::fromStdString(m_path.string()));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject object = QJsonDocument::fromJson(file.read(4096)).object();
    m_holder.pid = object.value("pid"_L1).toInteger();
    m_holder.since = object.value("since"_L1).toString().toStdString();
    m_holder.socket = object.value("socket"_L1).toString().toStdString();
}

} // namespace firstcome::app
