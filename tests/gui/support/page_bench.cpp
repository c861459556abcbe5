#include "tests/gui/support/page_bench.h"

#include "widgets/parts/act_button.h"
#include "widgets/theme/firstcome_style.h"
#include "widgets/theme/resources.h"

#include <QTest>
#include <QVBoxLayout>

namespace firstcome::testing {

void prepareApplication(const theme::Theme& theme)
{
    theme::loadResources();
    QApplication::setStyle(new theme::FirstcomeStyle(theme));
    const_cast<theme::Theme&>(theme).apply();
}

LanguageScope::LanguageScope(Names language)
{
    if (language != Names::Korean)
        return;
    m_installed = m_translator.load(QStringLiteral(":/translations/firstcome_ko.qm"));
    if (m_installed)
        QCoreApplication::installTranslator(&m_translator);
}

LanguageScope::~LanguageScope()
{
    if (m_installed)
        QCoreApplication::removeTranslator(&m_translator);
}

PageBench::PageBench(const theme::Theme& theme, Scene scene)
    : m_theme(theme)
    , m_models(std::move(scene))
    , m_window(std::make_unique<QWidget>())
    , m_toasts(new parts::ToastBar(theme, m_window.get()))
{
    m_window->setAutoFillBackground(true);
    auto* column = new QVBoxLayout(m_window.get());
    column->setContentsMargins(0, 0, 0, 0);
}

void PageBench::show(QWidget& page, QSize size)
{
    m_window->layout()->addWidget(&page);
    m_window->resize(size);
    m_window->show();
    (void)QTest::qWaitForWindowActive(m_window.get());
    for (int i = 0; i < 10; ++i)
        QCoreApplication::processEvents();
    m_models.settle();
}

void PageBench::passDeafTime()
{
    QTest::qWait(parts::ActButton::kDeafMs + 50);
}

} // namespace firstcome::testing
