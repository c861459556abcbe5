#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace firstcome::models {

/// A length of time as people write it: `10` (seconds), `10 s`, `500 ms`, `2 min`, `1 min 30 s`, `10초`.
/// Nothing where the text is not one.
std::optional<std::chrono::milliseconds> durationFromText(const QString& text);

/// A count or rate as people write it: `500`, `2,000`, `2 000`, `2k`. Nothing where the text is not one.
std::optional<double> amountFromText(const QString& text);

/// Where a spike is sent, taken apart.
struct SpikeTarget
{
    QString host;
    int port = 0;
    bool loopback = false;
    QString url() const; ///< `http://127.0.0.1:8081`
};

/// Reads `127.0.0.1:8081`, `localhost:8081`, `[::1]:8081`, each with or without `http://`. Nothing where it
/// is no such address.
std::optional<SpikeTarget> targetFromText(const QString& text);

} // namespace firstcome::models
