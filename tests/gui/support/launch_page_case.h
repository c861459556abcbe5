#pragma once

#include "tests/gui/support/page_bench.h"
#include "widgets/pages/launch/launch_page.h"
#include "widgets/shell/key_registry.h"

#include <QSize>
#include <QTest>

#include <memory>
#include <vector>

namespace firstcome::testing {

/// A test of the Launch page in a window of its own, with its keys, on a backend that the test plays.
class LaunchPageCase : public QObject
{
protected:
    static constexpr QSize kPageSize{1364, 852};
    static constexpr QSize kSmallPage{1104, 672}; ///< of a window of 1180×720

    LaunchPageCase();
    /// Shows the page anew on `scene`; nothing has been sent yet.
    pages::launch::LaunchPage& show(Scene scene, QSize size = kPageSize);
    void close();
    /// The columns of a test that everything fits: both languages, in a usual window and in the smallest.
    static void addLanguagesAndSizes();
    /// Shows the page on what `scene` makes, in this row's language and size.
    pages::launch::LaunchPage& showRow(Scene (*scene)(Names));
    /// Types into the dialog that asks for it, and confirms.
    void typeConfirmation(const QString& text);
    void click(QWidget* widget) { QTest::mouseClick(widget, Qt::LeftButton); }
    /// What the page has sent of this kind.
    template <class Kind>
    std::vector<Kind> sent()
    {
        m_bench->bench().settle();
        return m_bench->backend().commandsOf<Kind>();
    }

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<LanguageScope> m_language; ///< of the row that is shown
    std::unique_ptr<PageBench> m_bench;
    pages::launch::LaunchPage* m_page = nullptr;
    shell::KeyRegistry* m_keys = nullptr;
};

} // namespace firstcome::testing
