#include "widgets/pages/spike/thresholds_card.h"

#include "widgets/pages/spike/spike_words.h"
#include "widgets/parts/tone.h"
#include "widgets/theme/paint.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace firstcome::pages {

using models::Standing;
using models::ThresholdModel;
using parts::Mark;
using theme::Token;
using theme::Type;

namespace {

Mark markOfThreshold(const QModelIndex& index)
{
    if (!index.data(ThresholdModel::ProblemRole).toString().isEmpty())
        return Mark::Critical;
    switch (static_cast<Standing>(index.data(ThresholdModel::StandingRole).toInt())) {
    case Standing::Holds:
        return Mark::Fine;
    case Standing::Crossed:
        return Mark::Critical;
    case Standing::NotYet:
        return Mark::NotKnown;
    }
    return Mark::NotKnown;
}

QString valueText(const QModelIndex& index)
{
    const auto kind = static_cast<ThresholdModel::Kind>(index.data(ThresholdModel::KindRole).toInt());
    const auto standing = static_cast<Standing>(index.data(ThresholdModel::StandingRole).toInt());
    if (kind == ThresholdModel::Kind::Audit) {
        if (standing == Standing::NotYet)
            return ThresholdsCard::tr("at the end");
        return standing == Standing::Holds ? ThresholdsCard::tr("closed") : ThresholdsCard::tr("not closed");
    }
    const QVariant value = index.data(ThresholdModel::ValueRole);
    return thresholdValue(index.data(ThresholdModel::MetricRole).toString(),
                          index.data(ThresholdModel::ExpressionRole).toString(),
                          value.isValid() ? std::optional(value.toDouble()) : std::nullopt);
}

/// The two fixed conditions are no metrics of the generator's and have names in words.
QString metricText(const QModelIndex& index)
{
    switch (static_cast<ThresholdModel::Kind>(index.data(ThresholdModel::KindRole).toInt())) {
    case ThresholdModel::Kind::Audit:
        return ThresholdsCard::tr("audit");
    case ThresholdModel::Kind::Generator:
        return ThresholdsCard::tr("generator");
    case ThresholdModel::Kind::Threshold:
        break;
    }
    return index.data(ThresholdModel::MetricRole).toString();
}

QString expressionText(const QModelIndex& index)
{
    const auto kind = static_cast<ThresholdModel::Kind>(index.data(ThresholdModel::KindRole).toInt());
    if (kind == ThresholdModel::Kind::Audit)
        return ThresholdsCard::tr("closed");
    const QString text = spacedExpression(index.data(ThresholdModel::ExpressionRole).toString());
    return kind == ThresholdModel::Kind::Generator ? text + QStringLiteral("\u00a0%") : text;
}

} // namespace

ThresholdDelegate::ThresholdDelegate(const theme::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize ThresholdDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {160, theme::kRowHeight};
}

void ThresholdDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    const bool selected = option.state & QStyle::State_Selected;
    const bool bad = !index.data(ThresholdModel::ProblemRole).toString().isEmpty();
    const QRect row = option.rect;
    if (selected)
        painter->fillRect(row, m_theme.color(Token::SoftAccent));
    parts::paintMark(*painter, m_theme, markOfThreshold(index), QRectF(row.left() + 12, row.top(), 10, row.height()));

    const QFont strong = m_theme.font(Type::RowStrong), plain = m_theme.font(Type::Row);
    const QFont small = m_theme.font(Type::Caption);
    const QString value = valueText(index);
    int right = row.right() - 11;
    const int valueWidth = QFontMetrics(strong).horizontalAdvance(value);
    painter->setFont(strong);
    painter->setPen(m_theme.color(Token::Text));
    painter->drawText(QRect(right - valueWidth, row.top(), valueWidth + 2, row.height()), Qt::AlignVCenter,
                      value);
    right -= valueWidth + 8;

    int left = row.left() + 36;
    const QString metric = QFontMetrics(plain).elidedText(metricText(index), Qt::ElideRight, right - left);
    painter->setFont(plain);
    painter->setPen(m_theme.color(bad ? Token::Critical : Token::Text));
    painter->drawText(QRect(left, row.top(), right - left, row.height()), Qt::AlignVCenter, metric);
    left += QFontMetrics(plain).horizontalAdvance(metric) + 4;
    if (left >= right)
        return;
    painter->setFont(small);
    painter->setPen(m_theme.color(bad ? Token::Critical : Token::SoftText));
    painter->drawText(QRect(left, row.top(), right - left, row.height()), Qt::AlignVCenter,
                      QFontMetrics(small).elidedText(expressionText(index), Qt::ElideRight, right - left));
}

ThresholdsCard::ThresholdsCard(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent)
    : Card(theme, tr("Thresholds"), parent)
    , m_model(model)
    , m_list(new QListView(this))
    , m_add(new parts::ActButton(theme, tr("Add"), tr("Ins"), this))
    , m_problem(new parts::Label(theme, Type::Caption, Token::Critical, this))
{
    m_list->setModel(&model.thresholds());
    m_list->setItemDelegate(new ThresholdDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Thresholds"));
    m_list->setFont(theme.font(Type::Row));
    m_list->installEventFilter(this);
    m_list->setMinimumHeight(2 * theme::kRowHeight);
    m_add->setLook(parts::ActButton::Look::Quiet);
    m_add->setHint(tr("Add a threshold"));
    addToHead(m_add);
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(theme::kGap - 1, 0, theme::kGap - 1, 0);
    body()->setContentsMargins(0, 0, 0, theme::kGap - 1);
    body()->addWidget(m_list, 1);
    body()->addWidget(m_problem);
    connect(m_add, &parts::ActButton::activated, this, &ThresholdsCard::add);
    connect(&model, &models::SpikeViewModel::setupChanged, this, &ThresholdsCard::refresh);
    refresh();
}

void ThresholdsCard::add()
{
    auto& model = m_model.thresholds();
    if (!model.isEditable())
        return;
    const auto index = model.index(model.addThreshold());
    m_list->setCurrentIndex(index);
    m_list->setFocus(Qt::OtherFocusReason);
    m_list->edit(index);
}

void ThresholdsCard::remove()
{
    const int row = m_list->currentIndex().row();
    if (m_model.thresholds().isEditable())
        m_model.thresholds().removeThreshold(row);
}

void ThresholdsCard::refresh()
{
    const auto& model = m_model.thresholds();
    m_add->setVisible(model.isEditable() && !m_model.isBusy());
    const int bad = model.firstProblem();
    m_problem->setVisible(bad >= 0);
    if (bad >= 0)
        m_problem->setText(
            startProblemText({QStringLiteral("bad_threshold"), model.index(bad).data().toString(), bad}));
}

bool ThresholdsCard::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Insert:
            add();
            return true;
        case Qt::Key_Delete:
            remove();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_list->currentIndex().flags() & Qt::ItemIsEditable)
                m_list->edit(m_list->currentIndex());
            return true;
        default:
            break;
        }
    }
    return Card::eventFilter(watched, event);
}

} // namespace firstcome::pages
