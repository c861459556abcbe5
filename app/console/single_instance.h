#pragma once

#include "app/compose/data_lock.h"
#include "backend/core/result.h"

#include <QDateTime>
#include <QLocalServer>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace firstcome::console {

/// The console or node that holds a data directory.
struct InstanceHolder
{
    qint64 pid = 0;  ///< 0: it does not say
    QDateTime since; ///< invalid: it does not say
};

/// One console a data directory. The first holds its lock and listens on a local socket; a later one learns who
/// the first is and can ask it to come forward. GUI thread; the object is kept for as long as the
/// console runs.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(QString dataDir, QObject* parent = nullptr);
    ~SingleInstance() override;

    /// True: this is the first now. False: `holder` says who is. Io `data_dir_unwritable` where neither can
    /// be told.
    core::Result<bool> acquire();
    const InstanceHolder& holder() const { return m_holder; }

    /// Asks the first to show its window; `done` says within 2 s whether it answered.
    void askToShow(QObject* context, std::function<void(bool answered)> done);

Q_SIGNALS:
    /// A later console asks for this one's window.
    void showRequested();

private:
    void listen();
    void answer();

    QString m_dataDir;
    QString m_socket; ///< path of the first's local socket
    app::DataLock m_lock;
    InstanceHolder m_holder;
    std::unique_ptr<QLocalServer> m_server;
};

} // namespace firstcome::console
