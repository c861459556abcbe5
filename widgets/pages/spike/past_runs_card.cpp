#include "widgets/pages/spike/past_runs_card.h"

#include "widgets/pages/spike/spike_words.h"
#include "widgets/parts/format.h"
#include "widgets/parts/tone.h"
#include "widgets/theme/paint.h"

#include <QPainter>

namespace firstcome::pages {

using models::PastRunsModel;
using parts::Mark;
using theme::Token;
using theme::Type;

namespace {

constexpr int kRow = 36;

bool isValid(const QModelIndex& index)
{
    return static_cast<spike::Validity>(index.data(PastRunsModel::ValidityRole).toInt()) ==
           spike::Validity::Valid;
}

Mark markOfRun(const QModelIndex& index)
{
    if (index.data(PastRunsModel::PassedRole).toBool())
        return Mark::Fine;
    return isValid(index) ? Mark::Critical : Mark::Warning;
}

} // namespace

PastRunDelegate::PastRunDelegate(const theme::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize PastRunDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {160, kRow};
}

void PastRunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const QRect row = option.rect;
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(row, m_theme.color(Token::SoftAccent));
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), m_theme.color(Token::Accent));
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(row, m_theme.color(Token::Raised));
    }
    if (index.row() + 1 < index.model()->rowCount())
        theme::paintHairline(*painter, row.left(), row.right() + 1, row.bottom() + 0.5,
                             m_theme.color(Token::Stroke));
    parts::paintMark(*painter, m_theme, markOfRun(index), QRectF(row.left() + 12, row.top(), 10, row.height()));

    const QFont strong = m_theme.font(Type::RowStrong), small = m_theme.font(Type::Caption);
    const QFontMetrics smallMetrics(small), strongMetrics(strong);
    const bool valid = isValid(index);
    const QVariant p95 = index.data(PastRunsModel::P95Role);
    const QString rate =
        valid ? parts::formatShortCount(index.data(PastRunsModel::RateRole).toDouble()) : parts::notKnown();
    const QString latency = !valid          ? PastRunsCard::tr("not valid")
                            : p95.isValid() ? parts::formatMilliseconds(p95.toDouble())
                                            : parts::notKnown();
    int right = row.right() - 11;
    painter->setFont(small);
    painter->setPen(m_theme.color(Token::SoftText));
    const auto putRight = [&](const QString& text, int slot) {
        const int width = std::max(slot, smallMetrics.horizontalAdvance(text));
        painter->drawText(QRect(right - width, row.top(), width + 1, row.height()),
                          Qt::AlignVCenter | Qt::AlignRight, text);
        right -= width + 8;
    };
    putRight(rate, smallMetrics.horizontalAdvance(QStringLiteral("88.8k")));
    putRight(latency, 0);

    int left = row.left() + 36;
    const QString name = strongMetrics.elidedText(index.data(PastRunsModel::ScenarioRole).toString(),
                                                  Qt::ElideRight, right - left);
    painter->setFont(strong);
    painter->setPen(m_theme.color(Token::Text));
    painter->drawText(QRect(left, row.top(), right - left, row.height()), Qt::AlignVCenter, name);
    left += strongMetrics.horizontalAdvance(name) + 4;
    if (left >= right)
        return;
    painter->setFont(small);
    painter->setPen(m_theme.color(Token::SoftText));
    const QString moment = runMoment(index.data(PastRunsModel::StartedAtRole).toLongLong());
    painter->drawText(QRect(left, row.top(), right - left, row.height()), Qt::AlignVCenter,
                      smallMetrics.elidedText(moment, Qt::ElideRight, right - left));
}

PastRunsCard::PastRunsCard(const theme::Theme& theme, PastRunsModel& model, QWidget* parent)
    : Card(theme, tr("Past runs"), parent)
    , m_model(model)
    , m_list(new QListView(this))
{
    setFlush(true);
    m_list->setModel(&model);
    m_list->setItemDelegate(new PastRunDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Past runs"));
    body()->addWidget(m_list, 1);
    body()->addSpacing(static_cast<int>(theme::kCardRadius));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (!m_quiet && index.isValid())
                    Q_EMIT chosen(index.data(PastRunsModel::IdRole).toString());
            });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        Q_EMIT chosen(index.data(PastRunsModel::IdRole).toString());
    });
}

void PastRunsCard::setShown(const QString& id)
{
    m_quiet = true;
    const int row = m_model.rowOf(id);
    if (row >= 0)
        m_list->setCurrentIndex(m_model.index(row));
    else
        m_list->setCurrentIndex({});
    m_quiet = false;
}

} // namespace firstcome::pages
