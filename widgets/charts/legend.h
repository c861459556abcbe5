#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

namespace firstcome::charts {

/// Names, colours and values of a chart's layers in a fixed grid of three columns (two for two), at most two
/// rows. New values only repaint. GUI thread; owned by its chart.
class Legend final : public QWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        QString name;
        theme::Token token;
        bool dashed = false;
    };

    Legend(const theme::Theme& theme, QWidget* parent = nullptr);
    void setEntries(const QList<Entry>& entries);
    const QList<Entry>& entries() const { return m_entries; }
    void setValues(const QStringList& values);
    const QStringList& values() const { return m_values; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int rowHeight() const;

    const theme::Theme& m_theme;
    QList<Entry> m_entries;
    QStringList m_values;
};

} // namespace firstcome::charts
