#pragma once

#include "models/node_list_model.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/tone.h"
#include "widgets/theme/theme.h"

#include <QIdentityProxyModel>

namespace firstcome::pages::launch {

/// The table of nodes in words and figures. GUI thread; owned by the card.
class NodeWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    NodeWords(const theme::Theme& theme, models::NodeListModel& model, QObject* parent = nullptr);

    static parts::Mark mark(LinkState state);
    /// `live`, `stale`, or why it is neither.
    static QString standing(LinkState state, const QString& code);

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const theme::Theme& m_theme;
};

/// Paints a node's standing with its mark before it.
class StandingDelegate final : public parts::RowDelegate
{
    Q_OBJECT

public:
    StandingDelegate(const theme::Theme& theme, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const theme::Theme& m_theme;
};

} // namespace firstcome::pages::launch
