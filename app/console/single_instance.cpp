#include "app/console/single_instance.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QTimer>

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
    , m_lock(m_dataDir.toStdString())
{
}

SingleInstance::~SingleInstance()
{
    if (m_server)
        m_server->close();
}

core::Result<bool> SingleInstance::acquire()
{
    if (m_lock.isHeld())
        return true;
    QDir().mkpath(m_dataDir);
    const auto first = m_lock.acquire();
    if (!first)
        return first;
    if (*first) {
        listen();
        auto here = m_lock.holder();
        here.socket = m_socket.toStdString();
        m_lock.describe(std::move(here));
    }
    const auto& holder = m_lock.holder();
    m_holder = {holder.pid, QDateTime::fromString(QString::fromStdString(holder.since), Qt::ISODateWithMs)};
    m_socket = QString::fromStdString(holder.socket);
    return first;
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
