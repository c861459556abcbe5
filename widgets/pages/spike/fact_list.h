#pragma once

#include "widgets/parts/tone.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <vector>

namespace firstcome::pages {

/// Lines of a name and its value, with an optional mark before them. GUI thread; owned by its parent.
class FactList final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(bool textFits READ textFits)

public:
    struct Fact
    {
        QString name;
        QString value;
        parts::Mark mark = parts::Mark::None;
    };

    explicit FactList(const theme::Theme& theme, QWidget* parent = nullptr);
    void setFacts(std::vector<Fact> facts);
    const std::vector<Fact>& facts() const { return m_facts; }

    /// No name is cut short.
    bool textFits() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    static constexpr int kLine = 24;

    int roomForName(const Fact& fact) const;

    const theme::Theme& m_theme;
    std::vector<Fact> m_facts;
};

} // namespace firstcome::pages
