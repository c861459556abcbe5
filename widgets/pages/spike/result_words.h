#pragma once

#include "models/answers_table_model.h"
#include "models/latency_table_model.h"
#include "models/run_comparison.h"
#include "widgets/theme/theme.h"

#include <QIdentityProxyModel>

namespace firstcome::pages {

/// The latency table in words and figures. The model must outlive it, here and below.
class LatencyWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    explicit LatencyWords(models::LatencyTableModel& model, QObject* parent = nullptr);
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

/// The answers in words and figures.
class AnswersWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    explicit AnswersWords(models::AnswersTableModel& model, QObject* parent = nullptr);
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

/// Two runs side by side, better in green and worse in red beside its sign.
class ComparisonWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    ComparisonWords(const theme::Theme& theme, models::RunComparison& model, QObject* parent = nullptr);
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString value(const QModelIndex& index) const;

    const theme::Theme& m_theme;
};

} // namespace firstcome::pages
