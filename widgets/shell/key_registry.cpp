#include "widgets/shell/key_registry.h"

#include "widgets/parts/act_button.h"

#include <QShortcut>

#include <algorithm>

namespace firstcome::shell {

KeyRegistry::KeyRegistry(QWidget* window)
    : QObject(window)
    , m_window(window)
{
}

bool KeyRegistry::bind(const QString& scope, const QKeySequence& key, const QString& text, QObject* context,
                       std::function<void()> act)
{
    const bool taken = std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        const bool meets = scope.isEmpty() || entry.binding.scope.isEmpty() || entry.binding.scope == scope;
        return entry.shortcut && meets && entry.binding.key == key;
    });
    if (taken || key.isEmpty()) {
        m_conflicts.append(scope + QStringLiteral(": ") + key.toString(QKeySequence::PortableText));
        return false;
    }
    auto* shortcut = new QShortcut(key, m_window);
    shortcut->setAutoRepeat(false);
    shortcut->setEnabled(scope.isEmpty() || scope == m_scope);
    connect(shortcut, &QShortcut::activated, context, std::move(act));
    m_entries.push_back({{scope, key, text, {}}, shortcut, context});
    connect(context, &QObject::destroyed, this, [this](QObject* gone) { forget(gone); });
    return true;
}

bool KeyRegistry::bind(const QString& scope, const QKeySequence& key, const QString& text,
                       parts::ActButton* button)
{
    return bind(scope, key, text, button, [button] {
        if (button->isVisible() && button->isEnabled())
            button->click();
    });
}

void KeyRegistry::describe(const QString& scope, const QString& keyText, const QString& text,
                           QObject* context)
{
    m_entries.push_back({{scope, {}, text, keyText}, nullptr, context});
    connect(context, &QObject::destroyed, this, [this](QObject* gone) { forget(gone); });
}

void KeyRegistry::forget(const QObject* context)
{
    std::erase_if(m_entries, [context](const Entry& entry) {
        if (entry.context != context)
            return false;
        delete entry.shortcut;
        return true;
    });
}

void KeyRegistry::setScope(const QString& scope)
{
    m_scope = scope;
    for (const Entry& entry : m_entries)
        if (entry.shortcut)
            entry.shortcut->setEnabled(entry.binding.scope.isEmpty() || entry.binding.scope == scope);
}

std::vector<KeyRegistry::Binding> KeyRegistry::bindings() const
{
    std::vector<Binding> all;
    for (const Entry& entry : m_entries)
        all.push_back(entry.binding);
    return all;
}

} // namespace firstcome::shell
