#pragma once

#include "widgets/theme/theme.h"

#include <QStyledItemDelegate>

namespace firstcome::pages::launch {

/// Paints an event in two lines: its name with the state's pill, its couponId with the stock. GUI thread.
class EventRowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    EventRowDelegate(const theme::Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const theme::Theme& m_theme;
};

} // namespace firstcome::pages::launch
