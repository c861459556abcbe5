#pragma once

#include <QLocale>
#include <QObject>
#include <QTranslator>

namespace firstcome::shell {

/// The console's language: its own words and Qt's. use() takes effect at once, as a LanguageChange through
/// all windows. Owned by app, GUI thread; the translations are built in.
class Language final : public QObject
{
    Q_OBJECT

public:
    explicit Language(QObject* parent = nullptr);

    /// "en", "ko", or "system": the desktop's, English where it is neither.
    void use(const QString& choice);
    /// What is in use: "en" or "ko".
    const QString& current() const { return m_current; }

private:
    QString m_current = QStringLiteral("en");
    QTranslator m_words;
    QTranslator m_qt;
};

} // namespace firstcome::shell
