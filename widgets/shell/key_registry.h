#pragma once

#include <QHash>
#include <QKeySequence>
#include <QObject>

#include <functional>
#include <vector>

class QShortcut;
class QWidget;

namespace firstcome::parts {
class ActButton;
}

namespace firstcome::shell {

/// The one owner of all keys of a window. A key belongs to a scope: a page's id, or everywhere (empty); Qt
/// fires neither of two equal shortcuts, so a second binding of a key in reach of the first is refused and
/// remembered. Keys do not repeat while held down. GUI thread; owned by the window.
class KeyRegistry final : public QObject
{
    Q_OBJECT

public:
    struct Binding
    {
        QString scope;
        QKeySequence key;
        QString text;    ///< what it does, for the list of keys
        QString keyText; ///< shown instead of `key` where given
    };

    explicit KeyRegistry(QWidget* window);

    /// Does `act` at `key` until `context` is gone. False where the key is taken.
    bool bind(const QString& scope, const QKeySequence& key, const QString& text, QObject* context,
              std::function<void()> act);
    /// Presses `button` at `key`, if it is shown and can be pressed.
    bool bind(const QString& scope, const QKeySequence& key, const QString& text, parts::ActButton* button);
    /// For the list only: keys that the focused part handles itself, such as arrows on a chart.
    void describe(const QString& scope, const QString& keyText, const QString& text, QObject* context);

    /// The page whose keys work now, besides those of everywhere.
    void setScope(const QString& scope);
    const QString& scope() const { return m_scope; }

    /// All bindings in the order they were made.
    std::vector<Binding> bindings() const;
    /// Bindings that were refused, as "scope: key"; tests want none.
    const QStringList& conflicts() const { return m_conflicts; }

private:
    struct Entry
    {
        Binding binding;
        QShortcut* shortcut = nullptr; ///< null for described ones
        const QObject* context = nullptr;
    };

    void forget(const QObject* context);

    QWidget* m_window;
    QString m_scope;
    std::vector<Entry> m_entries;
    QStringList m_conflicts;
};

} // namespace firstcome::shell
