#pragma once

#include "widgets/theme/tokens.h"

#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace firstcome::theme {

/// What the desktop prefers, dark or light: read from the settings portal without waiting and watched; until
/// it answers, and where there is none, the lightness of the start-up palette. GUI thread; owned by app, made
/// before Theme::apply().
class ColorScheme final : public QObject
{
    Q_OBJECT

public:
    explicit ColorScheme(QObject* parent = nullptr);

    Scheme preferred() const { return m_portal.value_or(m_palette); }

Q_SIGNALS:
    void changed(firstcome::theme::Scheme scheme);

private Q_SLOTS:
    void onSettingChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void read();
    void take(const QVariant& value);

    Scheme m_palette;
    std::optional<Scheme> m_portal;
};

} // namespace firstcome::theme
