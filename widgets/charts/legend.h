#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

namespace firstcome::charts {

/// Names, colours and values of a chart's layers in a fixed grid of three columns (two for two), at most two
/// rows; only where three are too narrow for the widest value, two columns. New values only repaint. GUI thread;
/// owned by its chart.
class Legend final : public QWidget
{
    Q_OBJECT
    /// Every name and the widest value have their place.
    Q_PROPERTY(bool textFits READ textFits)

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
    /// The template of a value's width, e.g. "88.8k".
    void setWidestValue(const QString& widest);
    bool textFits() const;
    const QStringList& values() const { return m_values; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int rowHeight() const;
    QList<int> needs(int columns) const;
    int room(int columns) const;
    int columnsFor(int width) const;
    QList<QRectF> columnsIn(int width) const;
    void fitHeight();

    const theme::Theme& m_theme;
    QList<Entry> m_entries;
    QStringList m_values;
    QString m_widest;
};

} // namespace firstcome::charts
