#include "widgets/shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace firstcome::shell {

Language::Language(QObject* parent)
    : QObject(parent)
{
}

void Language::use(const QString& choice)
{
    const bool korean = choice == QLatin1String("ko") ||
                        (choice != QLatin1String("en") && QLocale::system().language() == QLocale::Korean);
    const QString wanted = korean ? QStringLiteral("ko") : QStringLiteral("en");
    if (wanted == m_current)
        return;
    m_current = wanted;
    QCoreApplication::removeTranslator(&m_words);
    QCoreApplication::removeTranslator(&m_qt);
    QLocale::setDefault(korean ? QLocale(QLocale::Korean, QLocale::SouthKorea) : QLocale(QLocale::English));
    if (!korean)
        return;
    if (m_words.load(QStringLiteral(":/translations/firstcome_ko.qm")))
        QCoreApplication::installTranslator(&m_words);
    if (m_qt.load(QStringLiteral("qtbase_ko"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace firstcome::shell
