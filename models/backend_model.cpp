#include "models/backend_model.h"

#include <QMetaObject>
#include <QPointer>

#include <mutex>

namespace firstcome::models {

struct BackendModel::Mailbox
{
    std::mutex mutex;
    BackendModel* model = nullptr; ///< null once the model is gone
    bool pending = false;
};

BackendModel::BackendModel(Backend& backend, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_mailbox(std::make_shared<Mailbox>())
    , m_snapshot(backend.snapshot())
{
    m_mailbox->model = this;
}

BackendModel::~BackendModel()
{
    const std::lock_guard lock(m_mailbox->mutex);
    m_mailbox->model = nullptr;
}

core::Result<void> BackendModel::start()
{
    return m_backend.start([box = m_mailbox] {
        const std::lock_guard lock(box->mutex);
        if (!box->model || box->pending)
            return;
        box->pending = true;
        QMetaObject::invokeMethod(box->model, &BackendModel::take, Qt::QueuedConnection);
    });
}

void BackendModel::take()
{
    {
        const std::lock_guard lock(m_mailbox->mutex);
        m_mailbox->pending = false;
    }
    auto snapshot = m_backend.snapshot();
    if (snapshot->sequence > m_snapshot->sequence + 1)
        m_skipped += snapshot->sequence - m_snapshot->sequence - 1;
    m_snapshot = std::move(snapshot);
    Q_EMIT updated(*m_snapshot);
}

void BackendModel::submit(Command command, QObject* context, std::function<void(const core::Result<Reply>&)> done)
{
    const QPointer<QObject> guard(context);
    m_backend.submit(std::move(command), [box = m_mailbox, guard, done = std::move(done)](core::Result<Reply> reply) {
        const std::lock_guard lock(box->mutex);
        if (!box->model)
            return;
        QMetaObject::invokeMethod(
            box->model,
            [guard, done, reply = std::move(reply)] {
                if (guard && done)
                    done(reply);
            },
            Qt::QueuedConnection);
    });
}

} // namespace firstcome::models
