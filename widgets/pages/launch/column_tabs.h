#pragma once

#include "widgets/parts/tone.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <array>

class QVBoxLayout;

namespace firstcome::pages::launch {

/// The tab bar of a narrow column: two words, the current one underlined, a red one with its mark. GUI thread.
class MarkedTabs final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(bool textFits READ textFits)

public:
    MarkedTabs(const theme::Theme& theme, const QString& first, const QString& second, QWidget* parent = nullptr);

    int current() const { return m_current; }
    void setCurrent(int index);
    void setRed(int index, bool red);
    bool red(int index) const { return m_red[static_cast<std::size_t>(index)]; }
    bool textFits() const;
    QSize sizeHint() const override;
    QRect tabRect(int index) const;

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void describe();

    const theme::Theme& m_theme;
    std::array<QString, 2> m_names;
    std::array<bool, 2> m_red{};
    int m_current = 0;
};

/// Two cards one above the other where there is room, else behind two tabs. GUI thread; owned by the page.
class ColumnTabs final : public QWidget
{
    Q_OBJECT

public:
    /// The names are the tabs'; the cards become children.
    ColumnTabs(const theme::Theme& theme, const QString& firstName, QWidget* first, const QString& secondName,
               QWidget* second, QWidget* parent = nullptr);

    void setTabbed(bool tabbed);
    bool tabbed() const { return m_tabbed; }
    void setRed(int index, bool red);
    MarkedTabs& tabs() { return *m_tabs; }

Q_SIGNALS:
    void tabbedChanged(bool tabbed);

private:
    void arrange();

    MarkedTabs* m_tabs;
    std::array<QWidget*, 2> m_cards;
    QVBoxLayout* m_column;
    bool m_tabbed = false;
};

} // namespace firstcome::pages::launch
