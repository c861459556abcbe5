#pragma once

#include "models/status_view_model.h"
#include "widgets/parts/toast_bar.h"
#include "widgets/shell/key_registry.h"
#include "widgets/shell/page_spec.h"

#include <QWidget>

#include <functional>
#include <vector>

class QStackedWidget;

namespace firstcome::shell {

class Rail;
class StatusStrip;

/// The window: strip, rail, pages, notices, keys. Knows pages only as PageSpecs; makes the current one at
/// once and the others when they are first shown or the loop is idle. Made and owned by app; GUI thread.
class MainWindow final : public QWidget
{
    Q_OBJECT

public:
    MainWindow(const theme::Theme& theme, models::StatusViewModel& status, std::vector<PageSpec> pages,
               const QString& firstPage = {});
    ~MainWindow() override;

    /// Nothing where there is no such page.
    void showPage(const QString& id);
    QString currentPage() const { return m_current; }
    /// The page's widget, made if need be; null where there is no such page.
    QWidget* page(const QString& id);
    KeyRegistry& keys() { return *m_keys; }
    parts::ToastBar& toasts() { return *m_toasts; }

    /// Asked before the window closes; false keeps it open.
    void setCloseGuard(std::function<bool()> guard) { m_closeGuard = std::move(guard); }
    void showKeys();

Q_SIGNALS:
    void pageChanged(const QString& id);

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void bindKeys();
    void makeNext();
    const PageSpec* spec(const QString& id) const;

    const theme::Theme& m_theme;
    models::StatusViewModel& m_status;
    std::vector<PageSpec> m_pages;
    QString m_current;
    QWidget* m_content = nullptr;
    KeyRegistry* m_keys = nullptr;
    parts::ToastBar* m_toasts = nullptr;
    Rail* m_rail = nullptr;
    QStackedWidget* m_stack = nullptr;
    QHash<QString, QWidget*> m_made;
    std::function<bool()> m_closeGuard;
    bool m_rebuilding = false;
};

} // namespace firstcome::shell
