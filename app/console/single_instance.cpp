#include "app/console/single_instance.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QTimer>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace firstcome::console {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kAnswerWithin = std::chrono::seconds(2);

/// Short whatever the data directory is called: a socket's path has room for about 100 characters.
QString socketFor(const QString& dataDir)
{
    const QByteArray hash =
        QCryptographicHash::hash(QDir(dataDir).canonicalPath().toUtf8(), QCryptographicHash::Sha256);
    QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!QFileInfo(runtime).isWritable())
        runtime = QDir::tempPath();
    return runtime + u"/firstcome-"_s + QString::fromLatin1(hash.toHex().left(16));
}

} // namespace

SingleInstance::SingleInstance(QString dataDir, QObject* parent)
    : QObject(parent)
    , m_dataDir(std::move(dataDir))
{
}

SingleInstance::~SingleInstance()
{
    if (m_server)
        m_server->close();
    if (m_lock >= 0)
        ::close(m_lock);
}

core::Result<bool> SingleInstance::acquire()
{
    if (m_lock >= 0)
        return true;
    QDir().mkpath(m_dataDir);
    const QByteArray path = QFile::encodeName(m_dataDir + u"/console.lock"_s);
    const int file = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return core::fail(core::ErrorKind::Io, "data_dir_unwritable", std::strerror(errno));
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) {
        m_lock = file;
        m_holder = {QCoreApplication::applicationPid(), QDateTime::currentDateTimeUtc()};
        listen();
        writeHolder();
        return true;
    }
    const int why = errno;
    ::close(file);
    if (why != EWOULDBLOCK)
        return core::fail(core::ErrorKind::Io, "data_dir_unwritable", std::strerror(why));
    readHolder();
    return false;
}

void SingleInstance::writeHolder()
{
    const QJsonObject object{{u"pid"_s, m_holder.pid},
                             {u"since"_s, m_holder.since.toString(Qt::ISODateWithMs)},
                             {u"socket"_s, m_socket}};
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    // Names the holder to people; the lock itself does not depend on it.
    if (::ftruncate(m_lock, 0) == 0) [[maybe_unused]]
        const auto written = ::pwrite(m_lock, text.constData(), static_cast<size_t>(text.size()), 0);
}

void SingleInstance::readHolder()
{
    m_holder = {};
    QFile file(m_dataDir + u"/console.lock"_s);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject object = QJsonDocument::fromJson(file.read(4096)).object();
    m_holder.pid = object.value("pid"_L1).toInteger();
    m_holder.since = QDateTime::fromString(object.value("since"_L1).toString(), Qt::ISODateWithMs);
    m_socket = object.value("socket"_L1).toString();
}

void SingleInstance::listen()
{
    m_socket = socketFor(m_dataDir);
    QLocalServer::removeServer(m_socket); // left by one that was killed: the lock says nobody listens
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, &SingleInstance::answer);
    if (!m_server->listen(m_socket))
        m_socket.clear(); // later ones are still kept out, they only cannot call this window
}

void SingleInstance::answer()
{
    while (QLocalSocket* client = m_server->nextPendingConnection()) {
        connect(client, &QLocalSocket::disconnected, client, &QObject::deleteLater);
        QTimer::singleShot(kAnswerWithin, client, &QLocalSocket::abort);
        const auto read = [this, client] {
            if (!client->canReadLine())
                return;
            if (client->readLine(64).trimmed() == "show") {
                client->write("shown\n");
                client->flush();
                Q_EMIT showRequested();
            }
            client->disconnectFromServer();
        };
        connect(client, &QLocalSocket::readyRead, this, read);
        read(); // it may have written before we listened
    }
}

void SingleInstance::askToShow(QObject* context, std::function<void(bool answered)> done)
{
    auto* socket = new QLocalSocket(context);
    const auto finished = std::make_shared<bool>(false);
    const auto finish = [socket, finished, done = std::move(done)](bool answered) {
        if (std::exchange(*finished, true))
            return; // the other side closes after its answer
        socket->disconnect();
        socket->deleteLater();
        done(answered);
    };
    connect(socket, &QLocalSocket::connected, socket, [socket] { socket->write("show\n"); });
    connect(socket, &QLocalSocket::readyRead, socket, [socket, finish] {
        if (socket->canReadLine())
            finish(socket->readLine(64).trimmed() == "shown");
    });
    connect(
        socket, &QLocalSocket::errorOccurred, socket, [finish] { finish(false); }, Qt::QueuedConnection);
    auto* deadline = new QTimer(socket);
    deadline->setSingleShot(true);
    connect(deadline, &QTimer::timeout, socket, [finish] { finish(false); });
    deadline->start(kAnswerWithin);
    socket->connectToServer(m_socket);
}

} // namespace firstcome::console
