#pragma once

#include "models/lag_model.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/tone.h"
#include "widgets/theme/theme.h"

#include <QIdentityProxyModel>

namespace firstcome::pages::launch {

/// How readers stand, in words: the table's, and the sentences about groups. GUI thread; owned by the panel.
class LagWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    LagWords(const theme::Theme& theme, models::LagModel& model, QObject* parent = nullptr);

    static parts::Mark mark(eventlog::LagStatus status, bool ours);
    static parts::Mark mark(PartHealth health);
    static parts::Tone tone(PartHealth health);
    /// `keeps up`, `falls behind`, …
    static QString status(eventlog::LagStatus status, bool ours);
    /// How a group stands, what that means for people holding coupons, and what to do. `much`: its lag is
    /// above the warning.
    static QString sentence(const eventlog::GroupLag& group, bool much);
    /// What cannot be measured and why; empty where nothing is wrong.
    static QString problem(const eventlog::LagPart& part);

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    static QString ourSentence(const eventlog::GroupLag& group, bool much, const QString& name,
                               const QString& lag);
    static QString theirPart(eventlog::LagStatus status, const QString& name);
    static QString theirSentence(const eventlog::GroupLag& group, bool much, const QString& name,
                                 const QString& lag);

    const theme::Theme& m_theme;
};

/// Paints a partition's status with its mark before it.
class LagStatusDelegate final : public parts::RowDelegate
{
    Q_OBJECT

public:
    LagStatusDelegate(const theme::Theme& theme, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const theme::Theme& m_theme;
};

} // namespace firstcome::pages::launch
