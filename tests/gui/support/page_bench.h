#pragma once

#include "tests/gui/support/model_test.h"
#include "widgets/parts/toast_bar.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QTranslator>
#include <QWidget>

#include <memory>

namespace firstcome::testing {

/// What a program that shows pages sets up once, before the first of them: resources and the console's style.
void prepareApplication(const theme::Theme& theme);

/// The console's language for as long as this lives. Pages take their words when they are made.
class LanguageScope
{
public:
    explicit LanguageScope(Names language);
    ~LanguageScope();
    LanguageScope(const LanguageScope&) = delete;
    LanguageScope& operator=(const LanguageScope&) = delete;

private:
    QTranslator m_translator;
    bool m_installed = false;
};

/// A window on a scripted backend, for one page: make the page as a child of window() and show() it.
class PageBench
{
public:
    PageBench(const theme::Theme& theme, Scene scene);

    ModelBench& bench() { return m_models; }
    ScriptedBackend& backend() { return m_models.backend; }
    models::BackendModel& model() { return m_models.model; }
    ManualClock& clock() { return m_models.clock; }
    QWidget& window() { return *m_window; }
    parts::ToastBar& toasts() { return *m_toasts; }
    const theme::Theme& theme() const { return m_theme; }

    /// Shows the page as the whole content of a window of this size, and waits until it is laid out.
    void show(QWidget& page, QSize size);
    /// Publishes a change and delivers it.
    void edit(const std::function<void(Scene&)>& change) { m_models.edit(change); }
    /// Lets the 400 ms pass in which buttons don't listen after a change.
    static void passDeafTime();

private:
    const theme::Theme& m_theme;
    ModelBench m_models;
    std::unique_ptr<QWidget> m_window;
    parts::ToastBar* m_toasts;
};

} // namespace firstcome::testing
