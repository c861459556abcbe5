#pragma once

#include "models/preferences.h"

#include <QObject>

#include <functional>
#include <memory>

class QTimer;

namespace firstcome::models {

/// Keeps the Preferences in a file, or (with an empty path) nowhere, as rehearsals and tests do. A change is
/// written whole half a second later, away from the GUI thread, through a temporary file; only the newest is
/// written. A broken file is kept aside with ".broken" behind its name, and the defaults are used. GUI
/// thread; owned by app.
class PreferencesStore final : public QObject
{
    Q_OBJECT

public:
    explicit PreferencesStore(QString path, QObject* parent = nullptr);
    ~PreferencesStore() override; ///< writes what is not written yet

    /// Reads the file; where it was broken says so. Blocks for one small file: before the window is shown.
    core::Result<void> load();
    const Preferences& value() const { return m_value; }
    void change(const std::function<void(Preferences&)>& change);
    /// Geometry, page, tables and the charts' window as at the first start; theme and language stay.
    void resetLayout();

Q_SIGNALS:
    void changed();
    /// The layout was reset: whoever shows it takes it over.
    void layoutReset();
    void writeFailed(const QString& path);

private:
    void write();

    struct Writer;
    QString m_path;
    Preferences m_value;
    QTimer* m_timer;
    std::shared_ptr<Writer> m_writer;
};

} // namespace firstcome::models
