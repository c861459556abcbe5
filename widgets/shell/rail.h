#pragma once

#include "widgets/shell/page_spec.h"

#include <QAbstractButton>
#include <QHash>
#include <QWidget>

#include <vector>

namespace firstcome::shell {

/// One page's button: its drawing over its word.
class RailButton final : public QAbstractButton
{
    Q_OBJECT

public:
    RailButton(const theme::Theme& theme, const QString& title, const QString& icon, const QString& key,
               QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme& m_theme;
    QString m_icon;
};

/// The pages at the window's left. GUI thread; owned by the window.
class Rail final : public QWidget
{
    Q_OBJECT

public:
    Rail(const theme::Theme& theme, const std::vector<PageSpec>& pages, QWidget* parent);
    void setCurrent(const QString& id);
    RailButton* button(const QString& id) const { return m_buttons.value(id); }

Q_SIGNALS:
    void chosen(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme& m_theme;
    QHash<QString, RailButton*> m_buttons;
};

} // namespace firstcome::shell
