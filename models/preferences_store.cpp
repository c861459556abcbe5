#include "models/preferences_store.h"

#include <QFile>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>
#include <QTimer>

#include <mutex>

namespace firstcome::models {

/// Writes one content at a time; while it waits only the newest counts.
struct PreferencesStore::Writer
{
    std::mutex mutex;
    QByteArray newest;

    bool writeNewest(const QString& path)
    {
        const std::lock_guard lock(mutex);
        const QByteArray content = std::exchange(newest, {});
        if (content.isEmpty())
            return true;
        QSaveFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
    }
};

PreferencesStore::PreferencesStore(QString path, QObject* parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_timer(new QTimer(this))
    , m_writer(std::make_shared<Writer>())
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(500);
    connect(m_timer, &QTimer::timeout, this, &PreferencesStore::write);
}

PreferencesStore::~PreferencesStore()
{
    if (m_timer->isActive()) {
        m_writer->newest = toJson(m_value);
        (void)m_writer->writeNewest(m_path);
    }
}

core::Result<void> PreferencesStore::load()
{
    QFile file(m_path);
    if (m_path.isEmpty() || !file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return core::fail(core::ErrorKind::Io, "preferences_unreadable", m_path.toStdString());
    auto read = preferencesFromJson(file.read(1'000'000));
    file.close();
    if (!read) {
        const QString aside = m_path + QStringLiteral(".broken");
        QFile::remove(aside);
        QFile::rename(m_path, aside);
        return tl::unexpected(read.error());
    }
    m_value = *std::move(read);
    Q_EMIT changed();
    return {};
}

void PreferencesStore::change(const std::function<void(Preferences&)>& change)
{
    Preferences next = m_value;
    change(next);
    if (next == m_value)
        return;
    m_value = std::move(next);
    if (!m_path.isEmpty())
        m_timer->start();
    Q_EMIT changed();
}

void PreferencesStore::resetLayout()
{
    change([](Preferences& preferences) {
        Preferences fresh;
        fresh.theme = preferences.theme;
        fresh.language = preferences.language;
        preferences = fresh;
    });
    Q_EMIT layoutReset();
}

void PreferencesStore::write()
{
    {
        const std::lock_guard lock(m_writer->mutex);
        m_writer->newest = toJson(m_value);
    }
    QThreadPool::globalInstance()->start([writer = m_writer, path = m_path, self = QPointer(this)] {
        if (!writer->writeNewest(path) && self)
            QMetaObject::invokeMethod(self, [self, path] {
                if (self)
                    Q_EMIT self->writeFailed(path);
            });
    });
}

} // namespace firstcome::models
