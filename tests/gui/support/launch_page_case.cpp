#include "tests/gui/support/launch_page_case.h"

#include "widgets/pages/launch/launch_page_spec.h"
#include "widgets/parts/type_to_confirm.h"

#include <QLineEdit>

namespace firstcome::testing {

LaunchPageCase::LaunchPageCase()
    : m_theme(std::make_unique<theme::Theme>(theme::Scheme::Dark))
{
    prepareApplication(*m_theme);
}

pages::launch::LaunchPage& LaunchPageCase::show(Scene scene, QSize size)
{
    m_bench.reset();
    m_bench = std::make_unique<PageBench>(*m_theme, std::move(scene));
    m_page = new pages::launch::LaunchPage(m_bench->model(), m_bench->clock(), *m_theme, m_bench->toasts());
    m_keys = new shell::KeyRegistry(&m_bench->window());
    m_keys->setScope(QStringLiteral("launch"));
    pages::launch::bindKeys(*m_keys, *m_page);
    m_bench->show(*m_page, size);
    m_bench->backend().forgetCommands();
    return *m_page;
}

void LaunchPageCase::close()
{
    m_bench.reset();
    m_language.reset();
}

void LaunchPageCase::addLanguagesAndSizes()
{
    QTest::addColumn<bool>("korean");
    QTest::addColumn<QSize>("size");
    for (const bool korean : {false, true})
        for (const QSize size : {kPageSize, kSmallPage})
            QTest::addRow("%s %d", korean ? "ko" : "en", size.width()) << korean << size;
}

pages::launch::LaunchPage& LaunchPageCase::showRow(Scene (*scene)(Names))
{
    QFETCH(bool, korean);
    QFETCH(QSize, size);
    const Names names = korean ? Names::Korean : Names::English;
    m_language = std::make_unique<LanguageScope>(names);
    return show(scene(names), size);
}

void LaunchPageCase::typeConfirmation(const QString& text)
{
    auto* dialog = m_page->findChild<parts::TypeToConfirm*>();
    QVERIFY(dialog);
    auto* field = dialog->findChild<QLineEdit*>();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

} // namespace firstcome::testing
